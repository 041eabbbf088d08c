"""The policy reference in docs is what the model says today."""

from __future__ import annotations

from dealerkit.assembly import catalogue, schema
from dealerkit.book import TABLES
from dealerkit.report.reference import book_reference, policy_reference, scenario_reference
from dealerkit.whatif.scenarios.schema import scenarios_schema
from tests.conftest import ROOT


def test_the_book_reference_is_the_one_that_the_model_makes() -> None:
    page = (ROOT / "docs" / "book-reference.md").read_text("utf-8")
    assert page == book_reference(TABLES.values()), (
        "run: dealerkit schema --of columns --format md > docs/book-reference.md"
    )


def test_the_policy_reference_is_the_one_that_the_model_makes() -> None:
    page = (ROOT / "docs" / "policy-reference.md").read_text("utf-8")
    made = policy_reference(schema(), catalogue())
    assert page == made, "run: dealerkit schema --format md > docs/policy-reference.md"


def test_the_scenario_reference_is_the_one_that_the_model_makes() -> None:
    page = (ROOT / "docs" / "scenario-reference.md").read_text("utf-8")
    made = scenario_reference(scenarios_schema())
    assert page == made, "run: dealerkit schema --of scenarios --format md > docs/scenario-reference.md"
