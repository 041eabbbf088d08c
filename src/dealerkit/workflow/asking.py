"""Questions of a service desk: what may happen next in a case, what is late, who must be told; which cases are due.

    seen = next_moves(policy, book, "1042", datetime(2026, 3, 5, 12, 0))
    seen.may                    # ("investigate", "de-escalate")
    seen.outlook.clocks[0].due  # the moment the first clock is up

A moment without a time zone is one of the flow's zone; a day is taken at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from attrs import frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.work_clock import WorkClock
from dealerkit.workflow.case import open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event
from dealerkit.workflow.flow import SECTION, Flow, flows_of
from dealerkit.workflow.ground import Ground, ground_of
from dealerkit.workflow.log import CaseFile, Story, lacking_cases, read_cases
from dealerkit.workflow.outlook import Choice, Outlook, look
from dealerkit.workflow.people import Duty
from dealerkit.workflow.timing import clock_of

_LAST_MOMENT = timedelta(days=1) - timedelta(microseconds=1)


@frozen(eq=False)
class Ready:
    """A flow made ready to be asked about: compiled, with its working time and what it stands on."""

    flow: Flow
    compiled: Compiled
    working: WorkClock
    ground: Ground

    def moment(self, now: date | datetime) -> datetime:
        """A moment in the flow's zone; the last one of a day."""
        if not isinstance(now, datetime):
            return datetime(now.year, now.month, now.day, tzinfo=self.working.zone) + _LAST_MOMENT
        return now if now.tzinfo is not None else now.replace(tzinfo=self.working.zone)

    def signers(self, choice: Choice, seen: Outlook) -> tuple[str, ...]:
        """The roles that may make a move: those it names, or whom the authority matrix names for this case.

        Empty where anybody may, or where the matrix cannot tell yet.
        """
        transition = choice.move.transition
        if transition.authority is None:
            return transition.by
        signed = self.ground.signature(transition.authority, seen.case.facts)
        return tuple(str(signed.value(name)) for name in ("role", "second") if signed.value(name))

    def leading_on(self, seen: Outlook) -> tuple[str, ...]:
        """The roles that may move the case out of its state now, in the order of the moves."""
        found = [
            role
            for choice in seen.choices
            if choice.is_allowed and choice.move.target != choice.move.state
            for role in self.signers(choice, seen)
        ]
        return tuple(dict.fromkeys(found))


