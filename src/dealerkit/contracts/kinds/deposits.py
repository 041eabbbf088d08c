"""Deposits (保证金): what a contract asks, what was paid in, what was set off, what may go back today.

What may be returned is what was paid in, less what was set off under the policy's rules, less the debts for which
it is held; nothing before the day on which it may go back, or while a condition does not hold. A deposit is a
receipt of kind ``deposit`` that names the contract; one that names none is for the customer's only contract that
asks for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.days import after
from dealerkit.contracts.facts import Known
from dealerkit.contracts.judged import day_of, text
from dealerkit.contracts.kinds.kind import NOTHING, OVERDUE, Deposit
from dealerkit.contracts.kinds.validity import Validity
from dealerkit.contracts.owed import Ledger, open_of
from dealerkit.decisions import Outcome, Reason
from dealerkit.policy.lookup import decide
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.days import ONE_DAY
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

DEPOSIT = "deposit"
"""The kind of a receipt that is a deposit; one below zero went back."""


@frozen(kw_only=True)
class Held:
    """A contract's deposit on a day; a figure is None where it cannot be told, and ``missing`` says why."""

    due: Decimal | None
    paid: Decimal | None
    set_off: Decimal
    held: Decimal | None
    return_on: date | None
    returnable: Decimal | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@frozen(eq=False)
