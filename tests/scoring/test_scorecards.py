"""Scorecards: against the plain reading, what must never matter, and what is found before anybody is scored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.scoring.population import Given as Population
from dealerkit.scoring.scorecards.history import Given, Move, follow
from dealerkit.scoring.scorecards.run import CardRun, evaluate, score_all
from dealerkit.scoring.scorecards.section import scorecards_of
from tests.scoring import naive_scorecards as naive
from tests.scoring.scored import policy, problems

DAY = date(2026, 6, 30)
FIGURES = """\
figures:
  a: {from: lines, count: rows}
  b: {from: lines, sum: quantity}
  c: {from: lines, sum: net_amount}
"""
NAMES = ("a", "b", "c")


@st.composite
def cards(draw: st.DrawFn, *, is_monotone: bool = False) -> naive.Card:
    items = []
    for id in NAMES[: draw(st.integers(1, 3))]:
        bounds = sorted(draw(st.sets(st.integers(-5, 20), min_size=1, max_size=4)))
        given_points = [draw(st.integers(0, 100)) for _ in bounds]
        ladder = tuple(zip(bounds, sorted(given_points) if is_monotone else given_points, strict=True))
        rule = "zero" if is_monotone else draw(st.sampled_from(["refuse", "zero", "leave-out"]))
        items.append(naive.Item(id, draw(st.integers(1, 9)), ladder, rule))
    bounds = sorted(draw(st.sets(st.integers(1, 100), min_size=2, max_size=2)))
    grades = ((0, "low"), (bounds[0], "fair"), (bounds[1], "good"))
    gates = draw(
        st.lists(
            st.tuples(
                st.sampled_from([each.id for each in items]), st.integers(1, 90), st.sampled_from(["low", "fair"])
            ),
            max_size=2,
        )
    )
    return naive.Card(tuple(items), grades, tuple(gates))


def values(least: int = -8, most: int = 25) -> st.SearchStrategy[dict[str, int | None]]:
    return st.fixed_dictionaries({name: st.one_of(st.integers(least, most), st.none()) for name in NAMES})


def known(given: Mapping[str, int | None]) -> dict[str, Value | Missing]:
    return {
        f"figure.{name}": Missing((f"figure.{name}",)) if value is None else Decimal(value)
        for name, value in given.items()
    }


def run(written: str, members: Mapping[str, Mapping[str, int | None]]) -> CardRun:
    found: Policy = policy(FIGURES + written)
    card = scorecards_of(found)["card"]
    return score_all(found, card, Population({name: known(each) for name, each in members.items()}))


@settings(max_examples=80)
@given(card=cards(), members=st.dictionaries(st.sampled_from("PQRS"), values(), min_size=1))
def test_scores_and_grades_are_those_of_the_plain_reading(
    card: naive.Card, members: dict[str, dict[str, int | None]]
) -> None:
    found = run(card.written(), members)
    for subject, given_values in members.items():
        total, grade = naive.grade(card, given_values)
        scored = found.scored[subject]
        assert (None if scored.total is None else Fraction(scored.total)) == total
        assert scored.grade == ("" if grade == naive.REFUSED else grade)


@settings(max_examples=40)
@given(card=cards(), member=values(), scale=st.integers(2, 50))
def test_weights_that_are_all_larger_by_the_same_change_nothing(
    card: naive.Card, member: dict[str, int | None], scale: int
) -> None:
    one, other = (run(card.written(by), {"P": member}).scored["P"] for by in (1, scale))
    assert (one.total, one.grade, one.gates) == (other.total, other.grade, other.gates)


@settings(max_examples=40)
@given(card=cards(is_monotone=True), member=values(), more=st.integers(0, 9), item=st.sampled_from(NAMES))
def test_with_points_that_only_rise_a_larger_figure_never_lowers_the_score(
    card: naive.Card, member: dict[str, int | None], more: int, item: str
) -> None:
    lifted = {**member, item: None if member[item] is None else member[item] + more}  # type: ignore[operator]
    found = run(card.written(), {"before": member, "after": lifted}).scored
    before, after = found["before"].total, found["after"].total
    assert before is not None
    assert after is not None
    assert after >= before


@settings(max_examples=40)
@given(card=cards(), members=st.dictionaries(st.sampled_from("PQR"), values(), min_size=1), newcomer=values())
def test_with_fixed_bands_somebody_more_changes_nobodys_grade(
    card: naive.Card, members: dict[str, dict[str, int | None]], newcomer: dict[str, int | None]
) -> None:
    before = run(card.written(), members).scored
    after = run(card.written(), {**members, "Z": newcomer}).scored
    assert {name: (each.total, each.grade) for name, each in before.items()} == {
        name: (after[name].total, after[name].grade) for name in before
    }


COMPARED = policy(
    FIGURES
    + """\
