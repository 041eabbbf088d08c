"""What people read when something is wrong or was decided: one sentence per code and step, twice.

``en`` and ``zh`` hold the same codes with the same arguments; a test proves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from attrs import frozen

from dealerkit.decisions import Reason
from dealerkit.problems import Arg, Problem
from dealerkit.report.languages import Language
from dealerkit.report.messages.wording import Wording, filled, words_of


@frozen
class Phrasebook:
    """All that one language can say: messages by code, steps of reasons, roles of places, names of facts, terms."""

    messages: Mapping[str, Wording]
    steps: Mapping[str, str]
    roles: Mapping[str, str]
    facts: Mapping[str, str]
    terms: Mapping[str, str]


class _Phrasebooks(dict[Language, Phrasebook]):
    """The phrasebook of each language, imported with the first sentence in it: who reads one does not pay for two."""

    def __missing__(self, lang: Language) -> Phrasebook:
        said = import_module(f"{__name__}.{lang}")
        self[lang] = Phrasebook(said.MESSAGES, said.STEPS, said.ROLES, said.FACTS, said.TERMS)
        return self[lang]


PHRASEBOOKS: Mapping[Language, Phrasebook] = _Phrasebooks()


def sentence(problem: Problem, lang: Language) -> tuple[str, str]:
    """What is wrong and what to do about it, in ``lang``; the second may be empty."""
    wording = PHRASEBOOKS[lang].messages.get(problem.code)
    if wording is None:
        return _listed(problem.args, lang), ""
    terms = PHRASEBOOKS[lang].terms
    return filled(wording.main, problem.arg, lang, terms), filled(wording.help, problem.arg, lang, terms)


def step(reason: Reason, lang: Language) -> str:
    """One reason as a sentence; ``{rule}`` in its wording is the rule's title, or its address."""
    steps = PHRASEBOOKS[lang].steps
    template = steps.get(reason.step) or steps.get(f"step.{reason.step}")
    if template is None:
        return f"{reason.step}: {_listed(reason.args, lang)}".removesuffix(": ")

    def argument(name: str) -> Arg:
        if name == "rule":
            return reason.rule.title or reason.rule.address
        return reason.rule.address if name == "address" else reason.arg(name)

    return filled(template, argument, lang)


def role(name: str, lang: Language) -> str:
    """Why a related place matters, in ``lang``: ``first-defined`` is "first defined here"."""
    return PHRASEBOOKS[lang].roles.get(name) or name.replace("-", " ")


def _listed(args: tuple[tuple[str, Arg], ...], lang: Language) -> str:
    return ", ".join(f"{name} {words_of(value, lang)}" for name, value in args)
