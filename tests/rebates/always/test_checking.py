"""What ``check`` and ``check --invariants`` say of promises."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from dealerkit import cli
from dealerkit.assembly.checking import problems_of
from dealerkit.policy.types import Value
from dealerkit.problems import Severity
from dealerkit.rebates.always.replay import written
from tests.conftest import ROOT
from tests.rebates.always.building import policy_of

RASH = str(ROOT / "examples" / "invariants" / "rash.yaml")
KEPT = str(ROOT / "examples" / "invariants" / "policy")
TWO = [{"at": "300_000", "rate": "1%"}, {"at": "800_000", "rate": "2%"}]
RECKONED = [{"at": "100_000", "rate": "=period.days_to_pay / 100_000"}]


def codes(promise: dict[str, str], bands: list[dict[str, str]]) -> list[tuple[str, Severity]]:
    found = problems_of(policy_of({"bands": bands, "promise": promise}))
    return [(each.code, each.severity) for each in found if each.code.startswith("DK16")]


def test_a_promise_that_is_proved_is_not_mentioned() -> None:
    assert codes({"at_most": "3%", "of": "base"}, TWO) == []


def test_a_broken_promise_is_an_error_with_the_case_to_paste() -> None:
    policy = policy_of({"bands": TWO, "promise": {"at_most": "1.5%", "of": "base"}})
    found = next(each for each in problems_of(policy) if each.code == "DK161")
    assert found.severity is Severity.ERROR
    case = "p-breaks: {of: rebates.one, as_of: 2026-03-31, given: {base: 800000}, expect: 16000.00}"
    assert found.arg("cases") == (case,)


def test_the_fact_that_the_bound_goes_by_is_told_with_the_case() -> None:
    margin = {"type": "number", "unit": "share", "meaning": "what a dealer leaves", "source": "customers"}
    promise = {"at_most": "=dealer.margin", "of": "base", "tolerance": "0.01"}
    policy = policy_of({"facts": {"dealer.margin": margin}, "bands": TWO[1:], "promise": promise})
    found = next(each for each in problems_of(policy) if each.code == "DK161")
    assert (found.arg("bounding"), found.arg("base")) == (("dealer.margin = 0.01",), 800_000)


def test_what_is_not_proved_is_a_warning() -> None:
    assert codes({"at_most": "50%", "of": "base"}, RECKONED) == [("DK162", Severity.WARNING)]


def test_what_is_not_proved_is_a_note_where_the_policy_says_so() -> None:
    promise = {"at_most": "50%", "of": "base", "not_proved": "note"}
    assert codes(promise, RECKONED) == [("DK162", Severity.NOTE)]


def test_the_budget_of_a_search_is_kept() -> None:
    policy = policy_of({"bands": RECKONED, "promise": {"at_most": "50%", "of": "base", "tries": "17"}})
    found = next(each for each in problems_of(policy) if each.code == "DK162")
    assert found.arg("tries") == 17


def test_rounding_is_named_where_a_cent_of_tolerance_would_prove_it() -> None:
    policy = policy_of({"bands": TWO, "promise": {"at_most": "2%", "of": "base"}})
    found = next(each for each in problems_of(policy) if each.code == "DK161")
    assert found.arg("tolerance") == Fraction(1, 100)


def test_rounding_is_not_blamed_where_the_next_base_breaks_it_in_earnest() -> None:
    policy = policy_of({"bands": TWO, "promise": {"at_most": "20_000"}})
    found = next(each for each in problems_of(policy) if each.code == "DK161")
    # 2 % of 1,000,000.25 is a cent above 20,000, and every larger base is further above.
    assert (found.arg("base"), found.arg("tolerance")) == (Fraction("1000000.25"), "")


def test_a_misspelt_promise_is_never_called_proved(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = Path(RASH).read_text("utf-8").replace("programmes: display-quarter", "programmes: display-quater")
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    cli.main(["check", str(file), "--invariants", "--format", "json"])
    told = json.loads(capfd.readouterr().out)
    assert "display" not in [each["id"] for each in told["invariants"]]
    assert "DK163" in [each["code"] for each in told["problems"]]


def test_the_list_shows_each_promise_with_its_verdict(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", RASH, "--invariants", "--format", "json"]) == 1
    told = {each["id"]: each for each in json.loads(capfd.readouterr().out)["invariants"]}
    assert {id: each["state"] for id, each in told.items()} == {
        "affordable": "broken",
        "below-margin": "broken",
        "more-sales": "broken",
        "no-cliff": "broken",
        "display": "not-proved",
    }
    # The margin is 4 % until June and 3.5 % from July on; 3 % and 0.75 % are 3.75 %.
    margin = told["below-margin"]["counterexample"]
    assert (margin["as_of"], margin["base"], margin["amount"], margin["allowed"]) == (
        "2026-09-30",
        "800000",
        "30000",
        "28000",
    )
    assert told["display"]["reasons"][0]["why"] == "figures"
    assert told["display"]["tries"] > 0


def test_promises_that_are_kept_end_with_0_and_are_shown_in_chinese(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", KEPT, "--invariants", "--lang", "zh"]) == 0
    shown = capfd.readouterr().out
    assert "已证明 5 条" in shown
    assert "至多基数的 2.5%" in shown


def test_without_promises_the_list_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    example = str(ROOT / "examples" / "handset-distributor" / "policy" / "policy.yaml")
    cli.main(["check", example, "--invariants"])
    assert "promises nothing" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 3), "1/3"),
        (True, "true"),
        ("active", "active"),
        ("yes", '"yes"'),
        ("12", '"12"'),
        ("a: b", '"a: b"'),
        (("north", "all"), "[north, all]"),
        (frozenset(("b", "a")), "[a, b]"),
        (date(2026, 3, 31), "2026-03-31"),
    ],
)
def test_a_fact_is_written_so_that_it_reads_as_the_same(value: Value, text: str) -> None:
    assert written(value) == text
