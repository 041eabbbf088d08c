"""Keep or end, and the plan of an exit, as they are shown: both languages, for programs, and the findings."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from dealerkit import assembly
from dealerkit.book import Book, FirstRejects, open_book
from dealerkit.governance.assess.run import evaluate as assess
from dealerkit.governance.exit.planning import Plan, plan_exit
from dealerkit.governance.exit.run import evaluate as open_exits
from dealerkit.governance.section import exit_of
from dealerkit.policy.policy import Policy
from dealerkit.report.governance_assess import AssessReport, assess_view
from dealerkit.report.governance_exit import ExitReport, exit_view
from dealerkit.report.languages import Language
from dealerkit.report.places import shortest
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "dealer-exit"


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded = assembly.load([EXAMPLE / "policy"]).policy
    assert loaded is not None
    return loaded


def plan(policy: Policy, as_of: date) -> Plan:
    rules = exit_of(policy)
    assert rules is not None
    found = plan_exit(policy, rules, open_book(EXAMPLE / "book"), "D1", date(2026, 7, 6), as_of)
    assert found is not None
    return found


class TestAssessment:
    @pytest.mark.parametrize(
        ("lang", "words"), [("en", ("Keep or end", "D1 华泰商贸: end")), ("zh", ("留还是断", "宜断"))]
    )
    def test_its_page_says_the_verdict_in_the_language(self, policy: Policy, lang: Language, words: tuple[str, ...]):
        found = AssessReport(assess(policy, open_book(EXAMPLE / "book"), date(2026, 6, 30)), shortest(()))
        text = found.report().page(lang).text(lang)
        assert all(each in text for each in words)

    def test_programs_get_ranges_and_never_a_bare_estimate(self, policy: Policy):
        run = assess(policy, open_book(EXAMPLE / "book"), date(2026, 6, 30))
        document = AssessReport(run, shortest(())).document("en")
        dealer = cast("list[dict[str, object]]", document["dealers"])[0]
        assert (dealer["dealer"], dealer["verdict"]) == ("D1", "end")
        assert all(set(cast("dict[str, str]", dealer[name])) == {"least", "most"} for name in ("margin", "loss", "net"))
        assert all("rule" in each for each in cast("list[dict[str, object]]", dealer["because"]))

    def test_the_overview_counts_the_verdicts(self, policy: Policy):
        book = open_book(EXAMPLE / "book")
        view = assess_view(assess(policy, book, date(2026, 6, 30)), book, ())
        assert view.figures("en") == "2 dealers: 1 to end, 0 to watch, 1 to keep, 0 undetermined"


class TestRowsThatWereRejected:
    @pytest.mark.parametrize(
        ("table", "row", "missing"),
        [
            ("lines", {"dealer": "D1", "date": "2026-03-01", "net_amount": "12x"}, "lines.rejected"),
            (
                "receipts",
                {"receipt": "R", "customer": "D1", "date": "2026-03-01", "amount": "12x"},
                "receipts.rejected",
            ),
            (
                "promotions",
                {"promotion": "F", "customer": "D1", "from": "2026-03-01", "amount": "12x"},
                "promotions.rejected",
            ),
        ],
    )
    def test_what_they_would_have_said_is_missing_and_nothing_is_judged(
        self, policy: Policy, table: str, row: dict[str, str], missing: str
    ):
        tables: dict[str, list[dict[str, str]]] = {
            "lines": [{"dealer": "D1", "date": "2026-03-01", "net_amount": "100", "cost": "1", "quantity": "1"}],
            "customers": [{"customer": "D1", "class": "A"}],
            "invoices": [{"invoice": "I", "customer": "D1", "date": "2026-01-01", "gross_amount": "1"}],
            "receipts": [{"receipt": "R1", "customer": "D1", "date": "2026-01-02", "amount": "1"}],
            "promotions": [{"promotion": "F1", "customer": "D1", "from": "2026-01-02", "amount": "1"}],
            "postings": [],
        }
        tables[table] = [{**dict.fromkeys(tables[table][0], ""), **row}, *tables[table]]
        found = assess(policy, Book.from_tables(tables, rejects=FirstRejects()), date(2026, 6, 30)).of("D1")
        assert found is not None
        assert missing in found.missing
        assert found.judged.verdict == "undetermined"


class TestPlan:
    @pytest.mark.parametrize(("lang", "words"), [("en", ("Ending in order", "Deceit")), ("zh", ("有序终止", "欺骗"))])
    def test_its_page_says_what_it_is_not(self, policy: Policy, lang: Language, words: tuple[str, ...]):
        book = open_book(EXAMPLE / "book")
        text = ExitReport(open_exits(policy, book, date(2026, 11, 10)), shortest(())).report().page(lang).text(lang)
        assert all(each in text for each in words)

    def test_an_open_case_is_planned_on_and_nobody_else(self, policy: Policy):
        book = open_book(EXAMPLE / "book")
        assert [each.dealer for each in open_exits(policy, book, date(2026, 11, 10)).plans] == ["D1"]
        assert open_exits(policy, book, date(2026, 6, 30)).plans == ()

    def test_the_overview_says_what_is_done_and_late(self, policy: Policy):
        book = open_book(EXAMPLE / "book")
        view = exit_view(open_exits(policy, book, date(2026, 11, 10)), book, ())
        assert view.figures("en") == "dealers being ended: 1; of 12 steps 4 are done, 1 blocked, 2 late"

    def test_programs_get_every_step_with_its_day_and_what_is_missing(self, policy: Policy):
        book = open_book(EXAMPLE / "book")
        document = ExitReport(open_exits(policy, book, date(2026, 11, 10)), shortest(())).document("en")
        steps = cast("list[dict[str, dict[str, object]]]", document["plans"])[0]["steps"]
        by_id = {each["step"]: each for each in cast("list[dict[str, object]]", steps)}
        assert by_id["round-1"]["state"] == "done"
        assert by_id["round-2"]["day"] == "2026-11-05"
        assert by_id["meeting"]["papers"] == ["settlement-offer"]

    def test_what_happens_after_the_day_is_not_known_on_it(self, policy: Policy):
        before = plan(policy, date(2026, 7, 15))
        assert before.instance.case == "X1"
        assert [each.step.id for each in before.steps if each.state.value == "done"] == []
        assert all(each.lacks for each in before.demands)
