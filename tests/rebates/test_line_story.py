"""Why did this line not earn: what each programme makes of one line, and what became of lines nobody can use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.problems import Problem
from dealerkit.rebates.line_search import Fate, LineName
from dealerkit.rebates.line_story import Judged, LineStory, Verdict, line_stories, said_of
from dealerkit.rebates.run import Run
from dealerkit.rebates.standing import question_of
from dealerkit.rebates.takes import takes_of
from tests.rebates.histories import Cells, policy_of

POLICY = """
parameters:
  least: {title: Least, unit: money, source: test, values: {2026-01-01: 100, 2026-02-01: 500}}
rebates:
  phones:
    title: Phones
    period: quarter
    qualifying:
      where: within(product, "phones") and dealer.class == "A"
      measure: net_amount
    paying:
      where: within(product, "cases")
      measure: net_amount
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
  large:
    title: Large lines
    period: quarter
    qualifying: {where: line.net_amount >= least, measure: quantity}
    method: incremental
    kind: per-unit
    bands: [{at_unit: 1, pay: 2}]
    settle: {every: month, payout: credit-note, negative: carry-forward}
  growth:
    period: year
    qualifying: {where: 'product.brand == "Star"', measure: net_amount, if_missing: false}
    against: {baseline: same-period-last-year, missing: skip}
    method: excess-over-baseline
    kind: percent
    bands: [{at: 110%, rate: 1%}]
    settle: {every: year, payout: credit-note, negative: carry-forward}
