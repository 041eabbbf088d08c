"""The ``flows:`` section, key by key: states, transitions, clocks, notices.

    flows:
      complaint:
        hours: "09:00-12:00, 13:00-18:00"
        states:
          registered: {initial: true}
          closed: {final: true}
        transitions:
          - {id: close, from: registered, to: closed, by: supervisor, require: [opinion]}
        clocks:
          - {id: seven-days, until: {enter: closed}, goals: [{id: all, within: 7 days}]}

A flow is data: a case is the fold of its events, and nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import BOOLEAN, COUNT_FROM_1, DURATION, KEY, SHARE, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, keyed, listing, named, placed, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number
from dealerkit.workflow.days import BY, DayRule
from dealerkit.workflow.facts import CASE
from dealerkit.workflow.hours import HOURS, Hours
from dealerkit.workflow.statistics_rule import StatisticsRule

SECTION = "flows"
ANY_STATE = "any"
"""Written under ``from``: the move may be made in every state that is not final."""

CONFLICTS = ("opener", "previous-actor")
"""Who may be kept from a move: who opened the case, who made the move before. The person complained about always is."""

_CONDITION = cast("Shape[Expression]", expression(CASE, CONDITION))


@frozen(kw_only=True)
class State:
    """Where a case can stand."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    initial: bool = entry(BOOLEAN, "true: a case begins here", default=False)
    final: bool = entry(BOOLEAN, "true: a case ends here", default=False)


@frozen(kw_only=True)
class Transition:
    """A move from one state to another: by whom, when, what must be filled in, who may not."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    from_: tuple[str, ...] = entry(
        listing(KEY), "the states in which it may be made; `any` for all that are not final", key="from"
    )
    to: str | None = entry(KEY, "the state it leads to; the case stays where it is if absent", default=None)
    by: tuple[str, ...] = entry(listing(KEY), "the roles that may make it; anyone if absent", default=())
    department: tuple[str, ...] = entry(listing(TEXT), "only people of these departments", default=())
    region: str | None = entry(
        choice("own"), "own: only people in whose territory the customer of the case lies", default=None
    )
    when: Expression | None = entry(_CONDITION, "must hold before it is made", default=None)
    require: tuple[str, ...] = entry(
        listing(TEXT), "what must be filled in with it or before, as in opinion for case.opinion", default=()
    )
    not_by: tuple[str, ...] = entry(
        listing(KEY),
        "who may not make it: opener, previous-actor, or who made the transition of this id",
        default=(),
    )
    takes: Duration | None = entry(
        DURATION, "the least time it takes; `check` tells of deadlines that the shortest way cannot meet", default=None
    )
    authority: str | None = entry(
        KEY, "the subject of the authority matrix that says which role may make it", default=None
    )
    after: tuple[str, ...] = entry(listing(KEY), "transitions that must have been made before", default=())
    at_most: int | None = entry(COUNT_FROM_1, "how often it may be made in one case", default=None)


@frozen(kw_only=True)
class Trigger:
    """What starts, stops or pauses a clock: a move, entering or leaving a state; on a condition, if it has one."""

    rule: Rule = placed()
    move: tuple[str, ...] = entry(listing(KEY), "ids of transitions", default=())
    enter: tuple[str, ...] = entry(listing(KEY), "states that are entered", default=())
    leave: tuple[str, ...] = entry(listing(KEY), "states that are left", default=())
    when: Expression | None = entry(_CONDITION, "only if this holds of the case then", default=None)

    def is_met(self, state: str, target: str, move: str) -> bool:
        """Whether a move from one state to another meets it, whatever its condition; one that stays enters nothing."""
        return move in self.move or (state != target and (target in self.enter or state in self.leave))


@frozen(kw_only=True)
class Pause:
    """While what a clock stands still: a state, or from one trigger until another."""

    rule: Rule = placed()
    id: str = named()
    in_: tuple[str, ...] = entry(listing(KEY), "as long as the case is in one of these states", default=(), key="in")
    from_: Trigger | None = entry(record(Trigger), "from then on", default=None, key="from")
    until: Trigger | None = entry(record(Trigger), "until then; to the clock's end if absent", default=None)


@frozen(kw_only=True)
class Escalation:
    """Who is told when a share of the time has passed, or so long after it is up."""

    rule: Rule = ruled()
    id: str = named()
    at: Number | None = entry(cast("Shape[Number]", SHARE), "when this share of the time has passed", default=None)
    after: Duration | None = entry(DURATION, "so long after the time is up", default=None)
    to: tuple[str, ...] = entry(listing(KEY), "the roles that are told")
    title: str | None = entry(TEXT, "what they are told", default=None)


@frozen(kw_only=True)
class Goal:
    """How long a clock may run, for the cases it is for; the first that matches holds."""

    rule: Rule = ruled()
    id: str = named()
    when: Expression | None = entry(_CONDITION, "the cases it is for; all others if absent", default=None)
    within: Duration | None = entry(DURATION, "how long, as in 7 days, 24 hours, 4 working hours", default=None)
    by: str | None = entry(BY, "or a day of the calendar: `10th of next month`, `end of month`", default=None)
    warn: tuple[Number, ...] = entry(
        listing(cast("Shape[Number]", SHARE)), "shares of the time at which the owner is warned", default=()
    )
    escalate: Keyed[Escalation] | None = entry(
        items(record(Escalation, exactly_one=(("at", "after"),))), "who else is told, and when", default=None
    )


@frozen(kw_only=True)
class Clock:
    """A time limit: what it runs from and until, when it stands still, and for which cases how long."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    when: Expression | None = entry(_CONDITION, "only for these cases", default=None)
    owner: str | None = entry(KEY, "the role that must keep it", default=None)
    start: Trigger | None = entry(record(Trigger), "what starts it; the beginning of the case if absent", default=None)
    counts_from: str | None = entry(
        TEXT,
        "the time counts from the moment in this fact of the case, as in appointed for case.appointed, which may be"
        " changed until the clock stops; from what starts it if absent",
        default=None,
    )
    until: Trigger = entry(record(Trigger), "what stops it")
    cancel: Trigger | None = entry(record(Trigger), "what makes it void", default=None)
    reset: Trigger | None = entry(record(Trigger), "what starts it anew", default=None)
    pauses: Keyed[Pause] | None = entry(items(record(Pause)), "while what it stands still", default=None)
    goals: Keyed[Goal] = entry(
        items(record(Goal, exactly_one=(("within", "by"),))), "how long; the first goal that matches holds"
    )
    days: DayRule | None = entry(
        record(DayRule), "how days are counted, where it differs from the flow's rule", default=None
    )


