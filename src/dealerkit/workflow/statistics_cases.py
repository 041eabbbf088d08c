"""A case as its flow's monthly table sees it: its ends, the clocks decided, what was paid, what it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.values.work_clock import WorkClock
from dealerkit.workflow.case import STATE, Case, open_case, replay
from dealerkit.workflow.clocks import Timed
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, instant
from dealerkit.workflow.ground import Ground
from dealerkit.workflow.log import Story
from dealerkit.workflow.outlook import look
from dealerkit.workflow.statistics import Matter, Paid, Verdict
from dealerkit.workflow.statistics_rule import DEALER

_CUSTOMER, _EARLIER = "case.customer", "case.earlier"


@frozen(eq=False)
class Observer:
    """Sees the cases of one flow as they stood ``now``; ``by`` is what they are sorted by."""

    compiled: Compiled
    working: WorkClock
    ground: Ground
    now: datetime
    by: tuple[str, ...]

    def seen(self, story: Story) -> tuple[Matter, tuple[Problem, ...]]:
        """A case for the table; DK641 for each of its clocks whose end the calendar does not know."""
        case = replay(self.compiled, open_case(self.compiled, story.opened), story.events, self.ground)
        outlook = look(self.compiled, case, self.now, self.working, self.ground)
        rule = self.compiled.flow.statistics
        counted = rule.clocks
        facts: Mapping[str, Value] = {**case.facts, STATE: case.state}
        earlier = case.facts.get(_EARLIER)
        matter = Matter(
            case=case.opened.case,
            opened=case.opened.at,
            ends=tuple(_ends(case, self.compiled.final)),
            verdicts=tuple(
                verdict
                for each in outlook.clocks
                if not counted or each.clock.id in counted
                if (verdict := _verdict(each)) is not None
            ),
            founded=self._holds(rule.founded, facts),
            accepted=self._holds(rule.accepted, facts),
            repeated=earlier > 0 if isinstance(earlier, int) else None,
            paid=tuple(self._payments(story.events, case)),
            labels=dict(self._labels(case.facts)),
        )
        return matter, outlook.problems

    def _holds(self, condition: Expression | None, facts: Mapping[str, Value]) -> bool | None:
        if condition is None:
            return None
        known: dict[str, Value | Missing | None] = {**facts}
        if condition.parameters:
            known.update(self.ground.parameters(self.now.astimezone(self.working.zone).date()))
        found = condition.evaluate(known)
        return None if isinstance(found, Missing) else found is True

    def _labels(self, facts: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
        for name in self.by:
            value = facts.get(_CUSTOMER if name == DEALER else f"case.{name}")
            if value not in {None, ""}:
                yield name, str(value)

    def _payments(self, events: Iterable[Event], case: Case) -> Iterator[Paid]:
        """What was granted by the moves that grant it; how much, as last filled in by then."""
        rule = self.compiled.flow.statistics.compensation
        if rule is None:
            return
        name = f"case.{rule.amount}"
        amount = case.opened.facts.get(name)
        for event in events:
            amount = event.fields.get(name, amount)
            if event.name in rule.move:
                yield Paid(event.at, amount if isinstance(amount, Decimal) else None)


def _verdict(run: Timed) -> Verdict | None:
    """Whether a run was in time; None where that is not decided yet, or cannot be told."""
    if run.due is None:
        return None
    if run.is_late:
        return Verdict(run.clock.id, instant(run.due), in_time=False)
    stopped = run.run.stopped
    return Verdict(run.clock.id, stopped, in_time=True) if stopped and run.run.ended == "stopped" else None


def _ends(case: Case, final: frozenset[str]) -> Iterator[tuple[datetime, bool]]:
    for each in case.history:
        was, is_end = each.state in final, each.target in final
        if was is not is_end:
            yield each.at, is_end
