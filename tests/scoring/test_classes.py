"""Classes over generated members and small books: orders, ties, quantiles, changes, what is not known."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Severity
from dealerkit.report.classify import classify_report
from dealerkit.report.languages import Language
from dealerkit.report.places import shortest
from dealerkit.scoring.classes.classifying import Classed
from dealerkit.scoring.classes.lifetime import ENDLESS, lifetime_value
from dealerkit.scoring.classes.ranked import Bound, by_count, by_cumulated_share
from dealerkit.scoring.classes.rfm import Quantiles
from dealerkit.scoring.classes.run import changes, classified, evaluate
from dealerkit.scoring.classifying import classify_customers
from dealerkit.scoring.population import Given
from dealerkit.values.periods import YEAR
from dealerkit.values.quantiles import TYPES
from tests.scoring import naive_classes as naive
from tests.scoring.scored import policy, problems

DAY = date(2026, 6, 30)
BOUNDS = st.lists(
    st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20), min_size=0, max_size=3, unique=True
)
# Few figures, so that ties are common.
ABOVE_ZERO = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.sampled_from(["1", "2", "2.5", "10", "37.5"]),
    min_size=1,
    max_size=9,
)
FIGURES = """
figures:
  sales: {from: lines, sum: net_amount, over: 12 months}
  before: {from: lines, sum: net_amount, over: 12 months, back: 12 months}
  orders: {from: lines, count: document, over: 12 months}
"""
ABC = """
classes:
  abc:
    into: {A: {title: large, treatment: press}, B: {}, C: {}}
    if_missing: undetermined
    shares:
      of: figure.sales
      crossing: before
      ties: together
      at_zero_or_below: C
      bands: [{class: A, up_to: 80%}, {class: B, up_to: 95%}, {class: C, up_to: 100%}]
"""
EVERY = """
classes:
  abc: &scheme
    into: {A: {}, B: {}, C: {}}
    if_missing: undetermined
    shares:
      of: figure.sales
      crossing: nearest
      ties: together
      at_zero_or_below: C
      bands: [{class: A, up_to: 80%}, {class: B, up_to: 95%}, {class: C, up_to: 100%}]
  top:
    into: {A: {}, B: {}, C: {}}
    if_missing: undetermined
    counts:
      of: figure.sales
      rounding: half-up
      ties: better
      at_zero_or_below: ranked
      bands: [{class: A, up_to: 20%}, {class: B, up_to: 50%}, {class: C, up_to: 100%}]
  rfm:
    into: {good: {}, bad: {}}
    if_missing: undetermined
    rfm:
      parts:
        frequency: {of: figure.orders, quantiles: {into: 3, type: 7, better: high, ties: middle}}
        monetary: {of: figure.sales, quantiles: {into: 5, type: 1, better: high, ties: worse}}
      segments: {hit: first, rows: [{id: high, total: {at: 5}, then: {class: good}}, {id: low, then: {class: bad}}]}
  bands:
    into: {large: {}, small: {}}
    if_missing: undetermined
    bands: {of: figure.sales, bands: [{at: 10, class: large}], below: small}
  growth:
    into: {up: {}, down: {}, new: {}}
    if_missing: undetermined
    growth:
      now: figure.sales
      before: figure.before
      compared: year-on-year
      bands: [{at: 0, class: up}]
      below: down
      without_base: new
  value:
    into: {high: {}, low: {}}
    if_missing: undetermined
    lifetime:
      margin: figure.sales
      retention: 80%
      discount: 10%
      periods: 3
      bands: [{at: 20, class: high}]
      below: low
  fixed:
    into: {good: {}, bad: {}}
    if_missing: undetermined
    rfm:
      parts:
        frequency: {of: figure.orders, bands: [{at: 2, score: 2}], below: 1}
        monetary: {of: figure.sales, bands: [{at: 10, score: 2}, {at: 30, score: 3}], below: 1}
      segments: {hit: first, rows: [{id: high, total: {at: 4}, then: {class: good}}, {id: low, then: {class: bad}}]}
  relation:
    into: {key: {}, other: {}}
    if_missing: undetermined
    rules: {first: [{class: key, when: class.bands == "large" and class.growth == "up"}], otherwise: other}
