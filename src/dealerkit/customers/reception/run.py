"""The receptions of a book against the rules: what was spent beyond them, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.customers.colleagues import Colleagues
from dealerkit.customers.known import Fact, Ground
from dealerkit.customers.reception.deciding import GIFT, GUESTS, reception
from dealerkit.customers.reception.rules import Reception
from dealerkit.customers.section import customers_of
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg, Problem, Severity, in_order, problem


@frozen(eq=False)
class Received:
    """One reception: what the rules say of it, and what of it broke them."""

    reception: str
    on: date
    customer: str
    spent: Decimal | None
    decision: Decision
    problems: tuple[Problem, ...] = field(repr=False)
    row: Row = field(repr=False)


@frozen(eq=False)
class ReceptionRun:
    """Every reception of a book through a day, the earliest first."""

    policy: Policy = field(repr=False)
    as_of: date
    receptions: tuple[Received, ...]
    ground: Ground = field(repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that broke the rules."""
        return in_order(found for each in self.receptions for found in each.problems)


def reception_of(policy: Policy) -> Reception | None:
    """The policy's rules on receptions, if it has any."""
    section = customers_of(policy)
    return None if section is None else section.reception


def evaluate(policy: Policy, book: Book, as_of: date) -> ReceptionRun:
    """What the rules say of every reception through the day.

    Findings: DK750 for a customer for whom nothing may be spent, DK751 for what broke the rules otherwise.
    """
    rules, ground = reception_of(policy), Ground(policy, book)
    staff = Colleagues(ground)
    found: list[Received] = []
    for row in book.rows("receptions") if rules is not None else ():
        on = row.get("date")
        if rules is not None and isinstance(on, date) and on <= as_of:
            found.append(_received(rules, ground, staff, row, on))
    return ReceptionRun(policy, as_of, tuple(sorted(found, key=lambda each: (each.on, each.reception))), ground)


def decided(rules: Reception, ground: Ground, row: Row, on: date) -> Decision:
    """What the rules say of a reception as it stands in the book."""
    more: dict[str, Fact] = {
        GUESTS: _number(row, "guests") if row.get("guests") is not None else Missing(("receptions.guests",)),
        GIFT: _number(row, "gift"),
    }
    return reception(rules, ground.facts(str(row.get("customer")), on, more))


def _received(rules: Reception, ground: Ground, staff: Colleagues, row: Row, on: date) -> Received:
    decision = decided(rules, ground, row, on)
    spent = cast("Decimal | None", row.get("amount"))
    problems = tuple(_broken(rules, staff, row, on, decision))
    return Received(str(row.get("reception")), on, str(row.get("customer")), spent, decision, problems, row)


def _broken(rules: Reception, staff: Colleagues, row: Row, on: date, decision: Decision) -> Iterator[Problem]:
    if decision.outcome is Outcome.REFUSED and decision.code == "DK750":
        condition = rules.requires.text if rules.requires is not None else ""
        yield problem(
            "DK750",
            row.at,
            severity=Severity.WARNING,
            address=rules.rule.address,
            reception=str(row.get("reception")),
            customer=str(row.get("customer")),
            condition=condition,
        )
        return
    if decision.outcome is not Outcome.GRANTED:
        severity = Severity.ERROR if decision.outcome is Outcome.REFUSED else Severity.WARNING
        why = "reception-unknown" if decision.missing else "reception-no-class"
        why = "reception-no-gifts" if decision.code == "DK751" else why
        yield _wrong(row, rules.rule.address, why, severity, missing=decision.missing)
        return
    class_ = decision.because[0]
    for column in ("amount", "gift"):
        value = row.get(column)
        if isinstance(value, Decimal) and value < 0:
            yield _wrong(row, class_, "reception-negative", column=column, is_=value)
    spent = row.get("amount")
    if isinstance(spent, Decimal) and decision.amount is not None and spent > decision.amount:
        yield _wrong(row, class_, "reception-over-budget", column="amount", is_=spent, asked=decision.amount)
    host, wanted = str(row.get("host") or ""), str(decision.value("host"))
    if not staff.has_role(host, wanted, on):
        yield _wrong(row, class_, "reception-host", column="host", is_=host, asked=wanted)
    place, meant = str(row.get("place") or ""), str(decision.value("place") or "")
    if place and meant and place != meant:
        yield _wrong(row, class_, "reception-place", column="place", is_=place, asked=meant)
    yield from _companions(row, decision)
    unsaid = tuple(f"receptions.{name}" for name in _asked(decision) if row.get(name) is None)
    if unsaid:
        yield _wrong(row, rules.rule.address, "reception-unknown", Severity.WARNING, missing=unsaid)
    yield from _gift(rules, staff, row, on, decision)
    cost, borne = rules.cost, str(row.get("borne_by") or "")
    if cost is not None and borne != cost:
        yield _wrong(row, rules.rule.address, "reception-cost", column="borne_by", is_=borne, asked=cost)


def _asked(decision: Decision) -> Iterator[str]:
    """The columns without which nobody can tell whether a visit kept the rules; an empty gift is none."""
    yield "amount"
    if decision.value("companions") != "":
        yield "companions"
    if decision.value("place"):
        yield "place"


def _companions(row: Row, decision: Decision) -> Iterator[Problem]:
    came, asked = row.get("companions"), decision.value("companions")
    if came is None or not isinstance(asked, int):
        return
    number = int(cast("Decimal", came))
    if number < asked or (number > asked and decision.value("or_more") != "true"):
        yield _wrong(row, decision.because[1], "reception-companions", column="companions", is_=number, asked=asked)


def _gift(rules: Reception, staff: Colleagues, row: Row, on: date, decision: Decision) -> Iterator[Problem]:
    gifts = rules.gifts
    asked = decision.value("gift_by")
    if gifts is None or not isinstance(asked, tuple):
        return
    reported = decision.value("report_to")
    for column, roles, why in (("gift_by", asked, "reception-gift"), ("reported_to", reported, "reception-report")):
        who = str(row.get(column) or "")
        if isinstance(roles, tuple) and roles and not staff.has_any_role(who, roles, on):
            yield _wrong(row, gifts.rule.address, why, column=column, is_=who, asked=roles)


def _wrong(
    row: Row,
    address: str,
    why: str,
    severity: Severity = Severity.WARNING,
    *,
    column: str = "",
    is_: Arg = "",
    asked: Arg = "",
    missing: tuple[str, ...] = (),
) -> Problem:
    return problem(
        "DK751",
        row.cell_at(column) if column else row.at,
        address=address,
        severity=severity,
        reception=str(row.get("reception")),
        customer=str(row.get("customer")),
        why=why,
        found=is_,
        asked=asked,
        missing=missing,
    )


def _number(row: Row, column: str) -> Decimal:
    value = row.get(column)
    return Decimal(cast("Decimal", value)) if value is not None else Decimal(0)
