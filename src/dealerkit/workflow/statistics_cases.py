"""A case as its flow's monthly table sees it: its ends, the clocks decided, what was paid, what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.values.exact import EXACT
from dealerkit.values.work_clock import WorkClock
from dealerkit.workflow.case import STATE, Case, open_case, replay
from dealerkit.workflow.clocks import Timed
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, instant
from dealerkit.workflow.ground import Ground
from dealerkit.workflow.log import Story
from dealerkit.workflow.outlook import look
from dealerkit.workflow.statistics import Matter, Paid, Untold, Verdict
from dealerkit.workflow.statistics_rule import DEALER

_CUSTOMER, _EARLIER = "case.customer", "case.earlier"


@frozen(eq=False)
class Observer:
    """Sees the cases of one flow as they stood ``now``; ``by`` is what they are sorted by.

    ``worth`` is what one unit of a currency is worth in the policy's on a day, None where nobody knows.
    """

    compiled: Compiled
    working: WorkClock
    ground: Ground
    now: datetime
    by: tuple[str, ...]
    worth: Callable[[str, date], Decimal | None]

    def seen(self, story: Story) -> tuple[Matter, tuple[Problem, ...]]:
        """A case for the table; DK641 for each of its clocks whose end the calendar does not know."""
        case = replay(self.compiled, open_case(self.compiled, story.opened), story.events, self.ground)
        outlook = look(self.compiled, case, self.now, self.working, self.ground)
        rule = self.compiled.flow.statistics
        counted = [each for each in outlook.clocks if not rule.clocks or each.clock.id in rule.clocks]
        facts: Mapping[str, Value] = {**case.facts, STATE: case.state}
        earlier = case.facts.get(_EARLIER)
        matter = Matter(
            case=case.opened.case,
            opened=case.opened.at,
            ends=tuple(_ends(case, self.compiled.final)),
            verdicts=tuple(verdict for each in counted if (verdict := _verdict(each)) is not None),
            untold=tuple(
                Untold(each.clock.id, each.run.started, each.run.stopped) for each in counted if _is_untold(each)
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
        in_what = f"case.{rule.currency}"
        amount, currency = case.opened.facts.get(name), case.opened.facts.get(in_what)
        for event in events:
            amount, currency = event.fields.get(name, amount), event.fields.get(in_what, currency)
            if event.name in rule.move:
                yield self._paid(event.at, amount, currency if isinstance(currency, str) else "")

    def _paid(self, at: datetime, amount: Value | None, currency: str) -> Paid:
        if not isinstance(amount, Decimal):
            return Paid(at, None)
        rate = self.worth(currency, at.astimezone(self.working.zone).date()) if currency else Decimal(1)
        return Paid(at, None if rate is None else EXACT.multiply(amount, rate), currency)


def _verdict(run: Timed) -> Verdict | None:
    """Whether a run was in time; None where that is not decided yet, or cannot be told."""
    if run.due is None:
        return None
    if run.is_late:
        return Verdict(run.clock.id, instant(run.due), in_time=False)
    stopped = run.run.stopped
    return Verdict(run.clock.id, stopped, in_time=True) if stopped and run.run.ended == "stopped" else None


def _is_untold(run: Timed) -> bool:
    """Whether nobody can tell when a run is due; one that was made void, or began anew, counts nowhere."""
    return (bool(run.missing) or run.unpublished is not None) and run.run.ended in {"", "stopped"}


def _ends(case: Case, final: frozenset[str]) -> Iterator[tuple[datetime, bool]]:
    for each in case.history:
        was, is_end = each.state in final, each.target in final
        if was is not is_end:
            yield each.at, is_end