@frozen(kw_only=True, eq=False)
class CaseView:
    """What there is to say of a case at a moment; ``outlook`` is None where ``problems`` say why nothing is.

    ``acting`` is what the person who asks may act as, where one was named.
    """

    case: str
    story: Story | None = None
    ready: Ready | None = None
    outlook: Outlook | None = None
    acting: tuple[Duty, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def may(self) -> tuple[str, ...]:
        """The moves that may be made now."""
        return (
            ()
            if self.outlook is None
            else tuple(each.move.transition.id for each in self.outlook.choices if each.is_allowed)
        )

    @property
    def to_tell(self) -> tuple[str, ...]:
        """The roles that must be told by now and were not, and those whom an alarm calls."""
        return () if self.outlook is None else told_by_now(self.outlook)


def told_by_now(seen: Outlook) -> tuple[str, ...]:
    """The roles of notices that are due and not recorded as told, then those whom warnings and escalations call."""
    roles = [
        role
        for each in seen.notices
        if each.told is None and each.due is not None and each.due <= seen.now
        for role in each.notice.to
    ]
    roles += [role for alarm in seen.alarms for role in alarm.to]
    return tuple(dict.fromkeys(roles))


class CaseDesk:
    """The cases of a book under a policy, read once and asked about as often as one likes.

    ``problems`` are what cannot be used: DK642, DK643 of cases and events, DK655, DK656 of delegations, DK661 a
    policy without flows, and what the book lacks.
    """

    __slots__ = ("_book", "_file", "_policy", "_ready", "problems")

    def __init__(self, policy: Policy, book: Book) -> None:
        self._policy, self._book = policy, book
        self._ready: dict[str, Ready | None] = {}
        lacking = lacking_cases(book) if flows_of(policy) else (no_flow(policy),)
        self._file = CaseFile({}, lacking) if lacking else read_cases(policy, book)
        people = [ready.ground.people for flow in flows_of(policy).values() if (ready := self.ready(flow)) is not None]
        found = [each for known in people if known is not None for each in known.problems]
        self.problems: tuple[Problem, ...] = (*self._file.problems, *dict.fromkeys(found))

    @property
    def stories(self) -> Mapping[str, Story]:
        """Every case that can be used, by its number."""
        return self._file.stories

    def ready(self, flow: Flow) -> Ready | None:
        """A flow made ready; None where the time it counts in is not there (`check` says so)."""
        if flow.id not in self._ready:
            working = clock_of(flow, self._policy)
            self._ready[flow.id] = (
                None
                if working is None
                else Ready(flow, Compiled(flow), working, ground_of(self._policy, flow, self._book))
            )
        return self._ready[flow.id]

    def view(self, case: str, now: date | datetime, *, actor: str = "", role: str = "") -> CaseView:
        """A case at a moment, for whoever it be, or for one person or role.

        DK658 no such case, DK659 it had not begun, DK660 nobody of that code, DK662 no such role.
        """
        story = self.stories.get(case)
        if story is None:
            return CaseView(
                case=case, problems=(problem("DK658", None, case=case, nearest=nearest(case, self.stories)),)
            )
        ready = self.ready(story.flow)
        if ready is None:
            return CaseView(case=case, story=story, problems=(no_flow(self._policy, story.flow.id),))
        moment = ready.moment(now)
        wrong = tuple(self._wrong(story, ready, moment, actor, role))
        if wrong:
            return CaseView(case=case, story=story, ready=ready, problems=wrong)
        return self._seen(story, ready, moment, actor, role)

    def open_cases(self, now: date | datetime, flow: str = "") -> Iterator[CaseView]:
        """Every case that has begun and not ended by a moment, in the order of the book; of one flow if so asked."""
        for story in self.stories.values():
            ready = self.ready(story.flow)
            if ready is None or flow not in {"", story.flow.id}:
                continue
            moment = ready.moment(now)
            if story.opened.at <= moment:
                seen = self._seen(story, ready, moment, "", "")
                if seen.outlook is not None and seen.outlook.case.state not in ready.compiled.final:
                    yield seen

    def _seen(self, story: Story, ready: Ready, moment: datetime, actor: str, role: str) -> CaseView:
        begun = open_case(ready.compiled, story.opened)
        events = (each for each in story.events if each.at <= moment)
        case = replay(ready.compiled, begun, events, ready.ground)
        who = Event(moment, "", actor, role) if actor or role else None
        people = ready.ground.people
        held = people.duties(actor, moment) if people is not None and actor else None
        acting = tuple(each for each in held or () if role in {"", each.role})
        outlook = look(ready.compiled, case, moment, ready.working, ready.ground, who)
        return CaseView(case=story.opened.case, story=story, ready=ready, outlook=outlook, acting=acting)

    def _wrong(self, story: Story, ready: Ready, moment: datetime, actor: str, role: str) -> Iterator[Problem]:
        if moment < story.opened.at:
            zone = ready.working.zone
            yield problem(
                "DK659",
                story.opened.place,
                case=story.opened.case,
                opened=_shown(story.opened.at.astimezone(zone)),
                now=_shown(moment.astimezone(zone)),
            )
        people = ready.ground.people
        if actor and people is not None and actor not in people.codes():
            yield problem("DK660", None, actor=actor, nearest=nearest(actor, people.codes()))
        if role:
            yield from unknown_role(role, ready.flow, self._policy)


def next_moves(
    policy: Policy, book: Book, case: str, now: date | datetime, *, actor: str = "", role: str = ""
) -> CaseView:
    """What may happen next in a case, what is late and who must be told, at a moment; see :class:`CaseDesk`."""
    desk = CaseDesk(policy, book)
    stops = [each for each in desk.problems if not desk.stories]
    return CaseView(case=case, problems=tuple(stops)) if stops else desk.view(case, now, actor=actor, role=role)


def no_flow(policy: Policy, named: str = "") -> Problem:
    """DK661: a policy without flows, or without the one that is named."""
    known = tuple(flows_of(policy))
    return problem("DK661", None, section=SECTION, flow=named, nearest=nearest(named, known), known=known)


def unknown_role(role: str, flow: Flow, policy: Policy) -> Iterator[Problem]:
    """DK662: a role that takes no part in a flow."""
    known = roles_of(flow, policy)
    if role not in known:
        yield problem("DK662", None, role=role, flow=flow.id, nearest=nearest(role, known), known=known)


def roles_of(flow: Flow, policy: Policy) -> tuple[str, ...]:
    """Every role that a flow lists or names, then those that sign for its moves."""
    found = [*flow.roles]
    matrix = ground_of(policy).matrix
    for move in flow.transitions.values():
        found += move.by
        table = None if move.authority is None else matrix.get(move.authority)
        for row in () if table is None else table.rows:
            found += [each for each in (row.then.role, row.then.second) if each]
    for clock in (flow.clocks or {}).values():
        found += [clock.owner] if clock.owner else []
        for goal in clock.goals.values():
            found += [role for each in (goal.escalate or {}).values() for role in each.to]
    found += [role for notice in (flow.notices or {}).values() for role in notice.to]
    return tuple(dict.fromkeys(found))


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
