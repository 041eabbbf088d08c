"""What becomes of one promise: within authority or beyond it, decided or open, answered or late.

A promise within its author's authority stands. One beyond it, or without any limit, has to be decided by
another person who may, and the dealer has to be told; until then it changes nothing and is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import evolve, field, frozen

from dealerkit.authority import Signature, decide
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.tables import Table
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.rebates.promises.promise import CHANGED, KEPT, Promise
from dealerkit.rebates.promises.subject import Subject
from dealerkit.rebates.protection.days import last_day
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import WorkCalendar

_LIMITS = ("amount", "days")
"""The columns of an authority table by which a promise is limited."""


class Authority(Enum):
    """How a promise stands to the authority of the one who made it."""

    WITHIN = "within"
    BEYOND = "beyond"
    UNLIMITED = "without-limit"
    """It states no limit where the matrix asks for one: nobody may make it."""


class State(Enum):
    """What became of it."""

    STANDS = "stands"
    """Within its author's authority: nothing was to be decided."""
    KEPT = "kept"
    CHANGED = "changed"
    DECLINED = "declined"
    OPEN = "open"
    """To be decided."""


@frozen
class Needed:
    """The role, and the second one, whose signature the matrix asks for; both empty where nobody may."""

    role: str = ""
    second: str = ""
    reasons: tuple[Reason, ...] = ()