class Deposits:
    """The deposits of a book on a day. ``alone`` names each customer's only contract that asks for one."""

    policy: Policy
    book: Book
    as_of: date
    known: Known
    ledger: Ledger
    alone: Mapping[str, str]
    _deductions: Mapping[str, tuple[Row, ...]] = field(init=False, repr=False)

    @_deductions.default
    def _by_contract(self) -> dict[str, tuple[Row, ...]]:
        found: dict[str, tuple[Row, ...]] = {}
        for row in self.book.rows("deposit_deductions"):
            day = day_of(row, "date")
            if day is not None and day <= self.as_of:
                found[text(row, "contract")] = (*found.get(text(row, "contract"), ()), row)
        return found

    def of(self, row: Row, rule: Deposit, validity: Validity) -> Held:
        """The deposit of a row's contract.

        Findings: DK781 less was paid in than is due; DK782 a deduction of another kind than may be set off; DK678 a
        deduction in a currency without a rate.
        """
        contract, customer = text(row, "contract"), text(row, "customer")
        reasons: list[Reason] = []
        problems: list[Problem] = []
        missing: list[str] = []
        due = self._due(row, rule, reasons, missing)
        paid = self._paid(contract, customer, missing)
        set_off = self._set_off(contract, rule, reasons, problems, missing)
        held = self._kept(customer, rule, reasons, missing)
        return_on = self._return_on(rule, validity)
        if due is not None and paid is not None and paid < due and validity.covers(self.as_of):
            short = EXACT.subtract(due, paid)
            problems.append(
                problem(
                    "DK781",
                    row.at,
                    address=rule.rule.address,
                    severity=Severity.WARNING,
                    contract=contract,
                    customer=customer,
                    due=due,
                    paid=paid,
                    short=short,
                )
            )
        returnable = self._returnable(row, rule, paid, set_off, held, return_on, reasons, missing)
        return Held(
            due=due,
            paid=paid,
            set_off=set_off,
            held=held,
            return_on=return_on,
            returnable=returnable,
            reasons=tuple(reasons),
            missing=tuple(missing),
            problems=tuple(problems),
        )

    def _due(self, row: Row, rule: Deposit, reasons: list[Reason], missing: list[str]) -> Decimal | None:
        contract, customer = text(row, "contract"), text(row, "customer")
        if rule.amounts is None:
            written = row.get("deposit")
            if isinstance(written, Decimal):
                currency = text(row, "currency")
                found = converted(self.book, written, currency, self.policy.header.currency, self.as_of)
                if found is None:
                    missing.append(f"rates.{currency}")
                return found
            missing.append("contract.deposit")
            return None
        facts: dict[str, Value | Missing] = {
            column.name: self.known.value(column.name, contract, customer) for column in rule.amounts.columns
        }
        decided = decide(rule.amounts, facts)
        if decided.outcome is not Outcome.GRANTED:
            missing.extend(decided.missing or (f"{rule.rule.address}.amounts",))
            return None
        reasons.extend(decided.reasons)
        amount = decided.value("amount")
        return amount if isinstance(amount, Decimal) else None

    def _paid(self, contract: str, customer: str, missing: list[str]) -> Decimal | None:
        own = [each.amount for each in self.ledger.money_for(contract) if each.kind == DEPOSIT]
        loose = [each.amount for each in self.ledger.money_of(customer) if each.kind == DEPOSIT]
        if not self.book.has("receipts"):
            missing.append("receipts")
            return None
        if loose and self.alone.get(customer) != contract:
            missing.append("receipts.contract")
            return None
        return total_of_decimals([*own, *loose])

    def _set_off(
        self, contract: str, rule: Deposit, reasons: list[Reason], problems: list[Problem], missing: list[str]
    ) -> Decimal:
        total, currency = ZERO, self.policy.header.currency
        for row in self._deductions.get(contract, ()):
            kind, number, amount = text(row, "kind"), text(row, "deduction"), row.get("amount")
            day = day_of(row, "date") or self.as_of
            if not isinstance(amount, Decimal):
                continue
            if kind not in rule.offset:
                problems.append(
                    problem(
                        "DK782",
                        row.at,
                        address=rule.rule.address,
                        severity=Severity.WARNING,
                        deduction=number,
                        contract=contract,
                        kind=kind,
                        allowed=rule.offset,
                    )
                )
                continue
            found = converted(self.book, amount, text(row, "currency"), currency, day)
            if found is None:
                written = text(row, "currency")
                problems.append(no_rate(row.cell_at("currency"), "deposit_deductions", number, written, currency, day))
                missing.append(f"rates.{written}")
                continue
            total = EXACT.add(total, found)
            reasons.append(Reason("deposit-set-off", rule.rule, (("amount", found), ("kind", kind))))
        return total

    def _kept(self, customer: str, rule: Deposit, reasons: list[Reason], missing: list[str]) -> Decimal | None:
        """What the customer owes, as far as the deposit is held for it."""
        if rule.keep == NOTHING:
            return ZERO
        if not self.ledger.is_there:
            missing.append("invoices")
            return None
        if customer in self.ledger.untold:
            missing.append(f"rates.{self.ledger.untold[customer]}")
            return None
        invoices = self.ledger.owed_by(customer)
        if rule.keep == OVERDUE:
            invoices = tuple(each for each in invoices if each.is_overdue(self.as_of))
        held = max(open_of(invoices), ZERO)
        if held:
            reasons.append(Reason("deposit-held", rule.rule, (("amount", held), ("keep", rule.keep))))
        return held

    def _return_on(self, rule: Deposit, validity: Validity) -> date | None:
        """The first day on which it may go back; None while nothing says when the contract ends."""
        if validity.until is None:
            return None
        if rule.return_after is None:
            return validity.until + ONE_DAY if validity.until < date.max else validity.until
        return after(rule.return_after, validity.until, self.policy.calendar())

    def _returnable(
        self,
        row: Row,
        rule: Deposit,
        paid: Decimal | None,
        set_off: Decimal,
        held: Decimal | None,
        return_on: date | None,
        reasons: list[Reason],
        missing: list[str],
    ) -> Decimal | None:
        if return_on is None or self.as_of < return_on:
            reasons.append(Reason("deposit-not-yet", rule.rule, (("on", return_on or ""),)))
            return ZERO
        if rule.return_when is not None:
            holds = self.known.holds(rule.return_when, text(row, "contract"), text(row, "customer"))
            if isinstance(holds, Missing):
                missing.extend(holds.facts)
                return None
            if not holds:
                reasons.append(Reason("deposit-condition", rule.rule, (("when", rule.return_when.text.strip()),)))
                return ZERO
        if paid is None or held is None or any(each.startswith("rates.") for each in missing):
            return None
        left = max(EXACT.subtract(EXACT.subtract(paid, set_off), held), ZERO)
        args = (("paid", paid), ("set_off", set_off), ("held", held), ("amount", left))
        reasons.append(Reason("deposit-returnable", rule.rule, args))
        return left
