"""What is proposed to people where a dealer shows signs: mild answers first, a harder one once a notice was ignored.

Nothing is carried out here. What has been given already is in table ``notices``, whose ``kind`` names the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.governance.scan.market import Notice
from dealerkit.governance.scan.signal import Scan


class Stage(Enum):
    """How far an answer is."""

    PROPOSED = "proposed"
    GIVEN = "given"
    OBEYED = "obeyed"
    IGNORED = "ignored"
    WAITS = "waits"


@frozen
class Proposal:
    """One answer for one dealer: how far it is, why it is proposed, and the notice that carried it out."""

    answer: str
    stage: Stage
    because: tuple[Rule, ...] = ()
    notice: Notice | None = None
    after: str = ""


@frozen
class Asked:
    """An answer that a signal or verdict asks for."""

    answer: str
    rule: Rule


def proposals(scan: Scan, asked: Iterable[Asked], notices: Sequence[Notice], day: date) -> tuple[Proposal, ...]:
    """The answers asked for, with those that must come before them, the mildest first: in the order of the policy."""
    wanted: dict[str, list[Rule]] = {}
    for each in asked:
        for answer in _with_earlier(scan, each.answer):
            rules = wanted.setdefault(answer, [])
            if each.rule not in rules:
                rules.append(each.rule)
    listed = tuple(scan.answers or ())
    ranked = sorted(wanted, key=lambda answer: listed.index(answer) if answer in listed else len(listed))
    return tuple(_proposal(scan, answer, tuple(wanted[answer]), notices, day) for answer in ranked)


def _with_earlier(scan: Scan, answer: str) -> Iterator[str]:
    """An answer and all that must have been ignored before it; a circle, which ``check`` finds, ends."""
    seen: list[str] = []
    current: str | None = answer
    while current is not None and current not in seen:
        seen.append(current)
        known = scan.answer(current)
        current = known.after if known is not None else None
    return iter(seen)


def _proposal(scan: Scan, answer: str, because: tuple[Rule, ...], notices: Sequence[Notice], day: date) -> Proposal:
    given = _last(answer, notices)
    if given is not None:
        if given.is_ignored(day):
            return Proposal(answer, Stage.IGNORED, because, given)
        stage = Stage.OBEYED if given.obeyed_on is not None and given.obeyed_on <= day else Stage.GIVEN
        return Proposal(answer, stage, because, given)
    known = scan.answer(answer)
    after = (known.after if known is not None else None) or ""
    if after:
        before = _last(after, notices)
        if before is None or not before.is_ignored(day):
            return Proposal(answer, Stage.WAITS, because, None, after)
    return Proposal(answer, Stage.PROPOSED, because, None, after)


def _last(answer: str, notices: Sequence[Notice]) -> Notice | None:
    return next((each for each in reversed(notices) if each.kind == answer), None)