scorecards:
  card:
    total: 1
    if_missing: leave-out
    items:
      - id: a
        of: figure.a
        weight: 1
        against: {peers: {take: median}, as: difference}
        bands: [{at: -1_000, points: 0}, {at: 0, points: 100}]
    grades: [{at: 0, grade: low}, {at: 100, grade: good}]
"""
)


@settings(max_examples=60)
@given(
    members=st.dictionaries(st.sampled_from("PQRSTU"), st.integers(0, 6), min_size=1),
    order=st.permutations("PQRSTU"),
)
def test_peers_are_all_others_and_the_order_of_customers_does_not_matter(
    members: dict[str, int], order: list[str]
) -> None:
    shuffled = {name: {"a": members[name]} for name in order if name in members}
    card = scorecards_of(COMPARED)["card"]
    found = score_all(COMPARED, card, Population({name: known(each) for name, each in shuffled.items()}))
    for name, value in members.items():
        other = naive.peers_median(members, name)
        scored = found.scored[name]
        if other is None:
            assert (scored.grade, scored.missing) == ("", ("peers",))
        else:
            assert scored.grade == ("good" if value >= other else "low")


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(2025, 7, 1), date(2026, 6, 30)),
            "dealer": st.sampled_from("PQR"),
            "quantity": st.integers(0, 9).map(Decimal),
        }
    ),
    min_size=1,
    max_size=8,
)
HISTORY = policy("""
    figures:
      bought: {from: lines, sum: quantity, over: quarter}
    scorecards:
      card:
        total: 1
        if_missing: refuse
        items:
          - id: bought
            of: figure.bought
            weight: 1
            bands: [{at: 0, points: 0}, {at: 5, points: 60}, {at: 9, points: 100}]
        grades: [{at: 0, grade: C}, {at: 60, grade: B}, {at: 100, grade: A}]
        history: {every: quarter, periods: 3, downgrade_after: 2}
