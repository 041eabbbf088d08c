"""The report on bad debts and releases: figures that add up, in tables, in JSON and in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

import pytest

from dealerkit.assembly import load
from dealerkit.book import open_book
from dealerkit.credit.liability.run import LiabilityRun, run
from dealerkit.report.credit_liability import LiabilityReport
from dealerkit.report.places import shortest
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "bad-debts"


@cache
def found() -> LiabilityRun:
    loaded = load([EXAMPLE / "policy"])
    assert loaded.policy is not None
    return run(loaded.policy, open_book(EXAMPLE / "book"), date(2026, 9, 30))


def report(customer: str = "") -> LiabilityReport:
    return LiabilityReport(found(), shortest(()), customer)


def document(customer: str = "") -> dict[str, Any]:
    return cast("dict[str, Any]", report(customer).document("en"))


class TestFigures:
    def test_persons_company_and_what_is_open_make_what_was_lost(self):
        # 30,000 + 26,000 + 28,000 + 100,000 + 95,000 + 10,000; half of 66,000 is the company's, and of 95,000 the
        # third of a warehouse keeper is open.
        assert report().figures() == {
            "lost": Decimal(289_000),
            "persons": Decimal("224333.34"),
            "company": Decimal(33_000),
            "undetermined": Decimal("31666.66"),
        }

    def test_of_one_customer_only_his_own_are_shown(self):
        assert [each["debt"] for each in document("D07")["debts"]] == ["B6"]
        assert [each["release"] for each in document("D08")["releases"]] == ["R14"]

    def test_every_amount_of_a_debt_stands_in_one_share(self):
        for debt in document()["debts"]:
            shares = [share["amount"] for part in debt["parts"] for share in part["shares"]]
            assert sum(map(Decimal, shares)) == Decimal(debt["amount"])


class TestEvidence:
    def test_a_part_names_its_release_limit_and_exposure(self):
        (part,) = document()["debts"][2]["parts"]
        assert (part["release"], part["step"], part["limit"], part["exposure"]) == ("R13", "last", "90000", "96000")

    def test_a_part_names_its_invoice_kind_and_that_legal_action_is_reserved(self):
        (part,) = document()["debts"][3]["parts"]
        assert (part["invoice_kind"], part["legal_action"], part["rule"]) == (
            "hand-written",
            True,
            "liability.rules[unapproved]",
        )

    def test_a_release_names_its_signer_role_reason_and_last_day(self):
        for release in document()["releases"]:
            assert {"signed_by", "role", "seconded_by", "reason", "expires_on"} <= release.keys()
            assert release["signed_by"]

    def test_it_is_printed_that_legal_action_is_reserved(self):
        assert "legal action is reserved" in report("D06").report().page("en").text("en")
        assert "保留追究法律责任的权利" in report("D06").report().page("zh").text("zh")

    def test_every_reason_has_its_place_and_its_sentence(self):
        reasons = [each for debt in document()["debts"] for part in debt["parts"] for each in part["reasons"]]
        assert all(each["said"] and each["at"] and each["rule"] for each in reasons)


class TestThePage:
    @pytest.mark.parametrize(("lang", "words"), [("en", "cannot be told"), ("zh", "无法确定")])
    def test_it_says_at_its_top_what_is_open(self, lang: Any, words: str):
        assert words in report().report().page(lang).text(lang)
