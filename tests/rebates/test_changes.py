"""A programme that was changed after it paid, and periods that lie over each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.problems import Problem, Severity
from dealerkit.rebates.accrual import accrue
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.settlement import settle
from tests.rebates.histories import QUARTERLY, book_of, line, policy_of
from tests.rebates.histories import entry as plain_entry

POLICY = policy_of(QUARTERLY)
RAISED = policy_of(QUARTERLY.replace("at: 1_000, rate: 1%", "at: 1_000, rate: 1.5%"))
RENAMED = policy_of(QUARTERLY.replace("title: Volume", "title: Turnover"))
LAID_OUT = policy_of(QUARTERLY.replace("1_000", "1000"))
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)
LINES = [line("2026-02-01", 2000)]


def paid() -> tuple[Posting, ...]:
    return settle(POLICY, book_of(LINES), MARCH).proposals


def entry(posting: Posting) -> dict[str, object]:
    return {**plain_entry(posting), "rule": posting.rule}


def changed(policy: object, **more: object) -> list[Problem]:
    ledger = [{**entry(each), **more} for each in paid()]
    found = settle(policy, book_of(LINES, ledger), APRIL)  # type: ignore[arg-type]
    return [each for each in found.problems if each.code == "DK464"]


class TestAChangedProgramme:
    def test_is_named_with_what_the_change_does(self):
        (found,) = changed(RAISED)
        # 2,000 × 1.5 % less the 20.00 paid at 1 %.
        assert (found.severity, found.arg("more"), found.arg("less")) == (Severity.WARNING, Decimal("10.00"), "")
        assert (found.arg("programme"), found.arg("revision"), found.arg("periods")) == ("volume", "1", ("2026-Q1",))

    def test_of_which_the_amounts_stay_is_a_note(self):
        lower = policy_of(QUARTERLY.replace("at: 5_000, rate: 2%", "at: 6_000, rate: 2%"))
        (found,) = changed(lower)
        assert found.severity is Severity.NOTE

    def test_is_none_where_only_its_title_or_layout_changed(self):
        assert changed(RENAMED) == changed(LAID_OUT) == changed(POLICY) == []

    def test_is_not_told_where_the_ledger_does_not_say_by_what_it_paid(self):
        assert changed(RAISED, rule="") == []

    def test_is_said_until_the_account_was_settled_by_the_new_rules(self):
        first = [entry(each) for each in paid()]
        then = settle(RAISED, book_of(LINES, first), APRIL).proposals
        again = settle(RAISED, book_of(LINES, [*first, *map(entry, then)]), date(2026, 5, 1))
        assert [each.net for each in then] == [Decimal("10.00")]
        assert [each.code for each in again.problems] == []


MONTHLY = policy_of(QUARTERLY.replace("period: quarter", "period: month").replace("every: quarter", "every: month"))


class TestOverlaps:
    def test_paid_for_a_quarter_and_for_its_month(self):
        ledger = [*map(entry, paid()), *map(entry, settle(MONTHLY, book_of(LINES), MARCH).proposals)]
        found = [each for each in settle(POLICY, book_of(LINES, ledger), APRIL).problems if each.code == "DK467"]
        assert [(each.arg("period"), each.arg("other")) for each in found] == [("2026-02", "2026-Q1")]

    def test_a_month_of_a_quarter_that_was_paid_is_not_paid_again(self):
        # 2,000 in February: 20.00 were paid for the quarter; as a month it would be 20.00 once more.
        found = settle(MONTHLY, book_of(LINES, paid()), APRIL)
        assert ([each.code for each in found.problems], found.proposals) == (["DK374", "DK434"], ())

    def test_a_month_after_the_quarter_that_was_paid_is_paid(self):
        found = settle(MONTHLY, book_of([line("2026-04-05", 2000)], paid()), date(2026, 4, 30))
        assert [(each.account.period, each.net) for each in found.proposals] == [("2026-04", Decimal("20.00"))]

    def test_a_month_is_paid_once_the_quarter_was_taken_back(self):
        back = [
            {**entry(each), "id": "b", "kind": "adjustment", "net": f"-{each.net}", "gross": f"-{each.net}"}
            for each in paid()
        ]
        for each in back:
            del each["content_hash"]
        found = settle(MONTHLY, book_of(LINES, [*map(entry, paid()), *back]), APRIL)
        assert [(each.account.period, each.net) for each in found.proposals] == [("2026-02", Decimal("20.00"))]

    def test_a_month_of_a_quarter_that_was_accrued_is_not_accrued_again(self):
        quarter = accrue(POLICY, book_of(LINES), MARCH).proposals
        found = accrue(MONTHLY, book_of(LINES, quarter), APRIL)
        assert ([each.code for each in found.problems], found.proposals) == (["DK398", "DK434"], ())

    def test_goods_that_were_given_for_a_period_that_is_no_more_are_named(self):
        given = {"id": "g", "kind": "settlement", "programme": "volume", "payee": "A", "period": "2025-Q4", "seq": 1}
        given |= {"net": "0", "posted_on": "2026-01-05", "product": "GIFT", "quantity": "12"}
        found = [each for each in settle(POLICY, book_of(LINES, [given]), APRIL).problems if each.code == "DK374"]
        assert [each.arg("net") for each in found] == [Decimal(12)]

    def test_two_quarters_do_not_lie_over_each_other(self):
        lines = [*LINES, line("2026-05-01", 2000)]
        ledger = settle(POLICY, book_of(lines), date(2026, 6, 30)).proposals
        assert settle(POLICY, book_of(lines, ledger), date(2026, 6, 30)).problems == ()

    def targets(self, year: int, *quarters: int) -> list[str]:
        rows: list[dict[str, object]] = [{"subject": "A", "period": "2026", "value": year}]
        rows += [{"subject": "A", "period": f"2026-Q{n}", "value": value} for n, value in enumerate(quarters, start=1)]
        found = settle(POLICY, book_of(LINES, tables={"targets": rows}), MARCH)
        return [each.code for each in found.problems]

    def test_targets_of_which_the_parts_come_to_another_sum(self):
        assert self.targets(1000, 250, 250, 250, 200) == ["DK468"]

    def test_targets_that_add_up_or_are_not_all_there(self):
        assert self.targets(1000, 250, 250, 250, 250) == self.targets(1000, 250, 250) == []


def test_what_was_posted_after_the_day_of_knowledge_is_not_known():
    book = book_of([line("2026-02-01", 2000, recorded_at="2026-02-01")], paid(), known_at=date(2026, 3, 30))
    found = settle(POLICY, book, APRIL, date(2026, 3, 30))
    assert [each.net for each in found.proposals] == [Decimal("20.00")]