""")


@settings(max_examples=40)
@given(lines=LINES, data=st.data())
def test_the_order_of_the_rows_of_a_book_does_not_matter(lines: list[dict[str, object]], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(lines))
    one, other = (evaluate(HISTORY, Book.from_tables({"lines": each}), DAY).cards["card"] for each in (lines, shuffled))
    assert one.histories == other.histories
    assert {name: each.decision for name, each in one.scored.items()} == {
        name: each.decision for name, each in other.scored.items()
    }


@settings(max_examples=150)
@given(scored=st.lists(st.sampled_from("CBA"), min_size=1, max_size=8), downs=st.integers(1, 3), ups=st.integers(1, 3))
def test_a_grade_moves_after_as_many_periods_as_the_policy_says(scored: list[str], downs: int, ups: int) -> None:
    card = scorecards_of(
        policy(f"""
            figures:
              a: {{from: lines, count: rows}}
            scorecards:
              card:
                total: 1
                if_missing: refuse
                items:
                  - id: a
                    of: figure.a
                    weight: 1
                    bands: [{{at: 0, points: 0}}, {{at: 1, points: 60}}, {{at: 2, points: 100}}]
                grades: [{{at: 0, grade: C}}, {{at: 60, grade: B}}, {{at: 100, grade: A}}]
                history: {{every: month, periods: 3, downgrade_after: {downs}, upgrade_after: {ups}}}
        """)
    )["card"]
    periods = [Given(str(number), date(2026, 1, 1 + number), each) for number, each in enumerate(scored)]
    found = follow(card, "P", periods)
    assert [each.grade for each in found.periods] == naive.held("CBA", scored, downs, ups)


def test_a_period_without_a_grade_keeps_the_one_before() -> None:
    card = scorecards_of(HISTORY)["card"]
    found = follow(card, "P", [Given("1", DAY, "A"), Given("2", DAY, ""), Given("3", DAY, "B")])
    assert [(each.grade, each.move) for each in found.periods] == [
        ("A", Move.FIRST),
        ("A", Move.NONE),
        ("A", Move.HELD),
    ]


def test_scores_are_facts_for_other_domains() -> None:
    lines = [{"date": "2026-05-01", "dealer": "P", "quantity": "7"}]
    found = evaluate(HISTORY, Book.from_tables({"lines": lines}), DAY)
    assert found.fact("score.card.total", "P") == 60
    assert found.fact("score.card.grade", "P") == "B"
    assert found.fact("score.card.grade", "Q") == Missing(("score.card.grade",))
    assert HISTORY.catalogue.get("score.card.grade").values == ("C", "B", "A")  # type: ignore[union-attr]


def test_a_grade_in_the_table_that_the_card_does_not_know_is_told_and_not_used() -> None:
    tables: dict[str, list[dict[str, str]]] = {
        "lines": [{"date": "2026-05-01", "dealer": "P", "quantity": "7"}],
        "grades": [{"subject": "P", "scorecard": "card", "period": "2026-Q1", "grade": "AA"}],
    }
    found = evaluate(HISTORY, Book.from_tables(tables), DAY)
    assert [(each.code, each.arg("grade"), each.arg("nearest")) for each in found.problems] == [("DK711", "AA", "A")]
    assert found.cards["card"].grade("P") == "B"


def test_a_benchmark_whom_nobody_knows_is_told() -> None:
    written = """
        figures:
          a: {from: lines, count: rows}
        scorecards:
          card:
            total: 1
            if_missing: refuse
            items: [{id: a, of: figure.a, weight: 1, against: {benchmark: S9, as: ratio}, bands: [{at: 0, points: 0}]}]
            grades: [{at: 0, grade: C}]
    """
    book = Book.from_tables({"lines": [{"date": "2026-05-01", "dealer": "S1"}]})
    assert [each.code for each in evaluate(policy(written), book, DAY).problems] == ["DK713", "DK712"]


TWO_GATES = """
scorecards:
  card:
    total: 1
    if_missing: refuse
    items: [{id: a, of: figure.a, weight: 1, bands: [{at: 0, points: 0}, {at: 10, points: 60}, {at: 20, points: 90}]}]
    grades: [{at: 0, grade: low}, {at: 50, grade: fair}, {at: 80, grade: good}]
    gates:
      - {id: doubtful, when: figure.b > 0, at_most: fair}
      - {id: small, when: figure.c < 5, at_most: low}