@frozen(kw_only=True)
class Notice:
    """Somebody who is told at once, or within a time, when something happens."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what is told", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    when: Expression | None = entry(_CONDITION, "only for these cases", default=None)
    at: Trigger | None = entry(record(Trigger), "what makes it due; the beginning of the case if absent", default=None)
    to: tuple[str, ...] = entry(listing(KEY), "the roles that are told, all of them")
    within: Duration | None = entry(DURATION, "how soon; at once if absent", default=None)
    done: str | None = entry(KEY, "the transition that records that it was told", default=None)


@frozen(kw_only=True)
class Flow:
    """A flow: its states, the moves between them, its clocks and notices."""

    rule: Rule = ruled()
    id: str = named()
    was: str | None = entry(KEY, "its id before it was renamed", default=None)
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    kinds: tuple[str, ...] = entry(listing(TEXT), "the kinds of case it is for; any if absent", default=())
    priorities: tuple[str, ...] = entry(listing(TEXT), "the priorities a case may have, the highest first", default=())
    roles: tuple[str, ...] = entry(
        listing(KEY), "every role that takes part; those of the moves and clocks if absent", default=()
    )
    calendar: str | None = entry(KEY, "the working calendar, where it is not the policy's", default=None)
    timezone: str | None = entry(TEXT, "the time zone, where it is not the policy's", default=None)
    hours: Hours | None = entry(HOURS, "when the office is open; round the clock if absent", default=None)
    days: DayRule = entry(record(DayRule), "how days are counted", default=DayRule())
    repeated_within: Duration | None = entry(
        DURATION, "earlier cases of the same customer within this time are counted in case.earlier", default=None
    )
    delegate_at_most: int | None = entry(
        COUNT_FROM_1, "for how many days a role may be handed to somebody else", default=None
    )
    states: Keyed[State] = entry(keyed(record(State)), "where a case can stand")
    transitions: Keyed[Transition] = entry(items(record(Transition)), "the moves")
    clocks: Keyed[Clock] | None = entry(items(record(Clock)), "the time limits", default=None)
    notices: Keyed[Notice] | None = entry(items(record(Notice)), "who is told what", default=None)
    statistics: StatisticsRule = entry(
        record(StatisticsRule), "what the monthly table counts, and by when it is due", default=StatisticsRule()
    )

    @property
    def initial(self) -> State | None:
        """The state a case begins in, if there is just one."""
        found = [each for each in self.states.values() if each.initial]
        return found[0] if len(found) == 1 else None


FLOWS = keyed(record(Flow))
"""The shape of the whole ``flows:`` section."""


def flows_of(policy: Policy) -> Mapping[str, Flow]:
    """The policy's flows, if it has any."""
    return cast("Mapping[str, Flow]", policy.sections.get(SECTION, {}))
