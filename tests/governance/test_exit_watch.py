"""What is seen after a dealer has ended, of the market and of his successor, as people and programs see it."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from dealerkit import assembly
from dealerkit.book import Book, FirstRejects
from dealerkit.governance.exit.run import ExitRun, exit_plan
from dealerkit.policy.policy import Policy
from dealerkit.report.governance_exit import ExitReport
from dealerkit.report.languages import Language
from dealerkit.report.places import shortest
from tests.conftest import ROOT

Rows = list[dict[str, str]]
MOVES = ("ask-first", "ask-second", "ask-third", "meet", "reduce", "hand-over")
FOUND: Rows = [
    {"incident": "I1", "date": "2026-07-01", "kind": "diversion", "customer": "D9", "territory": "town"},
    {"incident": "I2", "date": "2026-07-02", "kind": "price", "customer": "D1", "territory": "far"},
]


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded = assembly.load([ROOT / "examples" / "dealer-exit" / "policy"]).policy
    assert loaded is not None
    return loaded


HELD: Rows = [
    {"contract": "K2", "customer": "D2", "territory": "city", "start": "2026-06-06", "exclusive": "yes"},
    {"contract": "K3", "customer": "D3", "territory": "town", "start": "2026-08-01", "exclusive": "no"},
]


def report(policy: Policy, incidents: Rows | None, contracts: Rows | None = None) -> ExitReport:
    """D1, whose case began in January and was handed over on 6 June, asked about on 31 August."""
    tables: dict[str, Rows] = {
        "customers": [{"customer": "D1", "territory": "city"}],
        "territories": [
            {"territory": "city", "parent": ""},
            {"territory": "town", "parent": "city"},
            {"territory": "far", "parent": ""},
        ],
        "cases": [
            {"case": "X", "flow": "dealer-exit", "kind": "exit", "customer": "D1", "opened_at": "2026-01-01 09:00"}
            | {"amount": "1000", "currency": "CNY"}
        ],
        "events": [
            {"event": name, "case": "X", "at": f"2026-0{k + 1}-06 09:00", "name": name, "actor": "E", "role": role}
            for k, name in enumerate(MOVES)
            for role in ("general-manager" if name == "hand-over" else "regional-manager",)
        ],
    }
    if incidents is not None:
        tables["incidents"] = incidents
    if contracts is not None:
        tables["contracts"] = contracts
    book, day = Book.from_tables(tables, rejects=FirstRejects()), date(2026, 8, 31)
    plan = exit_plan(policy, book, "D1", day, day)
    assert plan is not None
    return ExitReport(ExitRun(policy, day, (plan,)), shortest(()))


def watched(found: ExitReport) -> dict[str, object]:
    plans = cast("list[dict[str, dict[str, object]]]", found.document("en")["plans"])
    return plans[0]["watched"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "diversion: 1 incident from 2026-06-07 to 2026-08-31, 0 held against him, 1 found in the territory"),
        ("zh", "diversion：2026-06-07 至 2026-08-31 共 1 起，记在他名下 0 起，发生在他原区域 1 起：I1"),
    ],
)
def test_each_kind_is_counted_in_the_language(policy: Policy, lang: Language, words: str):
    text = report(policy, FOUND).report().page(lang).text(lang)
    assert words in text


def test_programs_get_every_incident_with_its_row(policy: Policy):
    found = cast("list[dict[str, object]]", watched(report(policy, FOUND))["incidents"])
    told = [(each["incident"], each["held_against_him"], each["in_his_territory"]) for each in found]
    assert told == [("I1", False, True), ("I2", True, False)]
    assert [cast("dict[str, object]", each["at"])["line"] for each in found] == [1, 2]


@pytest.mark.parametrize(("lang", "words"), [("en", "the table of incidents"), ("zh", "市场事件表")])
def test_a_book_without_incidents_is_said_to_lack_them(policy: Policy, lang: Language, words: str):
    found = report(policy, None)
    text = found.report().page(lang).text(lang)
    assert words in text
    assert "diversion: 0" not in text
    assert watched(found)["missing"] == ["incidents"]


def test_a_row_that_was_rejected_makes_the_counts_the_least_there_is(policy: Policy):
    found = report(policy, [*FOUND, {**FOUND[0], "incident": "I3", "date": "soon"}])
    assert watched(found)["unread"] == 1
    assert "1 rejected rows, so the counts are the least there is" in found.report().page("en").text("en")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            "D2, D3: from 2026-08-01 on more than one dealer has a contract for the territory, though no second one",
        ),
        ("zh", "自 2026-08-01 起该区域有不止一家经销商的合同，而 2026-12-06 之前不得引入第二家"),
    ],
)
def test_a_second_dealer_is_dated_in_the_language(policy: Policy, lang: Language, words: str):
    assert words in report(policy, FOUND, HELD).report().page(lang).text(lang)


def test_a_successor_who_is_alone_is_shown_with_his_contract(policy: Policy):
    text = report(policy, FOUND, HELD[:1]).report().page("en").text("en")
    assert "D2: never two dealers at once with contracts for the territory from 2026-06-06 to 2026-08-31" in text
    assert "Contracts for the territory he left" in text


def test_a_book_without_contracts_says_nothing_of_the_successor(policy: Policy):
    text = report(policy, FOUND).report().page("en").text("en")
    assert "whether the successor is alone cannot be told, the book lacks: the table of contracts" in text