@frozen(eq=False)
class Ruling:
    """A promise, and what became of it by a day.

    ``needed`` is who may make or decide it. ``decide_by`` and ``answer_by`` are None where nothing is due,
    or where the calendar does not reach so far. ``waits_for`` names the role or person it lies with, empty
    for nobody; ``since`` is the day from which it lies there.
    """

    promise: Promise
    subject: Subject | None
    authority: Authority
    state: State
    needed: Needed
    as_of: date
    decide_by: date | None = None
    answer_by: date | None = None
    waits_for: str = ""
    since: date | None = None
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def stands(self) -> bool:
        """Whether the dealer may rely on it, in full or as it was changed."""
        return self.state in {State.STANDS, State.KEPT, State.CHANGED}

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do: to decide it, or to answer the dealer."""
        return self.since is not None

    @property
    def is_late(self) -> bool:
        """Whether what is left to do should have been done before the day."""
        due = self.decide_by if self.state is State.OPEN else self.answer_by
        return self.is_open and due is not None and due < self.as_of

    @property
    def decision(self) -> Decision:
        """The ruling as a decision, with its reasons."""
        outcome = {State.OPEN: Outcome.UNDETERMINED, State.DECLINED: Outcome.REFUSED}.get(self.state, Outcome.GRANTED)
        code = ""
        if self.state is State.OPEN:
            code = "DK495" if self.is_late else "DK494"
        granted = self.promise.granted if self.stands else self.promise
        values: list[tuple[str, Arg]] = [
            ("state", self.state.value),
            ("authority", self.authority.value),
            ("needs", self.needed.role),
            ("second", self.needed.second),
            ("waits_for", self.waits_for),
            ("late", "true" if self.is_late else "false"),
        ]
        days: tuple[tuple[str, date | int | None], ...] = (
            ("days", granted.days),
            ("since", self.since),
            ("decide_by", self.decide_by),
            ("answer_by", self.answer_by),
        )
        values += [(name, value) for name, value in days if value is not None]
        missing = ("promises.decision",) if self.state is State.OPEN else ()
        amount = granted.amount if self.stands else None
        return Decision(outcome, code, amount, tuple(values), tuple(_reasons(self)), missing=missing)


def rule_on(
    subject: Subject, table: Table[Signature] | None, promise: Promise, as_of: date, calendar: WorkCalendar | None
) -> Ruling:
    """Rule on a promise as things stood by the end of a day.

    Findings: DK494 it is beyond its author's authority or without limit, and undecided; DK495 it is
    decided or answered late, or not yet though it is due; DK496 the decision is of no effect, since the
    one who took it made the promise or may not; DK368 the calendar does not reach the last day.
    """
    asked = _needed(table, promise)
    authority = _authority(subject, asked, promise)
    needed = asked or Needed(subject.without_limit or "")
    problems: list[Problem] = []
    state = State.STANDS
    verdict = promise.verdict
    if authority is not Authority.WITHIN or verdict is not None:
        state = State.OPEN if authority is not Authority.WITHIN else State.STANDS
        if verdict is not None and _may_decide(subject, table, promise):
            state = State(verdict.decision)
        elif verdict is not None:
            problems.append(_not_allowed(subject, promise))
    decide_by = (
        _last(subject, subject.decide, promise.on, calendar, problems) if authority is not Authority.WITHIN else None
    )
    decided_on = verdict.on if verdict is not None and state.value == verdict.decision else None
    answer_by = None if decided_on is None else _last(subject, subject.answer, decided_on, calendar, problems)
    waits_for, since = "", None
    if state is State.OPEN:
        waits_for, since = _decider(subject, needed), promise.on
    elif decided_on is not None and promise.answered_on is None:
        waits_for, since = (verdict.by if verdict is not None else ""), decided_on
    found = Ruling(promise, subject, authority, state, needed, as_of, decide_by, answer_by, waits_for, since)
    return evolve(found, problems=(*problems, *_findings(found, decided_on)))


def without_rule(promise: Promise, as_of: date) -> Ruling:
    """A promise about something that the policy gives nobody authority for."""
    found = Ruling(promise, None, Authority.BEYOND, State.OPEN, Needed(), as_of, since=promise.on)
    return evolve(found, problems=tuple(_findings(found, None)))


def _needed(table: Table[Signature] | None, promise: Promise) -> Needed | None:
    """Who may make it; None where it states no limit though the matrix goes by one."""
    if table is None:
        return Needed()
    stated: dict[str, Decimal | None] = {
        "amount": promise.amount,
        "days": None if promise.days is None else Decimal(promise.days),
    }
    columns = {column.name for column in table.columns}
    if any(stated[name] is None for name in _LIMITS if name in columns):
        return None
    facts = {name: value for name, value in stated.items() if value is not None}
    found = decide(table, {**facts, "product": promise.product, "dealer": promise.dealer})
    if found.outcome is not Outcome.GRANTED:
        return Needed(reasons=found.reasons)
    return Needed(str(found.value("role")), str(found.value("second")), found.reasons)


def _authority(subject: Subject, needed: Needed | None, promise: Promise) -> Authority:
    if needed is None:
        is_allowed = subject.without_limit is not None and subject.suffices(promise.role, subject.without_limit)
        return Authority.WITHIN if is_allowed else Authority.UNLIMITED
    is_within = subject.suffices(promise.role, needed.role) and not needed.second
    return Authority.WITHIN if is_within else Authority.BEYOND


def _may_decide(subject: Subject, table: Table[Signature] | None, promise: Promise) -> bool:
    """Whether who decided may: another person, with authority for what was granted."""
    verdict = promise.verdict
    if verdict is None or promise.is_decided_by_its_author:
        return False
    if verdict.decision not in {KEPT, CHANGED}:
        return True
    needed = _needed(table, promise.granted)
    if needed is None:
        return subject.without_limit is not None and subject.suffices(verdict.role, subject.without_limit)
    is_seconded = not needed.second or (
        subject.suffices(verdict.second_role, needed.second) and verdict.second not in {promise.author, verdict.by}
    )
    return subject.suffices(verdict.role, needed.role) and is_seconded


def _decider(subject: Subject, needed: Needed) -> str:
    """With whom an undecided promise lies: who may, else the highest role there is."""
    if needed.role:
        return needed.role
    return subject.without_limit or (subject.order[-1] if subject.order else "")


def _last(
    subject: Subject, within: Duration, start: date, calendar: WorkCalendar | None, problems: list[Problem]
) -> date | None:
    found = last_day(within, start, calendar, subject.rule.at)
    if isinstance(found, Problem):
        problems.append(found)
        return None
    return found


def _not_allowed(subject: Subject, promise: Promise) -> Problem:
    verdict = promise.verdict
    return problem(
        "DK496",
        promise.at,
        address=subject.rule.address,
        severity=Severity.WARNING,
        promise=promise.id,
        by=verdict.by if verdict is not None else "",
        role=verdict.role if verdict is not None else "",
    )


def _findings(ruling: Ruling, decided_on: date | None) -> Iterator[Problem]:
    promise, address = ruling.promise, ruling.subject.rule.address if ruling.subject is not None else ""
    who = {"author": promise.author, "role": promise.role, "dealer": promise.dealer}
    if ruling.state is State.OPEN:
        yield problem(
            "DK494",
            promise.at,
            address=address,
            severity=Severity.WARNING,
            promise=promise.id,
            author=who["author"],
            role=who["role"],
            dealer=who["dealer"],
            needs=ruling.needed.role,
            second=ruling.needed.second,
            unlimited=Authority.UNLIMITED.value if ruling.authority is Authority.UNLIMITED else "",
        )
    decide_by, answer_by = ruling.decide_by, ruling.answer_by
    late_decision = decide_by is not None and (decided_on or ruling.as_of) > decide_by
    late_answer = answer_by is not None and (promise.answered_on or ruling.as_of) > answer_by
    if late_decision or late_answer:
        yield problem(
            "DK495",
            promise.at,
            address=address,
            severity=Severity.WARNING,
            promise=promise.id,
            dealer=who["dealer"],
            decide_by=decide_by if late_decision and decide_by is not None else "",
            decided_on=decided_on if late_decision and decided_on is not None else "",
            answer_by=answer_by if late_answer and answer_by is not None else "",
            answered_on=promise.answered_on if late_answer and promise.answered_on is not None else "",
            waits_for=ruling.waits_for,
        )


def _reasons(ruling: Ruling) -> Iterator[Reason]:
    promise, subject = ruling.promise, ruling.subject
    if subject is None:
        return
    made: tuple[tuple[str, Arg], ...] = (
        ("author", promise.author or promise.role),
        ("role", promise.role),
        ("on", promise.on),
    )
    needed: tuple[tuple[str, Arg], ...] = (("needs", ruling.needed.role), ("second", ruling.needed.second))
    yield Reason("promise-made", subject.rule, made)
    yield from ruling.needed.reasons
    yield Reason(f"promise-{ruling.authority.value}", subject.rule, (("role", promise.role), *needed))
    verdict = promise.verdict
    if verdict is not None:
        on: tuple[tuple[str, Arg], ...] = () if verdict.on is None else (("on", verdict.on),)
        by: tuple[tuple[str, Arg], ...] = (("by", verdict.by), ("role", verdict.role), *on)
        has_effect = ruling.state.value == verdict.decision
        yield Reason(f"promise-{verdict.decision}" if has_effect else "promise-not-allowed", subject.rule, by)
    if ruling.state is State.OPEN and ruling.decide_by is not None:
        yield Reason("promise-open", subject.rule, (("until", ruling.decide_by), ("waits_for", ruling.waits_for)))
    if promise.answered_on is not None:
        yield Reason("promise-answered", subject.rule, (("on", promise.answered_on),))
    elif ruling.answer_by is not None:
        yield Reason("promise-to-answer", subject.rule, (("until", ruling.answer_by),))
