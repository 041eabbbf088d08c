"""Decisions as test cases: asked twice they are one, and names that are written alike stay apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.assembly import loads, results_of
from dealerkit.assembly.recording import stated_cases
from dealerkit.book import Book
from dealerkit.book.recording import Asking
from dealerkit.policy.stated import StatedCase, cases_text
from dealerkit.problems import Problem

DAY = date(2026, 3, 31)
POLICY = """\
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..}
credit:
  limits:
    large: {where: dealer.class == "A", fixed: 500}
    usual: {fixed: 100}
"""


def stated(*customers: str, of: str = "credit.limits.usual") -> list[StatedCase | Problem]:
    policy = loads({"p.yaml": POLICY.encode()}).policy
    assert policy is not None
    rows: list[dict[str, object]] = [
        {"customer": "A/1", "class": "A", "phone": "139"},
        {"customer": "A 1", "class": "B", "phone": "138"},
    ]
    askings = [Asking(of=of, as_of=DAY, own={"customer": each}, who=(each,)) for each in customers]
    return [*stated_cases(policy, Book.from_tables({"customers": rows}), askings)]


def test_the_rows_it_rests_on_and_what_came_out_are_the_case():
    (case,) = stated("A/1")
    assert isinstance(case, StatedCase)
    # Of two customers with a telephone the one who is asked about, by the class that makes his limit 500.
    assert case.given == {"customers": ({"customer": "A/1", "class": "A"},), "customer": "A/1"}
    assert (case.expect["outcome"], case.expect["rule"], case.expect["limit"]) == ("granted", "large", Decimal(500))
    assert case.because == ("credit.limits.large",)
    text = POLICY + cases_text([case])
    assert results_of(loads({"p.yaml": text.encode()})).problems == ()
    assert results_of(loads({"p.yaml": text.replace("fixed: 500", "fixed: 501").encode()})).ended("failed") == 1


def test_what_is_asked_twice_is_one_case():
    assert len(stated("A/1", "A/1")) == 1


def test_names_that_are_written_alike_are_numbered():
    cases = [each for each in stated("A/1", "A 1") if isinstance(each, StatedCase)]
    first = "credit-limits-usual-a-1-2026-03-31"
    assert [each.id for each in cases] == [first, f"{first}-2"]
    text = POLICY + cases_text(cases)
    assert results_of(loads({"p.yaml": text.encode()})).ended("passed") == 2


def test_what_the_policy_says_nothing_of_is_left_out():
    assert stated("A/1", of="credit.limits.other") == []