"""
DEPENDS_ON_NOBODY = ("bands", "growth", "value", "fixed", "relation")
MEMBERS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.tuples(
        st.sampled_from(["-5", "0", "1", "10", "10", "37.5"]), st.integers(0, 4), st.sampled_from(["0", "5", "10"])
    ),
    min_size=1,
    max_size=8,
)


def facts(members: Mapping[str, tuple[str, int, str]]) -> Given:
    return Given(
        {
            key: {"figure.sales": Decimal(sales), "figure.orders": Decimal(orders), "figure.before": Decimal(before)}
            for key, (sales, orders, before) in members.items()
        }
    )


def names(found: Mapping[str, Classed]) -> dict[str, dict[str, str]]:
    return {id: {key: placed.name for key, placed in each.placed.items()} for id, each in found.items()}


@pytest.fixture(scope="module")
def every() -> Policy:
    return policy(FIGURES + EVERY)


def bounds_of(shares: list[Fraction]) -> list[Bound]:
    return [Bound(f"class {share}", share) for share in (*sorted(shares), Fraction(1))]


class TestRankings:
    @given(
        ABOVE_ZERO, BOUNDS, st.sampled_from(["before", "after", "nearest"]), st.sampled_from(["together", "by-code"])
    )
    def test_classes_by_share_are_what_the_rule_says(
        self, amounts: dict[str, str], shares: list[Fraction], crossing: str, ties: str
    ):
        bounds = bounds_of(shares)
        found = by_cumulated_share(
            {key: Decimal(each) for key, each in amounts.items()},
            bounds,
            crossing,
            ties,
        )
        expected = naive.abc(
            {key: Fraction(each) for key, each in amounts.items()},
            [(each.name, Fraction(each.up_to)) for each in bounds],
            crossing,
            together=ties == "together",
        )
        assert {each.key: each.name for each in found} == expected

    @given(
        ABOVE_ZERO, BOUNDS, st.sampled_from(["up", "down", "half-up"]), st.sampled_from(["better", "worse", "by-code"])
    )
    def test_classes_by_count_are_what_the_rule_says(
        self, amounts: dict[str, str], shares: list[Fraction], rounding: str, ties: str
    ):
        bounds = bounds_of(shares)
        found = by_count({key: Decimal(each) for key, each in amounts.items()}, bounds, rounding, ties)
        expected = naive.top(
            {key: Fraction(each) for key, each in amounts.items()},
            [(each.name, Fraction(each.up_to)) for each in bounds],
            rounding,
            ties,
        )
        assert {each.key: each.name for each in found} == expected

    @given(ABOVE_ZERO, BOUNDS, st.sampled_from(["before", "after", "nearest"]))
    def test_a_larger_figure_is_never_in_a_worse_class(
        self, amounts: dict[str, str], shares: list[Fraction], crossing: str
    ):
        bounds = bounds_of(shares)
        order = [each.name for each in bounds]
        found = by_cumulated_share({k: Decimal(each) for k, each in amounts.items()}, bounds, crossing, "together")
        classes = [order.index(each.name) for each in sorted(found, key=lambda each: each.amount, reverse=True)]
        assert classes == sorted(classes)


class TestQuantileScores:
    @given(
        st.lists(st.integers(0, 6), min_size=1, max_size=12),
        st.integers(2, 5),
        st.sampled_from(TYPES),
        st.sampled_from(["high", "low"]),
        st.sampled_from(["better", "worse", "middle"]),
    )
    def test_a_value_gets_the_scores_between_whose_cuts_it_lies(
        self, values: list[int], into: int, kind: int, better: str, ties: str
    ):
        known = {f"m{number}": Decimal(value) for number, value in enumerate(values)}
        found = Quantiles(into=into, type=kind, better=better, ties=ties).scores(known)
        plain = [Fraction(value) for value in values]
        cuts = [naive.quantile(plain, Fraction(place, into), kind) for place in range(1, into)]
        assert found == {
            key: naive.score(Fraction(value), cuts, high_is_better=better == "high", ties=ties)
            for key, value in known.items()
        }


class TestLifetime:
    @given(
        st.integers(-100, 100),
        st.fractions(0, 1, max_denominator=20),
        st.fractions(0, 1, max_denominator=20),
        st.integers(1, 12),
    )
    def test_the_finite_value_is_the_sum_of_its_terms(self, margin: int, kept: Fraction, discount: Fraction, last: int):
        expected = naive.lifetime(Fraction(margin), kept, discount, last)
        assert lifetime_value(Decimal(margin), kept, discount, last) == expected

    @given(st.fractions(0, Fraction(9, 10), max_denominator=20), st.fractions(0, 1, max_denominator=20))
    def test_many_periods_come_as_near_to_the_endless_value_as_one_likes(self, kept: Fraction, discount: Fraction):
        endless = lifetime_value(Decimal(100), kept, discount, ENDLESS)
        long = naive.lifetime(Fraction(100), kept, discount, 300)
        assert endless == 100 * kept / (1 + discount - kept)
        assert 0 <= Fraction(endless) - long < Fraction(1, 10**6)

    def test_without_end_and_without_loss_there_is_no_value(self):
        assert lifetime_value(Decimal(100), Decimal(1), Decimal(0), ENDLESS) is None
        assert lifetime_value(Decimal(100), Decimal(1), Decimal(0), 5) == 500

    @pytest.mark.parametrize(
        ("retention", "multiples"),
        [
            ("0.60", ["1.20", "1.15", "1.11", "1.07"]),
            ("0.70", ["1.75", "1.67", "1.59", "1.52"]),
            ("0.80", ["2.67", "2.50", "2.35", "2.22"]),
            ("0.90", ["4.50", "4.09", "3.75", "3.46"]),
        ],
    )
    def test_the_endless_value_of_one_is_the_margin_multiple(self, retention: str, multiples: list[str]) -> None:
        # By hand, r / (1 + i - r) at discount rates of 10, 12, 14 and 16 per cent, to two decimals: 0.60 / 0.50 = 1.20,
        # 0.90 / 0.20 = 4.50, 0.80 / 0.36 = 2.22. The formula is that of Gupta and Lehmann (2003).
        for rate, multiple in zip(("0.10", "0.12", "0.14", "0.16"), multiples, strict=True):
            found = lifetime_value(Decimal(1), Decimal(retention), Decimal(rate), ENDLESS)
            assert found is not None
            assert round(Fraction(found), 2) == Fraction(multiple)


class TestPopulations:
    @settings(max_examples=40)
    @given(MEMBERS, st.randoms(use_true_random=False))
    def test_the_order_of_customers_never_matters(
        self, every: Policy, members: dict[str, tuple[str, int, str]], drawn: Random
    ):
        keys = [*members]
        drawn.shuffle(keys)
        shuffled = {key: members[key] for key in keys}
        assert names(classified(every, facts(members))) == names(classified(every, facts(shuffled)))

    @settings(max_examples=40)
    @given(MEMBERS, st.tuples(st.just("99"), st.integers(0, 4), st.just("5")))
    def test_one_customer_more_changes_no_class_with_fixed_bounds(
        self, every: Policy, members: dict[str, tuple[str, int, str]], other: tuple[str, int, str]
    ):
        before = names(classified(every, facts(members)))
        after = names(classified(every, facts({**members, "zz": other})))
        for id in DEPENDS_ON_NOBODY:
            assert {key: after[id][key] for key in members} == before[id]

    @settings(max_examples=40)
    @given(MEMBERS)
    def test_equal_figures_have_equal_classes(self, every: Policy, members: dict[str, tuple[str, int, str]]):
        found = names(classified(every, facts(members)))
        for id, classes in found.items():
            assert len({(members[key], name) for key, name in classes.items()}) == len(
                {members[key] for key in classes}
            ), id

    @settings(max_examples=40)
    @given(MEMBERS)
    def test_a_summary_counts_everybody_once(self, every: Policy, members: dict[str, tuple[str, int, str]]):
        for classed in classified(every, facts(members)).values():
            assert sum(each.count for each in classed.summary) == len(members)
        abc = classified(every, facts(members))["abc"]
        positive = sum(Decimal(sales) for sales, _, _ in members.values() if Decimal(sales) > 0)
        assert abc.whole == positive


class TestNotKnown:
    def test_of_whom_it_is_not_known_whether_he_is_classed_is_undetermined_whatever_the_rule_for_the_missing(self):
        text = FIGURES + ABC.replace("undetermined", "C").replace(
            "    shares:", '    where: dealer.status == "active"\n    shares:'
        )
        members: dict[str, dict[str, Value | Missing]] = {
            "a": {"figure.sales": Decimal(5), "dealer.status": "active"},
            "b": {"figure.sales": Decimal(5)},
            "c": {"figure.sales": Decimal(9), "dealer.status": "closed"},
            "d": {"dealer.status": "active"},
        }
        found = classified(policy(text), Given(members))["abc"]
        assert {key: placed.name for key, placed in found.placed.items()} == {"a": "A", "b": "", "d": "C"}
        assert found.placed["b"].missing == ("dealer.status",)
        assert found.outside == ("c",)

    def test_a_retention_beyond_everybody_leaves_the_value_untold(self):
        text = (
            FIGURES
            + """
