"""Worked examples from the policy's own cases: what the engine answers to each, and why, in its own sentences.

Only cases that hold are told, and only under the rules as they stand: one that replaces values of the policy, or is
known to be wrong, would mislead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from dealerkit.assembly.testing import CaseResult, result_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg
from dealerkit.report import messages
from dealerkit.report.handbook.blocks import Block, Point, Points, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.naming import tight
from dealerkit.report.handbook.speaking import Voice
from dealerkit.report.languages import Words
from dealerkit.report.messages.wording import figure

SECTIONS = frozenset(
    [
        "credit",
        "collections",
        "liability",
        "contracts",
        "customers",
        "scoring",
        "governance",
        "price_protection",
        "special_bids",
        "stock_rotation",
        "contests",
        "promises",
    ]
)
"""Sections whose cases are told; rebates, offset and flows have examples of their own."""
_MOST = 4
"""Examples of a chapter."""
_LONGEST = 9
"""Reasons of an example: what has more of them is no example."""
_QUOTED = re.compile(r"`([^`]*)`( holds\b| 成立| does not hold\b| 不成立)?")
_NOT_SO = Words("it is not so that {said}", "并非“{said}”")
_MACHINE = re.compile(r"[a-z_]+\.[a-z_]+|\[[\w-]+\]|\b(?:true|false)\b")
_SIGNS = re.compile(r"==|!=|[<>]|\b(?:and|or|not|within|in)\b")
_TITLE = Words("Worked examples", "算例")
_INTRODUCTION = Words(
    "Cases that the policy is tested with, and what the engine answers to them.", "以下为政策自带的案例及引擎的判定。"
)
_OUTCOMES = {
    Outcome.GRANTED: Words("granted", "通过"),
    Outcome.REFUSED: Words("refused", "不通过"),
    Outcome.UNDETERMINED: Words("not determined", "暂不能确定"),
}
_ANSWERS = ("action", "fate", "verdict", "grade", "class")
"""Decided values that say more than that something is granted or refused."""
_HEAD = Words("{title} ({day}): {answer}", "{title}（{day}）：{answer}")
_PLAIN = Words("{title} ({day})", "{title}（{day}）")
_ASKED = frozenset({"credit", "contracts.prices", "contracts.returns", "contracts.intake", "customers.reception"})
_ASKED_SECTIONS = frozenset({"price_protection", "special_bids", "stock_rotation"})
"""Chapters, and sections, in which something is asked for and granted or refused; the answers of others are figures."""
_UNTOLD = frozenset({"customers.touch", "customers.satisfaction", "collections.dunning"})
"""Chapters whose answers say too little by themselves."""
_BARE = frozenset({"collecting"})
"""Steps that say no more than which rule it was."""
_AMOUNTS = frozenset({"price", "credit", "amount", "left", "most", "used", "earned"})
"""What reasons call amounts of money."""
_LENGTH = re.compile(r"\b\d+ (?:working )?(?:minute|hour|day|week|month|quarter|year)s?\b")
_ENGLISH = re.compile(r"[:：]\s?[a-z]+(?:，|$)")


def worked(describer: Describer, chapter: str) -> Iterator[Block]:
    """The examples of a chapter: those of its cases that read well, one of each rule first."""
    voice = describer.voice
    told = [
        point
        for result in _chosen(voice, chapter)
        if result.decision is not None and (point := _told(voice, chapter, result, result.decision)) is not None
    ][:_MOST]
    if told:
        yield Title(4 if "." in chapter else 3, voice.say(_TITLE))
        yield Text(voice.say(_INTRODUCTION))
        yield Points(tuple(told))


def _chosen(voice: Voice, chapter: str) -> Sequence[CaseResult]:
    policy, section = voice.policy, chapter.partition(".")[0]
    if section not in SECTIONS or chapter in _UNTOLD:
        return ()
    depth = chapter.count(".") + 1
    cases = [
        each
        for each in policy.cases.values()
        if ".".join(re.split(r"[.\[]", each.of)[:2]) == chapter or (depth == 1 and each.of == chapter)
        if not each.overlay and each.bug is None and each.known_at is None
    ]
    # One of each rule comes first, then the others as written.
    seen: set[str] = set()
    first = [each for each in cases if each.of not in seen and not seen.add(each.of)]  # type: ignore[func-returns-value]
    ordered = [*first, *(each for each in cases if each not in first)]
    return [found for each in ordered[: 3 * _MOST] if (found := result_of(policy, each)).passed]


def _told(voice: Voice, chapter: str, result: CaseResult, decision: Decision) -> Point | None:
    said = [_sentence(voice, each) for each in decision.reasons]
    lines = tuple(dict.fromkeys(each for each in said if each))
    if not any(map(str.isdigit, "".join(lines))) or len(decision.reasons) > _LONGEST:
        return None
    case = result.case
    title = case.title or case.id.replace("-", " ")
    day = case.as_of.isoformat()
    answer = _answer(voice, chapter, decision)
    head = _HEAD if answer else _PLAIN
    return Point(voice.say(head, title=title, day=day, answer=answer), tuple(Point(each) for each in lines))


def _answer(voice: Voice, chapter: str, decision: Decision) -> str:
    """What was decided; ``""`` where figures are the answer."""
    for key in _ANSWERS:
        found = decision.value(key)
        if isinstance(found, str) and found:
            called = _classed(voice, decision.reasons[-1], found) if decision.reasons else found
            called = voice.choice(called, key)
            if key in {"grade", "class"}:
                return f"{voice.label(key)} {called}"
            return called
    if chapter not in _ASKED and chapter.partition(".")[0] not in _ASKED_SECTIONS:
        return ""
    return voice.say(_OUTCOMES[decision.outcome])


def _sentence(voice: Voice, reason: Reason) -> str:
    """A reason in words; ``""`` for one that only names a rule, or is written for machines."""
    if reason.step in _BARE:
        return ""
    named = tuple((key, _read(voice, reason, key, arg)) for key, arg in reason.args)
    said = messages.step(evolve(reason, args=named), voice.lang)
    if said in {reason.rule.title, reason.rule.address} or reason.rule.address in said:
        return ""
    said = _QUOTED.sub(lambda found: _unquoted(voice, found[1], found[2] or ""), said)
    if voice.lang == "zh":
        said = tight(_LENGTH.sub(lambda found: voice.calendar_words(found[0]) or found[0], said))
        if _ENGLISH.search(said) is not None:
            return ""
    return "" if _MACHINE.search(said) else said


def _read(voice: Voice, reason: Reason, key: str, arg: Arg) -> Arg:
    """What a reason says, as people read it: a class by its title, an amount that does not end to the cent."""
    if key == "class":
        return _classed(voice, reason, str(arg))
    return figure(arg) if key in _AMOUNTS and isinstance(arg, Fraction) else arg


def _classed(voice: Voice, reason: Reason, name: str) -> str:
    """A class by its title, where a rule of a scheme of classes put somebody into it."""
    section, kind, scheme, *_ = (*reason.rule.address.split("."), "", "", "")
    if (section, kind) != ("scoring", "classes"):
        return name
    return voice.conditions.titles.get(f"scoring.classes.{scheme}.into", {}).get(name, name)


def _unquoted(voice: Voice, text: str, rest: str) -> str:
    """A condition in words, which then says by itself that it holds; or what is called so."""
    if not _SIGNS.search(text):
        return voice.title_in_section(text) + rest
    said = voice.conditions.said(text)
    return voice.say(_NOT_SO, said=said) if "not" in rest or "不" in rest else said