"""


@pytest.mark.parametrize(
    ("a", "c", "grade"),
    [
        (20, 9, ""),  # good or, if the gate holds, fair: nobody knows
        (10, 9, "fair"),  # fair either way
        (0, 9, "low"),  # low either way
        (20, 1, "low"),  # the other gate keeps it lower still
    ],
)
def test_a_gate_that_nobody_can_tell_leaves_the_grade_open_only_where_it_could_lower_it(
    a: int, c: int, grade: str
) -> None:
    scored = run(TWO_GATES, {"P": {"a": a, "b": None, "c": c}}).scored["P"]
    assert (scored.grade, scored.missing) == (grade, () if grade else ("figure.b",))
    told = scored.tried if grade else scored.reasons
    assert "score-gate-unknown" in [each.step for each in told]


def test_those_without_a_grade_are_counted_and_what_is_missing_is_told() -> None:
    found = policy("""
        figures:
          mean: {from: lines, average: quantity}
        scorecards:
          card:
            total: 1
            if_missing: refuse
            items: [{id: mean, of: figure.mean, weight: 1, bands: [{at: 0, points: 1}]}]
            grades: [{at: 0, grade: C}]
    """)
    tables = {
        "customers": [{"customer": "P"}, {"customer": "Q"}, {"customer": "R"}],
        "lines": [{"date": "2026-05-01", "dealer": "Q", "quantity": "3", "net_amount": "1"}],
    }
    (told,) = [each for each in evaluate(found, Book.from_tables(tables), DAY).problems if each.code == "DK713"]
    assert dict(told.args)["count"] == 2
    assert dict(told.args)["first"] == "P"
    assert dict(told.args)["facts"] == ("figure.mean",)


def test_every_step_says_where_its_rule_stands() -> None:
    lines = [{"date": "2026-05-01", "dealer": "P", "quantity": "7"}]
    scored = evaluate(HISTORY, Book.from_tables({"lines": lines}), DAY).cards["card"].scored["P"]
    assert [(each.step, each.rule.at.line > 0) for each in scored.reasons] == [
        ("score-band", True),
        ("score-item", True),
        ("score-total", True),
        ("score-grade", True),
    ]
    assert [(each.name, each.value, each.at is not None) for each in scored.reads] == [("figure.bought", 7, True)]


CARD = """
    figures:
      a: {from: lines, count: rows}
      b: {from: lines, sum: quantity}
    scorecards:
      card:
        total: 100
        if_missing: refuse
        items:
          - {id: a, of: figure.a, weight: 60, bands: [{at: 0, points: 0}, {at: 5, points: 100}]}
          - {id: b, of: figure.b, weight: 40, bands: [{at: 0, points: 20}, {at: 5, points: 100}]}
        grades: [{at: 0, grade: C}, {at: 60, grade: B}, {at: 90, grade: A}]
        gates: [{id: g, item: a, below: 50, at_most: B}]
"""


def test_a_sound_card_has_no_findings() -> None:
    assert problems(CARD) == ()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("weight: 60", "weight: 50", "DK709"),
        ("weight: 60, ", "", "DK709"),
        ("total: 100", "total: 100%", "DK709"),
        ("weight: 60", "weight: -60", "DK709"),
        ("{at: 0, grade: C}", "{at: 10, grade: C}", "DK710"),
        ("{at: 90, grade: A}", "{at: 101, grade: A}", "DK710"),
        ("{at: 90, grade: A}", "{at: 90, grade: B}", "DK710"),
        ("{at: 60, grade: B}", "{at: 95, grade: B}", "DK230"),
        ("{at: 60, grade: B}", "{at: 90, grade: B}", "DK141"),
        ("at_most: B", "at_most: BB", "DK711"),
        ("at_most: B", "at_most: A", "DK714"),
        ("item: a,", "item: x,", "DK714"),
        ("below: 50, ", "", "DK131"),
        (", bands: [{at: 0, points: 20}, {at: 5, points: 100}]", "", "DK151"),
        ("{at: 0, points: 20}, {at: 5, points: 100}", "", "DK142"),
        ("of: figure.b, ", "", "DK131"),
        ("figure.b, weight", "figure.x, weight", "DK215"),
        ("weight: 40", "weight: 40, against: {peers: {same: [dealer.clas], take: median}, as: ratio}", "DK712"),
        ("weight: 40", "weight: 40, against: {as: ratio}", "DK151"),
        ("if_missing: refuse", "if_missing: refuze", "DK135"),
        ("if_missing: refuse", "if_missing: refuse\n        minimum: {items: 3}", "DK714"),
        ("      card:", "      my-card:", "DK706"),
    ],
)
def test_a_mistake_in_a_card_is_found_before_anybody_is_scored(before: str, after: str, code: str) -> None:
    assert before in CARD
    assert code in {each.code for each in problems(CARD.replace(before, after))}


def test_the_lowest_score_counts_what_can_be_left_out() -> None:
    # With b left out the score of a alone can be 0, which 8 (20 × 0.4) is not.
    low = CARD.replace("{at: 0, grade: C}", "{at: 8, grade: C}").replace("weight: 40", "weight: 40, below: 20")
    assert problems(low) == ()
    found = problems(low.replace("figure.b, weight: 40", "figure.b, if_missing: leave-out, weight: 40"))
    assert [(each.code, each.arg("gap")) for each in found] == [("DK710", 0)]