classes:
  value:
    into: {high: {}, low: {}}
    if_missing: undetermined
    lifetime:
      margin: figure.sales
      retention: "= 1 + figure.sales / figure.before"
      discount: 10%
      periods: 3
      bands: [{at: 1, class: high}]
      below: low
"""
        )
        found = classified(policy(text), Given({"a": {"figure.sales": Decimal(5), "figure.before": Decimal(10)}}))
        decision = found["value"].placed["a"].decision
        assert (decision.code, decision.missing) == ("DK720", ("retention",))

    def test_a_condition_that_might_be_the_first_leaves_the_class_open(self, every: Policy):
        found = classified(every, Given({"a": {"figure.sales": Decimal(99), "figure.orders": Decimal(1)}}))
        assert found["relation"].placed["a"].missing == ("class.growth",)


class TestEffort:
    def test_four_times_the_customers_take_about_four_times_the_work(self, every: Policy):
        def calls(count: int) -> int:
            members = {f"m{number}": (f"{number % 97 + 1}", number % 5, "5") for number in range(count)}
            population, seen = facts(members), [0]

            def counted(*_: object) -> None:
                seen[0] += 1

            sys.setprofile(counted)
            try:
                classified(every, population)
            finally:
                sys.setprofile(None)
            return seen[0]

        assert calls(800) < 4.5 * calls(200)


def lines(*written: tuple[str, str, str]) -> list[dict[str, str]]:
    return [
        {"date": day, "dealer": dealer, "product": "P", "net_amount": amount, "document": f"{day}{dealer}"}
        for day, dealer, amount in written
    ]


BOOK = lines(
    ("2025-03-01", "a", "10"), ("2025-03-01", "b", "90"), ("2026-05-01", "a", "95"), ("2026-05-02", "b", "5"),
    ("2026-05-03", "c", "-7"),
)  # fmt: skip


class TestBooks:
    def test_whoever_has_lines_is_classed_without_a_customer_file(self):
        run = evaluate(policy(FIGURES + ABC), Book.from_tables({"lines": BOOK}), DAY)
        assert names(run.classed) == {"abc": {"a": "A", "b": "C", "c": "C"}}

    def test_a_change_says_how_many_classes_one_rose_or_fell(self):
        found = classify_customers(policy(FIGURES + ABC), Book.from_tables({"lines": BOOK}), DAY, date(2025, 3, 31))
        assert [(each.key, each.before, each.now, each.steps) for each in found.changed] == [
            ("a", "B", "A", 1),
            ("b", "A", "C", -2),
        ]

    def test_nothing_changes_on_the_same_day(self):
        run = evaluate(policy(FIGURES + ABC), Book.from_tables({"lines": BOOK}), DAY)
        assert changes(run, run) == ()

    def test_a_class_that_cannot_be_told_is_a_warning_with_what_is_missing(self):
        text = FIGURES.replace("count: document", "average: net_amount") + ABC.replace("figure.sales", "figure.orders")
        book = Book.from_tables({"lines": BOOK, "customers": [{"customer": "z"}]})
        found = [each for each in evaluate(policy(text), book, DAY).problems if each.code == "DK727"]
        assert [(each.arg("first"), each.arg("facts")) for each in found] == [("z", ("figure.orders",))]

    def test_enough_key_accounts_warrant_a_department_and_one_fewer_do_not(self):
        text = FIGURES + ABC.replace("{title: large, treatment: press}", "{warrants: {from: 2, what: a desk}}")
        alone = evaluate(policy(text), Book.from_tables({"lines": lines(("2026-05-01", "a", "1"))}), DAY)
        both = Book.from_tables({"lines": lines(("2026-05-01", "a", "1"), ("2026-05-01", "b", "1"))})
        found = [each for each in evaluate(policy(text), both, DAY).problems if each.code == "DK728"]
        assert [each.code for each in alone.problems] == []
        assert [(each.arg("count"), each.arg("least"), each.severity) for each in found] == [(2, 2, Severity.NOTE)]

    def test_products_can_be_classed_like_customers(self):
        text = FIGURES.replace("sales: {", "sales: {of: product, ") + ABC
        run = evaluate(policy(text), Book.from_tables({"lines": BOOK}), DAY)
        assert names(run.classed) == {"abc": {"P": "A"}}
        assert run.kind("abc") == "product"


SCORED = """
scorecards:
  size:
    if_missing: refuse
    total: 10
    items: [{id: sales, title: sales, of: figure.sales, bands: [{at: -10, points: 0}, {at: 50, points: 10}]}]
    grades: [{at: 0, grade: small}, {at: 10, grade: big}]
