"""Rows of settlements stated as test cases: read back they are the same question, with the same answer."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.assembly import CaseRun, load, loads, results_of
from dealerkit.book import open_book
from dealerkit.policy.nodes import Mapping, Scalar, parse
from dealerkit.policy.stated import StatedCase, case_id, cases_text, with_cases
from dealerkit.policy.types import Missing, OpenPath, Value
from dealerkit.problems import Problem
from dealerkit.rebates.run import Run
from dealerkit.rebates.stated import stated_row
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"


@cache
def recorded(name: str, as_of: date) -> tuple[Run, list[StatedCase | Problem]]:
    policy = load([EXAMPLES / name / "policy"]).policy
    assert policy is not None
    run = Run.open(policy, open_book(EXAMPLES / name / "book"), as_of)
    return run, [stated_row(run, row) for row in run.settlement().rows]


def replayed(name: str, cases: list[StatedCase | Problem]) -> CaseRun:
    """The cases, run by the policy they were recorded from, without its own cases."""
    files = {}
    for file in sorted((EXAMPLES / name / "policy").glob("*.yaml")):
        kept = re.split(r"(?m)^tests:", file.read_text(encoding="utf-8"))[0]
        if re.search(r"(?m)^[a-z_]+:", kept):
            files[file.name] = kept.encode()
    text = cases_text(each for each in cases if isinstance(each, StatedCase))
    return results_of(loads(files | {"recorded.yaml": text.encode()}))


@pytest.mark.parametrize(
    ("name", "as_of", "least"),
    [
        ("handset-distributor", date(2026, 3, 31), 50),
        ("handset-distributor", date(2026, 2, 15), 50),
        ("consumer-goods", date(2026, 3, 31), 5),
        ("kinds", date(2026, 3, 31), 5),
        ("stacking", date(2026, 3, 31), 5),
        ("psi", date(2026, 3, 31), 1),
        ("conduct", date(2026, 3, 31), 1),
    ],
)
def test_every_row_of_an_example_is_a_case_that_passes_unchanged(name: str, as_of: date, least: int):
    _, cases = recorded(name, as_of)
    assert [each for each in cases if isinstance(each, Problem)] == []
    found = replayed(name, cases)
    assert (found.problems, found.ended("passed")) == ((), len(cases))
    assert len(cases) >= least


class TestWhatIsStated:
    def test_the_answer_is_the_row_s_own(self):
        run, cases = recorded("handset-distributor", date(2026, 3, 31))
        rows = run.settlement().rows
        case = next(each for each in cases if isinstance(each, StatedCase) and each.id.startswith("d0002-volume-q"))
        row = next(each for each in rows if (each.payee, each.programme) == ("D0002", "volume-quarter"))
        assert case.expect == {"amount": row.entitlement}
        assert case.given["base"] == row.qualifying

    def test_the_note_says_where_it_comes_from(self):
        _, cases = recorded("handset-distributor", date(2026, 3, 31))
        case = next(each for each in cases if isinstance(each, StatedCase) and each.id.startswith("d0002-volume-q"))
        assert case.note == "recorded from the books as of 2026-03-31: D0002, 2026-Q1, policy revision 2026.1"

    def test_where_others_have_a_say_the_note_tells_what_the_row_has(self):
        # A guarantee over the year makes the coffee row up to 1,000; the terms alone give 2 % of 30,000.
        _, cases = recorded("kinds", date(2026, 3, 31))
        case = next(each for each in cases if isinstance(each, StatedCase) and each.id == "d1-coffee-2026-q1")
        assert case.expect == {"amount": 600}
        assert case.note.endswith("this is what the programme gives alone, the row has 1000")

    def test_a_share_of_what_several_earn_together_is_refused(self):
        _, cases = recorded("groups", date(2026, 3, 31))
        codes = {each.code for each in cases if isinstance(each, Problem)}
        assert codes == {"DK293"}


def stated(**given: Value | Missing) -> StatedCase:
    return StatedCase(
        id="one", of="rebates.volume", as_of=date(2026, 3, 31), given=given, expect={"amount": Decimal(1)}
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


class TestWriting:
    @given(TEXTS)
    def test_any_text_is_read_back_as_it_was(self, text: str):
        parsed = parse(cases_text([stated(fact=text)]).encode(), "t.yaml")
        assert parsed.problems == ()
        node = parsed.root and parsed.root.get("tests")
        for key in ("one", "given", "fact"):
            assert isinstance(node, Mapping)
            node = node.get(key)
        assert isinstance(node, Scalar)
        assert node.text == text
        assert not (node.plain and node.text == "missing")

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            (Decimal("1234.50"), "1234.5"),
            (Fraction(1, 3), "1/3"),
            (7, "7"),
            (True, "true"),
            (date(2026, 3, 31), "2026-03-31"),
            (("north", "china"), '["north", "china"]'),
            (frozenset({"b", "a"}), '["a", "b"]'),
            (Missing(("fact",)), "missing"),
            ("missing", '"missing"'),
            ("yes", '"yes"'),
            ("1.10", '"1.10"'),
            ("一级", "一级"),
        ],
    )
    def test_a_value_is_written_as_its_place_reads_it(self, value: Value | Missing, written: str):
        assert f"      fact: {written}\n" in cases_text([stated(fact=value)])

    def test_an_id_holds_no_character_that_a_key_cannot(self):
        assert case_id("D 01/北京", "volume", "2026-01-01/1y") == "d-01-北京-volume-2026-01-01-1y"


class TestAdding:
    CASE = stated(base=Decimal(1))
    OTHER = "  other:\n    of: rebates.volume\n"

    def test_to_nothing_it_begins_a_section(self):
        assert with_cases("", [self.CASE]) == cases_text([self.CASE])

    def test_to_a_file_without_tests_it_begins_one(self):
        assert with_cases("policy:\n  name: p", [self.CASE]) == f"policy:\n  name: p\n{cases_text([self.CASE])}"

    def test_to_tests_at_the_end_it_joins_them(self):
        text = f"policy:\n  name: p\ntests:\n{self.OTHER}"
        assert with_cases(text, [self.CASE]) == text + cases_text([self.CASE]).removeprefix("tests:\n")

    @pytest.mark.parametrize(
        "text",
        [
            "tests:\n  other:\n    of: rebates.volume\npolicy:\n  name: p\n",
            "tests:\n    other:\n        of: rebates.volume\n",
            "tests: {other: {of: rebates.volume}}\n",
            "tests:\n  one:\n    of: rebates.volume\n",
            "policy: [\n",
        ],
    )
    def test_where_it_would_change_what_the_file_says_it_is_refused(self, text: str):
        assert with_cases(text, [self.CASE]) is None


def test_a_place_in_a_tree_that_is_not_known_to_its_root_cannot_be_written(monkeypatch: pytest.MonkeyPatch):
    run, _ = recorded("kinds", date(2026, 3, 31))
    row = next(each for each in run.settlement().rows if each.programme == "coffee")
    measured = run.standing.measured(run.standing.programmes["coffee"], row.payee, row.window)
    facts = {**measured.facts, "dealer.class": OpenPath.ending(("A",), Missing(("dealer.class",)))}
    monkeypatch.setattr(type(run.deciding), "measured", lambda *_: type(measured)(measured.qualifying, facts=facts))
    found = stated_row(run, row)
    assert isinstance(found, Problem)
    assert (found.code, found.arg("fact")) == ("DK293", "dealer.class")


def test_the_command_adds_the_cases_and_they_pass(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    from dealerkit.cli import main

    policy = tmp_path / "policy"
    policy.mkdir()
    for file in (EXAMPLES / "kinds" / "policy").glob("*.yaml"):
        (policy / file.name).write_bytes(file.read_bytes())
    asked = ["explain", str(policy), str(EXAMPLES / "kinds" / "book"), "--as-of", "2026-03-31", "--dealer", "D1"]
    asked += ["--rejects", str(tmp_path / "rejects.csv"), "--as-case", str(policy / "recorded.yaml")]
    assert main(asked) == 0
    assert main(["test", str(policy)]) == 0
    before = (policy / "recorded.yaml").read_bytes()
    assert main(asked) == 1
    assert (policy / "recorded.yaml").read_bytes() == before
    assert "DK295" in capfd.readouterr().err