"""
MASTERS: dict[str, list[Cells]] = {
    "customers": [
        {"customer": "A", "kind": "dealer", "class": "A"},
        {"customer": "B", "kind": "dealer", "class": "B"},
        {"customer": "C", "kind": "dealer"},
    ],
    "products": [
        {"product": "P1", "group": "phones", "brand": "Star"},
        {"product": "C1", "group": "cases"},
        {"product": "N1"},
    ],
    "product_groups": [{"group": "phones"}, {"group": "cases"}],
}
AS_OF = date(2026, 3, 31)


def sold(
    number: str,
    dealer: str = "A",
    product: str = "P1",
    amount: object = "200.00",
    day: str = "2026-01-10",
    **more: object,
) -> Cells:
    return {
        "document": "F1",
        "line_no": number,
        "date": day,
        "dealer": dealer,
        "product": product,
        "quantity": "3",
        "net_amount": amount,
        **more,
    }


def opened(*lines: Cells, as_of: date = AS_OF, known_at: date | None = None) -> Run:
    book = Book.from_tables({**MASTERS, "lines": list(lines), "postings": []}, known_at=known_at)
    return Run.open(policy_of(POLICY), book, as_of)


def stories(name: str, *lines: Cells, as_of: date = AS_OF, known_at: date | None = None) -> tuple[LineStory, ...]:
    found = line_stories(opened(*lines, as_of=as_of, known_at=known_at), LineName(name))
    assert not isinstance(found, Problem), found
    return found


def story(*lines: Cells, as_of: date = AS_OF, known_at: date | None = None) -> LineStory:
    """The story of the first line."""
    return stories("lines:1", *lines, as_of=as_of, known_at=known_at)[0]


def judged(line: Cells, programme: str, base: str = "qualifying", as_of: date = AS_OF) -> Judged:
    found = story(line, as_of=as_of).judged
    return next(each for each in found if (each.programme.id, each.base) == (programme, base))


def verdicts(line: Cells) -> dict[tuple[str, str], Verdict]:
    return {(each.programme.id, each.base): each.verdict for each in story(line).judged}


class TestVerdicts:
    def test_a_line_is_judged_by_every_base_of_every_programme(self):
        assert verdicts(sold("1")) == {
            ("phones", "qualifying"): Verdict.TAKEN,
            ("phones", "paying"): Verdict.REFUSED,
            ("large", "qualifying"): Verdict.TAKEN,
            ("growth", "qualifying"): Verdict.TAKEN,
        }

    def test_a_refused_line_names_the_part_that_fails_with_the_path_of_its_product(self):
        found = judged(sold("1", product="C1"), "phones")
        assert found.verdict is Verdict.REFUSED
        assert [each.condition.text for each in found.in_the_way] == ['within(product, "phones")']
        assert found.in_the_way[0].facts == (("product", ("C1", "cases")),)
        assert [(each.condition.text, each.holds) for each in found.asked] == [
            ('within(product, "phones")', False),
            ('dealer.class == "A"', True),
        ]

    def test_all_parts_that_fail_would_have_had_to_hold(self):
        found = judged(sold("1", dealer="B", product="C1"), "phones")
        assert len(found.in_the_way) == 2

    def test_it_says_what_the_line_adds_or_would_have_added(self):
        assert judged(sold("1"), "phones").amount == Decimal("200.00")
        assert judged(sold("1", product="C1"), "phones").amount == Decimal("200.00")
        assert judged(sold("1"), "large").amount == 3

    def test_parameters_are_read_on_the_day_of_the_line(self):
        assert judged(sold("1", day="2026-01-31"), "large").verdict is Verdict.TAKEN
        late = judged(sold("1", day="2026-02-01"), "large")
        assert late.verdict is Verdict.REFUSED
        assert dict(late.in_the_way[0].facts) == {"line.net_amount": Decimal("200.00"), "least": Decimal(500)}

    def test_a_missing_fact_is_named_and_the_line_is_then_rejected(self):
        found = story(sold("1", dealer="C"))
        assert (found.fate, [each.code for each in found.why]) == (Fate.REJECTED, ["DK352"])
        unknown = next(each for each in found.judged if each.verdict is Verdict.UNKNOWN)
        assert unknown.programme.id == "phones"
        assert [(each.condition.text, each.missing) for each in unknown.in_the_way] == [
            ('dealer.class == "A"', ("dealer.class",))
        ]

    def test_a_part_that_fails_decides_whatever_is_missing_beside_it(self):
        found = story(sold("1", dealer="C", product="C1"))
        assert found.fate is Fate.READ
        assert found.judged[0].verdict is Verdict.REFUSED

    def test_if_missing_says_what_an_unknown_part_means(self):
        found = judged(sold("1", product="C1"), "growth")
        assert found.verdict is Verdict.REFUSED
        assert [(each.holds, each.missing) for each in found.in_the_way] == [(None, ("product.brand",))]


class TestPeriods:
    def test_a_line_belongs_to_the_period_of_its_day(self):
        found = judged(sold("1"), "phones")
        assert found.window is not None
        assert found.window.label == "2026-Q1"

    def test_the_period_tells_what_it_earned(self):
        row = judged(sold("1"), "large").row
        assert row is not None
        assert row.entitlement == 6

    def test_a_line_of_the_year_before_counts_for_a_baseline(self):
        found = judged(sold("1", day="2025-05-05"), "growth")
        assert (found.verdict, found.window) == (Verdict.TAKEN, None)
        assert found.compared is not None
        assert found.compared.label == "2026"

    def test_a_programme_does_not_run_on_a_day_before_it(self):
        assert judged(sold("1", day="2025-05-05"), "phones").verdict is Verdict.NOT_RUNNING


class TestFates:
    def test_a_line_of_an_unknown_dealer_says_so(self):
        found = story(sold("1", dealer="Z"))
        assert (found.fate, [each.code for each in found.why]) == (Fate.REJECTED, ["DK350"])

    def test_a_line_that_cannot_be_read_says_why_and_shows_its_text(self):
        found = story(sold("1", amount="2O0"))
        assert (found.fate, [each.code for each in found.why], found.judged) == (Fate.REJECTED, ["DK835"], ())
        assert "2O0" in found.raw

    def test_a_repeated_line_points_to_the_one_that_counts(self):
        one, other = stories("F1:1", sold("1"), sold("1"))
        assert (one.fate, other.fate) == (Fate.READ, Fate.REJECTED)
        assert [each.code for each in other.why] == ["DK842"]
        assert other.first is not None
        assert (other.first.file, other.first.line) == ("lines", 1)

    def test_a_line_after_the_day_is_later(self):
        found = story(sold("1", day="2026-04-01"))
        assert (found.fate, found.judged) == (Fate.LATER, ())

    def test_a_line_that_was_recorded_later_is_not_known(self):
        line = sold("1", recorded_at="2026-02-01")
        assert story(line, sold("2", recorded_at="2026-01-10"), known_at=date(2026, 1, 31)).fate is Fate.UNRECORDED


class TestFinding:
    LINES = (sold("1"), sold("2"), {**sold("1"), "document": "F:2"})

    @pytest.mark.parametrize(
        ("name", "rows"),
        [
            ("F1:2", [2]),
            ("lines:2", [2]),
            ("some/folder/lines:2", [2]),
            ("some\\folder\\lines:2", [2]),
            ("F1", [1, 2]),
            ("F:2", [3]),
            ("F:2:1", [3]),
        ],
    )
    def test_a_line_is_found_by_document_or_by_place(self, name: str, rows: list[int]):
        assert [each.at.line for each in stories(name, *self.LINES)] == rows

    @pytest.mark.parametrize(
        ("name", "lines", "rows"),
        [("F1:9", ("1", "2"), (0, 0)), ("lines:9", (), (1, 3)), ("nothing", (), (0, 0)), ("", (), (0, 0))],
    )
    def test_what_is_not_there_is_told_with_what_is(self, name: str, lines: tuple[str, ...], rows: tuple[int, int]):
        found = line_stories(opened(*self.LINES), LineName(name))
        assert isinstance(found, Problem)
        assert (found.code, found.arg("lines"), (found.arg("first"), found.arg("last"))) == ("DK390", lines, rows)


lines = st.builds(
    lambda dealer, product, amount, day: sold("1", dealer, product, amount, day),
    st.sampled_from("ABC"),
    st.sampled_from(["P1", "C1", "N1", "X9"]),
    st.sampled_from(["50.00", "200.00", "900.00"]),
    st.sampled_from(["2026-01-10", "2026-02-10", "2026-03-31"]),
)


class TestAgreement:
    @given(lines)
    def test_the_story_says_of_every_programme_what_the_pass_over_all_lines_does(self, line: Cells):
        run = opened(line)
        found = line_stories(run, LineName("lines:1"))
        assert not isinstance(found, Problem)
        is_undecided = any(each.verdict in (Verdict.UNKNOWN, Verdict.UNMEASURED) for each in found[0].judged)
        assert (found[0].fate is Fate.REJECTED) == is_undecided
        if not is_undecided:
            taken = {(each.programme.id, each.base) for each in found[0].judged if each.verdict is Verdict.TAKEN}
            counted = {
                (programme.id, take.id.rpartition(".")[2])
                for programme in run.standing.programmes.values()
                for take in takes_of(run.standing.policy, programme)
                if run.standing.cells.payees(take.id)
            }
            assert taken == counted

    @given(lines)
    def test_a_line_alone_is_rejected_as_it_is_among_all(self, line: Cells):
        run = opened(line)
        standing = run.standing
        question = question_of(standing.policy, standing.book, AS_OF, standing.programmes)
        batch = next(standing.book.batches("lines", question.wanted()))
        why, later = said_of(question, batch)
        assert ([each.code for each in why], later) == ([each.problem.code for each in standing.rejects.first], False)
