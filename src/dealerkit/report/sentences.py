"""Reasons and facts of rebates as people read them: shares as per cent, ratios as figures, facts by name."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from dealerkit.decisions import Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import SHARE, TREE
from dealerkit.problems import Arg
from dealerkit.rebates.programme import Programme
from dealerkit.report.languages import Language
from dealerkit.report.messages import PHRASEBOOKS, step
from dealerkit.report.messages.wording import percent, words_of
from dealerkit.report.workings import figure

_OF_SHARES = frozenset({"figure", "bound", "at", "above", "up_to", "below"})
_EXACT = frozenset({"rate", "factor"})


def told(reason: Reason, programme: Programme, lang: Language) -> str:
    """One reason as a sentence for the company's own people."""
    title = reason.rule.title or _title_around(reason, programme)
    return step(evolve(_readable(reason, programme), rule=evolve(reason.rule, title=title)), lang)


def told_to_payee(reason: Reason, programme: Programme, lang: Language) -> str:
    """One reason as a sentence for the payee; ``""`` for what is said elsewhere or concerns nobody outside."""
    name = f"payee.{reason.step}"
    if name not in PHRASEBOOKS[lang].steps:
        return ""
    if reason.step in {"gate", "gate-closed"} and not reason.rule.title:
        return ""
    readable = _readable(reason, programme)
    title = reason.rule.title or _title_around(reason, programme)
    words = step(evolve(readable, step=name, rule=evolve(reason.rule, title=title)), lang)
    return f"{words[:1].upper()}{words[1:]}{'。' if lang == 'zh' else '.'}"


def fact_words(name: str, policy: Policy, lang: Language) -> str:
    """What a fact or parameter is called by people; its own name where nobody has said."""
    known = PHRASEBOOKS[lang].facts.get(name)
    if known is not None:
        return known
    parameter = policy.parameters.get(name)
    if parameter is not None:
        return parameter.title or name
    fact = policy.catalogue.get(name)
    return fact.meaning if fact is not None and fact.meaning else name


def listed_facts(names: Iterable[str], policy: Policy, lang: Language) -> str:
    """Several facts in one phrase."""
    return words_of(tuple(fact_words(each, policy, lang) for each in names), lang)


def value_words(name: str, value: Arg, policy: Policy, lang: Language) -> str:
    """A fact's or parameter's value as people read it."""
    parameter, fact = policy.parameters.get(name), policy.catalogue.get(name)
    type_ = parameter.type if parameter is not None else fact.type if fact is not None else None
    if isinstance(value, (Decimal, Fraction)):
        return percent(value) if type_ == SHARE else figure(value)
    if isinstance(value, tuple) and type_ == TREE:
        return " < ".join(value)
    return words_of(value, lang)


def _readable(reason: Reason, programme: Programme) -> Reason:
    """The reason with figures in the units that its rule reckons in."""
    shares = _OF_SHARES if _compares_shares(reason, programme) else frozenset()
    is_money = programme.kind != "percent"
    return evolve(
        reason, args=tuple((name, _readable_arg(name, value, shares, is_money)) for name, value in reason.args)
    )


def _readable_arg(name: str, value: Arg, shares: frozenset[str], is_money: bool) -> Arg:  # noqa: FBT001
    # Rates and factors are written as percentages by their sentences, from the exact number.
    is_exact = name in _EXACT and not (name == "rate" and is_money and isinstance(value, Fraction))
    if is_exact or not isinstance(value, (Decimal, Fraction)):
        return value
    return percent(value) if name in shares else Decimal(figure(value).replace(",", ""))


def _compares_shares(reason: Reason, programme: Programme) -> bool:
    """Whether the figures of a gate or factor are shares."""
    for gate in programme.gates.values():
        if gate.rule == reason.rule:
            return _is_share(gate.of)
    for factor in programme.factors.values():
        if factor.rule == reason.rule or any(band.rule == reason.rule for band in factor.bands.values()):
            return _is_share(factor.of)
    return False


def _is_share(expression: Expression) -> bool:
    return expression.type == SHARE


def _title_around(reason: Reason, programme: Programme) -> str:
    """What a rule without a title is called by: its condition, its id, or the factor that it is a band of."""
    if programme.eligible is not None and programme.eligible.rule == reason.rule:
        return programme.eligible.when.text
    for factor in programme.factors.values():
        if any(band.rule == reason.rule for band in factor.bands.values()):
            return factor.title or factor.id
    named = {each.id: each.rule for each in programme.gates.values()}
    named |= {each.id: each.rule for each in programme.supplements.values()}
    return next((id for id, rule in named.items() if rule == reason.rule), "")
