"""Test cases of ``collections.instalments``, ``collections.repayments`` and ``collections.forecast``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.book.given import given_tables
from dealerkit.credit.collecting.plans.forecast import Forecast
from dealerkit.credit.collecting.plans.instalments import Schedule, Standing
from dealerkit.credit.collecting.plans.repayments import Kept, State
from dealerkit.credit.collecting.plans.run import PlanRun, plan
from dealerkit.credit.collecting.section import collections_of
from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg
from dealerkit.receivables.instalments import Status
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.numbers import canonical
from dealerkit.values.periods import Length, Months

OWN = ("contract", "instalment", "plan", "customer", "month")
"""What a case gives beside tables: of which contract, instalment, plan, customer or month it asks."""

PARTS = ("instalments", "repayments", "forecast")

_UNDATED = "undated"
_MONTH = Months(Length.MONTH)


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read.

    The amount is what is open of the instalment, the contract or the plan, or expected in the month; the
    figures beside it are those of :func:`_of_instalment`, :func:`_of_plan` and :func:`_of_forecast`.
    """
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    run = plan(policy, given.book, case.as_of)
    if not given.is_sound(reading, run.problems):
        return None
    asked = {name: given.word(name) for name in OWN}
    if asked["month"] not in {"", _UNDATED} and _MONTH.named(asked["month"]) is None:
        reading.report("DK136", given.get("month") or case.given, case.rule.address, value=asked["month"], kind="month")
        return None
    found = _decided(run, steps(case.of)[-1], asked)
    return evolve(found, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _decided(run: PlanRun, part: str, asked: dict[str, str]) -> Decision:
    if part == "repayments":
        kept = next((each for each in run.repayments if asked["plan"] in {"", each.plan.plan}), None)
        return _missing("repayments.plan") if kept is None else _of_plan(run, kept)
    if part == "forecast":
        return _missing("collections.forecast") if run.forecast is None else _of_forecast(run, run.forecast, asked)
    schedule = next((each for name, each in run.schedules.items() if asked["contract"] in {"", name}), None)
    if schedule is None:
        return _missing("instalments.contract")
    if not asked["instalment"]:
        return _of_schedule(run, schedule)
    standing = next((each for each in schedule.instalments if each.instalment.number == asked["instalment"]), None)
    return _missing("instalments.instalment") if standing is None else _of_instalment(run, standing)


def _of_instalment(run: PlanRun, found: Standing) -> Decision:
    """``status``, ``paid``, ``billed``, ``to_bill``, ``days_overdue``."""
    values: list[tuple[str, Arg]] = [
        ("status", found.status.value),
        ("paid", found.paid),
        ("billed", found.billed),
        ("to_bill", found.to_bill),
        ("days_overdue", found.days_overdue),
    ]
    step = "instalment-overdue" if found.status is Status.OVERDUE else "instalment-stands"
    args: tuple[tuple[str, Arg], ...] = (
        ("of", found.instalment.of),
        ("instalment", found.instalment.number),
        ("status", found.status.value),
        ("due_on", found.instalment.due_on),
        ("open", found.open),
        ("days", found.days_overdue),
    )
    return Decision(Outcome.GRANTED, "", found.open, tuple(values), tuple(_by(run, "instalments", step, args)))


def _of_schedule(run: PlanRun, found: Schedule) -> Decision:
    """``overdue``, ``to_bill``, ``beyond`` and ``total``, all together."""
    late = total_of_decimals(each.open for each in found.instalments if each.status is Status.OVERDUE)
    values: tuple[tuple[str, Arg], ...] = (
        ("overdue", late),
        ("to_bill", total_of_decimals(each.to_bill for each in found.instalments)),
        ("beyond", found.beyond),
        ("total", total_of_decimals(each.instalment.amount for each in found.instalments)),
        ("findings", tuple(sorted({each.code for each in found.problems}))),
    )
    args: tuple[tuple[str, Arg], ...] = (("of", found.contract), ("open", found.open), ("overdue", late))
    return Decision(Outcome.GRANTED, "", found.open, values, tuple(_by(run, "instalments", "schedule-stands", args)))


def _of_plan(run: PlanRun, found: Kept) -> Decision:
    """``status``, ``late``, ``days_late``, ``missed``, ``next_due``, ``next_amount``."""
    if found.state is None:
        return _missing("calendar")
    values: list[tuple[str, Arg]] = [
        ("status", found.state.value),
        ("late", found.late),
        ("days_late", found.days_late),
        ("missed", len(found.missed)),
    ]
    if found.next is not None:
        values += [("next_due", found.next.instalment.due_on), ("next_amount", found.next.open)]
    args: tuple[tuple[str, Arg], ...] = (
        ("plan", found.plan.plan),
        ("late", found.late if found.missed else ""),
        ("days", found.days_late),
        ("missed", len(found.missed)),
    )
    step = {State.BROKEN: "plan-broken", State.LATE: "plan-late"}.get(found.state, "plan-kept")
    return Decision(Outcome.GRANTED, "", found.open, tuple(values), tuple(_by(run, "repayments", step, args)))


def _of_forecast(run: PlanRun, found: Forecast, asked: dict[str, str]) -> Decision:
    """``total``, ``undated``, ``habit`` in days; of the month ``repayments``, ``bills``, ``planned``, ``received``."""
    customer, month = asked["customer"], asked["month"]
    first = None if month in {"", _UNDATED} else date.fromisoformat(f"{month}-01")
    own = [each for each in found.expected if customer in {"", each.customer}]
    total = total_of_decimals(each.amount for each in own)
    amount = total if not month else found.in_month(first, customer)
    values: list[tuple[str, Arg]] = [("total", total), ("undated", found.in_month(None, customer))]
    habit = found.habits.get(customer)
    if habit is not None:
        values += [("habit", canonical(habit.days)), ("shift", habit.shift)]
    if first is not None:
        values += [("repayments", run.agreed_in(first, customer)), ("bills", run.bills_in(first, customer))]
        past = [each for each in run.attained if each.month == first and customer in {"", each.customer}]
        planned: Decimal = total_of_decimals(each.planned for each in past)
        received = total_of_decimals(each.received for each in past)
        if past:
            values += [("planned", planned), ("received", received), ("short", _short(planned, received))]
    args: tuple[tuple[str, Arg], ...] = (("month", month), ("customer", customer), ("amount", amount))
    return Decision(Outcome.GRANTED, "", amount, tuple(values), tuple(_by(run, "forecast", "expected-in", args)))


def _short(planned: Decimal, received: Decimal) -> Decimal:
    return max(EXACT.subtract(planned, received), ZERO)


def _by(run: PlanRun, part: str, step: str, args: tuple[tuple[str, Arg], ...]) -> Iterator[Reason]:
    """The reason, by the key of the policy that decides; none where the policy does not have it."""
    rules = collections_of(run.policy)
    found = None if rules is None else getattr(rules, part)
    if found is not None:
        rule: Rule = found.rule
        yield Reason(step, rule, args)


def _missing(name: str) -> Decision:
    return Decision(Outcome.UNDETERMINED, "DK003", missing=(name,))