classes:
  treatment:
    into: {press: {}, motivate: {}}
    if_missing: undetermined
    rules: {first: [{class: press, when: score.size.grade == "big"}], otherwise: motivate}
"""


class TestScores:
    def test_a_class_may_go_by_the_grade_of_a_scorecard(self):
        found = evaluate(policy(FIGURES + SCORED), Book.from_tables({"lines": BOOK}), DAY)
        assert names(found.classed) == {"treatment": {"a": "press", "b": "motivate", "c": "motivate"}}

    def test_grades_stand_beside_the_classes(self):
        found = classify_customers(policy(FIGURES + SCORED), Book.from_tables({"lines": BOOK}), DAY)
        report = classify_report(found, shortest([]))
        table = next(each for each in report.tables("en") if each.name == "classes")
        assert [each.name for each in table.columns] == ["customer", "name", "class_treatment", "grade_size"]
        assert [row[2:] for row in table.rows] == [("press", "big"), ("motivate", "small"), ("motivate", "small")]

    def test_earlier_classes_go_by_earlier_grades(self):
        found = classify_customers(
            policy(FIGURES + SCORED), Book.from_tables({"lines": BOOK}), DAY, date(2025, 3, 31), YEAR
        )
        assert [(each.key, each.before, each.now) for each in found.changed] == [
            ("a", "motivate", "press"),
            ("b", "press", "motivate"),
        ]
        assert [each.as_of for each in found.history] == [date(2025, 3, 31), date(2025, 12, 31), DAY]

    def test_other_domains_may_ask_for_a_class(self):
        found = evaluate(policy(FIGURES + SCORED), Book.from_tables({"lines": BOOK}), DAY)
        assert found.fact("class.treatment", "a") == "press"
        assert found.fact("class.treatment", "nobody") == Missing(("class.treatment",))


class TestChecks:
    def test_scores_by_bands_say_what_holds_below_them(self):
        text = FIGURES + EVERY.replace("bands: [{at: 2, score: 2}], below: 1", "bands: [{at: 2, score: 2}]")
        assert "DK131" in {each.code for each in problems(text)}

    def test_a_class_of_products_knows_nothing_of_dealers(self):
        text = FIGURES.replace("sales: {", "sales: {of: product, ") + ABC.replace(
            "    shares:", '    where: dealer.status == "active"\n    shares:'
        )
        assert "DK722" in {each.code for each in problems(text)}

    def test_a_class_of_customers_cannot_ask_for_the_class_of_a_product(self):
        other = """\
  other:
    into: {x: {}, y: {}}
    if_missing: undetermined
    rules: {first: [{class: x, when: class.abc == "A" and figure.orders > 1}], otherwise: y}
