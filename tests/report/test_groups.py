"""Groups and overrides in the reports: what a page shows, what JSON holds, and who is told that another is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dealerkit.book import Count
from dealerkit.rebates.run import Run
from dealerkit.rebates.statement import statement_of
from dealerkit.report.explanations import ExplanationReport
from dealerkit.report.places import shortest
from dealerkit.report.settlements import SettlementReport, Wanted
from dealerkit.report.statements import StatementReport
from dealerkit.report.whys import teller_of
from tests.rebates.histories import book_of
from tests.rebates.test_groups import AB, EACH, HEAD, LINES, customer
from tests.rebates.test_override import CESSIONS, PEOPLE, POLICY, TREE
from tests.rebates.test_override import LINES as SOLD

MARCH = date(2026, 3, 31)


def overrides() -> Run:
    return Run.open(
        POLICY, book_of(SOLD, tables={"customers": PEOPLE, "territories": TREE, "cessions": CESSIONS}), MARCH
    )


def settlement(run: Run, wanted: Wanted | None = None) -> SettlementReport:
    wanted = wanted or Wanted()
    return SettlementReport(wanted.of(run.settlement()), teller_of(run, shortest(())), Count(), wanted)


def test_a_settlement_shows_what_successors_and_the_former_dealer_cost_together():
    page = settlement(overrides()).page("en").text("en")
    assert "What overrides cost" in page
    (sums,) = (line.split() for line in page.splitlines() if "all successors" in line)
    assert sums[-3:] == ["100.00", "100.00", "200.00"]


def test_programs_find_the_same_under_its_own_key():
    document = settlement(overrides()).report().document("en")
    costs = document["overrides"]
    assert isinstance(costs, list)
    (cost,) = costs
    assert cost["total_cost"] == "200.00"  # type: ignore[index,call-overload]
    assert [table.name for table in settlement(overrides()).report().tables("en")][-1] == "overrides"


def test_who_asks_about_another_dealer_is_shown_no_cost():
    assert "What overrides cost" not in settlement(overrides(), Wanted(dealer="S")).page("en").text("en")


def test_a_policy_without_overrides_has_no_such_key():
    run = Run.open(EACH, book_of(LINES, tables={"customers": AB}), MARCH)
    assert "overrides" not in settlement(run).report().document("en")


def test_a_statement_says_where_the_successors_are_and_what_of_theirs_counts():
    run = overrides()
    page = StatementReport(statement_of(run, "Z"), teller_of(run, shortest(()))).page("en").text("en")
    assert "Rebates that count: 100.00." in page
    assert "Shop (S) in Northtown: 100.00 counts for you." in page


def test_a_member_reads_its_share_of_the_whole():
    run = Run.open(EACH, book_of(LINES, tables={"customers": AB}), MARCH)
    report = StatementReport(statement_of(run, "A"), teller_of(run, shortest(())))
    page = report.page("en").text("en")
    assert "Purchases that count, of all together: 5,000." in page
    assert "3,000 of 5,000 is your own: of 100.00 in all you have 60.00." in page
    assert "您自身占 3,000：合计 100.00 中您分得 60.00" in report.page("zh").text("zh")


def test_who_has_nothing_because_a_head_is_paid_is_told_so():
    groups: Sequence[Mapping[str, object]] = [{"group": "G", "head": "H"}]
    book = book_of(LINES, tables={"customers": [*AB, customer("H")], "groups": groups})
    run = Run.open(HEAD, book, MARCH)
    report = ExplanationReport(run, teller_of(run, shortest(())), "A", ())
    assert "Under p, what A buys is paid to H." in report.page("en").text("en")