"""
        text = FIGURES.replace("sales: {", "sales: {of: product, ") + ABC + other
        assert [each.code for each in problems(text)] == ["DK722"]

    @pytest.mark.parametrize(
        ("code", "old", "new"),
        [
            ("DK716", "at_zero_or_below: C", "at_zero_or_below: D"),
            ("DK716", "if_missing: undetermined", "if_missing: D"),
            ("DK717", "C: {}}", "C: {}, D: {}}"),
            ("DK718", "up_to: 95%", "up_to: 75%"),
            ("DK718", "up_to: 100%", "up_to: 99%"),
            ("DK725", "B: {}", "undetermined: {}"),
            ("DK715", "  abc:", "  a-b-c:"),
            ("DK722", "of: figure.sales", "of: figure.sales + figure.pieces"),
        ],
    )
    def test_a_scheme_that_cannot_be_meant_so_is_found(self, code: str, old: str, new: str):
        pieces = "  pieces: {of: product, from: lines, sum: net_amount}\n"
        assert code in {each.code for each in problems(FIGURES + pieces + ABC.replace(old, new, 1))}

    def test_a_sound_scheme_has_no_problems(self):
        assert problems(FIGURES + ABC) == ()

    @pytest.mark.parametrize(
        ("compared", "back", "over", "is_found"),
        [
            ("year-on-year", "12 months", "month", False),
            ("year-on-year", "1 years", "month", False),
            ("year-on-year", "1 months", "month", True),
            ("period-on-period", "1 months", "month", False),
            ("period-on-period", "90 days", "90 days", False),
            ("period-on-period", "12 months", "90 days", True),
            ("period-on-period", "3 months", "quarter", False),
            ("target", "3 months", "month", False),
        ],
    )
    def test_the_base_of_growth_must_be_what_it_is_called(self, compared: str, back: str, over: str, *, is_found: bool):
        text = f"""
        figures:
          now: {{from: lines, sum: net_amount, over: {over}}}
          base: {{from: lines, sum: net_amount, over: {over}, back: {back}}}
        classes:
          growth:
            into: {{up: {{}}, down: {{}}}}
            if_missing: undetermined
            growth:
              now: figure.now
              before: figure.base
              compared: {compared}
              bands: [{{at: 0, class: up}}]
              below: down
              without_base: up
        """
        assert ("DK721" in {each.code for each in problems(text)}) is is_found

    def test_a_segment_asks_only_for_scores(self):
        text = FIGURES + EVERY.replace("total: {at: 5}", "sales: {at: 5}")
        assert "DK719" in {each.code for each in problems(text)}

    def test_nobody_is_in_several_segments(self):
        text = FIGURES + EVERY.replace("segments: {hit: first", "segments: {hit: collect")
        assert "DK135" in {each.code for each in problems(text)}

    def test_classes_read_figures_wherever_those_are_written(self):
        assert problems(ABC + FIGURES) == ()

    def test_an_unknown_class_in_a_condition_is_found(self):
        text = FIGURES + EVERY.replace('class.bands == "large"', 'class.bands == "huge"')
        assert {each.code for each in problems(text)} - {"DK717"}


class TestOnFile:
    SCHEME = ABC.replace("    if_missing: undetermined\n", "    if_missing: undetermined\n    recorded: dealer.class\n")

    def book(self) -> Book:
        # 80, 15 and 5 of 100: A, B and C; of X nothing is known but the file, so that he is C.
        amounts = {"P": "80", "Q": "15", "R": "5"}
        on_file = {"P": "A", "Q": "A", "R": "", "X": "B"}
        return Book.from_tables(
            {
                "customers": [{"customer": key, "class": value} for key, value in on_file.items()],
                "lines": [
                    {"date": "2026-06-01", "dealer": key, "net_amount": value, "document": key}
                    for key, value in amounts.items()
                ],
            }
        )

    def test_whoever_is_in_another_class_than_on_file_is_listed(self) -> None:
        run = evaluate(policy(FIGURES + self.SCHEME), self.book(), DAY)
        assert list(run.classed["abc"].other_on_file) == [("Q", "A", "B"), ("R", "", "C"), ("X", "B", "C")]

    def test_without_the_key_nothing_is_compared(self) -> None:
        run = evaluate(policy(FIGURES + ABC), self.book(), DAY)
        assert list(run.classed["abc"].other_on_file) == []

    @pytest.mark.parametrize(("lang", "title"), [("en", "Another class than on file"), ("zh", "与档案类别不符")])
    def test_the_list_stands_in_the_report_in_both_languages(self, lang: Language, title: str) -> None:
        found = classify_customers(policy(FIGURES + self.SCHEME), self.book(), DAY)
        (table,) = [each for each in classify_report(found, shortest(())).tables(lang) if each.name == "class_on_file"]
        assert table.title.said_in(lang) == title
        assert [row[1:] for row in table.rows] == [("Q", None, "A", "B"), ("R", None, None, "C"), ("X", None, "B", "C")]


class TestGradesChanged:
    def test_who_has_another_grade_than_on_the_earlier_day_is_listed_best_grade_first(self) -> None:
        found = policy("""
            figures:
              sales: {from: lines, sum: net_amount, over: 1 month}
            scorecards:
              card:
                total: 1
                if_missing: refuse
                items: [{id: sales, of: figure.sales, weight: 1, bands: [{at: 0, points: 0}, {at: 10, points: 90}]}]
                grades: [{at: 0, grade: C}, {at: 50, grade: B}, {at: 80, grade: A}]
        """)
        # P bought in May and in June, Q in May alone, R in June alone.
        lines = [("2026-05-10", "P"), ("2026-06-10", "P"), ("2026-05-11", "Q"), ("2026-06-11", "R")]
        book = Book.from_tables({"lines": [{"date": day, "dealer": who, "net_amount": "10"} for day, who in lines]})
        regraded = classify_customers(found, book, DAY, date(2026, 5, 31)).regraded
        assert [(each.key, each.before, each.now, each.steps) for each in regraded] == [
            ("Q", "A", "C", -2),
            ("R", "C", "A", 2),
        ]
