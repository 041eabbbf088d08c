"""What expressions compute: arithmetic, comparison, functions, and what is missing."""

from __future__ import annotations

import decimal
import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from operator import eq, ge, gt, le, lt, ne

import pytest

from dealerkit.policy.types import COUNT, DATE, DAYS, MONEY, NUMBER, SHARE, TEXT, Missing, Value
from tests.policy.expressions.world import AT, compiled, value_of

PHONE = ("x100", "phones", "goods")


class TestLiterals:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("300_000", Decimal(300000)),
            ("0", Decimal(0)),
            ("1.50", Decimal("1.5")),
            ("-2", Decimal(-2)),
            ("1/3", Fraction(1, 3)),
            ("15%", Decimal("0.15")),
            ("1.5%", Decimal("0.015")),
            ("30_0000", Decimal(300000)),
        ],
    )
    def test_numbers_are_exact(self, text: str, value: Value):
        assert value_of(text, expected=NUMBER) == value

    def test_texts_stand_in_either_quotes_and_keep_what_they_contain(self):
        assert value_of('"（大客户）"', expected=TEXT) == "（大客户）"
        assert value_of("""'5" tube'""", expected=TEXT) == '5" tube'

    def test_dates_are_written_year_month_day(self):
        assert value_of("2024-02-29", expected=DATE) == date(2024, 2, 29)

    def test_true_and_false_are_conditions_without_a_finding(self):
        assert compiled("true").evaluate({}) is True
        assert compiled("false").warnings == ()


class TestPrecedence:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("2 + 3 * 4", 14),
            ("(2 + 3) * 4", 20),
            ("2 - 3 - 4", -5),
            ("24 / 4 / 2", 3),
            ("-2 * -3", 6),
            ("- (2 + 3)", -5),
            ("2 - -3", 5),
            ("7 / 2 * 2", 7),
        ],
    )
    def test_arithmetic(self, text: str, value: int):
        assert value_of(text, expected=NUMBER) == value

    def test_or_binds_less_than_and_less_than_not(self):
        facts: dict[str, Value] = {"dealer.key": True, "dealer.class": "A"}
        assert value_of('dealer.key or dealer.class == "A" and not dealer.key', facts) is True
        assert value_of('not dealer.key and dealer.class == "B" or dealer.key', facts) is True
        assert value_of("not dealer.key == false", {"dealer.key": True}) is True


class TestComparisons:
    @pytest.mark.parametrize(
        ("sales", "operators"), [(299, {"<", "<=", "!="}), (300, {"<=", ">=", "=="}), (301, {">", ">=", "!="})]
    )
    def test_below_at_and_above_a_bound(self, sales: int, operators: set[str]):
        for sign in ("<", "<=", "==", "!=", ">=", ">"):
            facts = {"period.sales": Decimal(sales)}
            assert value_of(f"period.sales {sign} 300", facts) is (sign in operators)

    def test_a_ratio_is_compared_exactly(self):
        facts = {"period.sales": Decimal(1), "period.target": Decimal(3)}
        assert value_of("period.sales / period.target == 1/3", facts) is True
        assert (
            value_of("period.sales / period.target > 33.3333333333333333333333333333333333333333333333%", facts) is True
        )

    @pytest.mark.parametrize("sign", ["<", "<=", "==", "!=", ">=", ">"])
    @pytest.mark.parametrize("sales", [-10, -9, -8, 0, 8, 9, 10])
    @pytest.mark.parametrize("target", [-10, 10])
    def test_a_ratio_is_compared_with_a_value_whatever_its_signs(self, sales: int, target: int, sign: str):
        facts = {"period.sales": Decimal(sales), "period.target": Decimal(target)}
        compare = {"<": lt, "<=": le, "==": eq, "!=": ne, ">=": ge, ">": gt}[sign]
        assert value_of(f"period.sales / period.target {sign} 90%", facts) is compare(
            Fraction(sales, target), Fraction(9, 10)
        )

    def test_the_callers_decimal_context_does_not_matter(self):
        with decimal.localcontext(decimal.Context(prec=2)):
            assert value_of("payout_cap + 1 == 1_000_001", {"payout_cap": Decimal(1_000_000)}) is True

    def test_membership(self):
        assert value_of('dealer.class in ["A", "B"]', {"dealer.class": "B"}) is True
        assert value_of('dealer.class not in ["A", "B"]', {"dealer.class": "B"}) is False
        assert value_of('dealer.class in ["A"]') == Missing(("dealer.class",))
        assert value_of('"vip" in dealer.tags', {"dealer.tags": frozenset({"vip"})}) is True
        assert value_of("dealer.class in key_classes", {"dealer.class": "A", "key_classes": frozenset("A")}) is True
        assert value_of(
            "period.display_score in [1, 50%, 1/2]".replace("1/2", "0.5"), {"period.display_score": Fraction(1, 2)}
        )

    def test_chinese_names_and_texts(self):
        facts: dict[str, Value] = {"dealer.城市": "上海", "period.sales": Decimal(5), "门槛": Decimal(3)}
        assert value_of('dealer.城市 == "上海" and period.sales > 门槛', facts) is True


class TestFunctions:
    def test_within_holds_for_the_id_itself_and_all_above_it(self):
        facts: dict[str, Value] = {"product": PHONE}
        assert value_of('within(product, "phones")', facts) is True
        assert value_of('within(product, "x100")', facts) is True
        assert value_of('within(product, "tablets")', facts) is False
        assert value_of('within(product, ["tablets", "goods"])', facts) is True

    def test_known_and_or_else_answer_what_is_missing(self):
        assert value_of("known(period.sales)") is False
        assert value_of("known(period.sales)", {"period.sales": Decimal(0)}) is True
        assert value_of("or_else(period.sales, 5)", expected=MONEY) == 5
        assert value_of("or_else(period.sales, 5)", {"period.sales": Decimal(3)}, MONEY) == 3

    def test_count_says_how_many_hold(self):
        facts: dict[str, Value] = {"dealer.key": True, "period.sales": Decimal(5)}
        assert value_of("count(dealer.key, period.sales > 9, period.sales > 1)", facts, COUNT) == 2
        assert value_of("count(dealer.key, period.sales > 9)", {"dealer.key": True}, COUNT) == Missing(
            ("period.sales",)
        )

    def test_a_count_is_compared_as_soon_as_the_known_conditions_decide(self):
        known: dict[str, Value] = {"dealer.key": True}
        assert value_of("count(dealer.key, period.sales > 9) >= 1", known) is True
        assert value_of("count(dealer.key, period.sales > 9) >= 2", known) == Missing(("period.sales",))
        assert value_of("count(not dealer.key, period.sales > 9) >= 2", known) is False

    def test_if_asks_only_the_branch_it_takes(self):
        assert value_of("if(dealer.key, 1, period.sales)", {"dealer.key": True}, MONEY) == 1
        assert value_of("if(dealer.key, 1, period.sales)", {"dealer.key": False}, MONEY) == Missing(("period.sales",))
        assert value_of("if(dealer.key, 1, 2)", {}, NUMBER) == Missing(("dealer.key",))

    def test_least_greatest_and_without_sign(self):
        assert value_of("min(3, 1/3, 2)", expected=NUMBER) == Fraction(1, 3)
        assert value_of("max(3, 10, 2)", expected=NUMBER) == 10
        assert value_of("max(2026-01-01, 2026-03-01)", expected=DATE) == date(2026, 3, 1)
        assert value_of("abs(2 - 5)", expected=NUMBER) == 3

    def test_dates(self):
        # 2024 is a leap year: 31 − 1 + 29 + 1 days from 1 January to 1 March.
        assert value_of("days(2024-01-01, 2024-03-01)", expected=DAYS) == 60
        assert value_of("days(2024-03-01, 2024-01-01)", expected=DAYS) == -60

    @pytest.mark.parametrize(
        ("first", "last", "months"),
        [
            ("2026-01-15", "2026-04-14", 2),
            ("2026-01-15", "2026-04-15", 3),
            ("2026-01-15", "2026-01-15", 0),
            ("2025-11-30", "2026-02-28", 3),  # February has no 30th day: its last completes the month
            ("2025-11-30", "2026-02-27", 2),
            ("2024-01-31", "2024-02-29", 1),
            ("2025-12-31", "2026-12-31", 12),
            ("2026-04-15", "2026-01-15", -3),
            ("2026-04-14", "2026-01-15", -2),
        ],
    )
    def test_months_are_whole(self, first: str, last: str, months: int):
        assert value_of(f"months({first}, {last})", expected=NUMBER) == months
        assert value_of("year(2024-03-01) * 100 + month(2024-03-01)", expected=NUMBER) == 202403

    def test_beginnings_of_texts(self):
        assert value_of('starts_with(dealer.class, "A")', {"dealer.class": "A+"}) is True


Truth = bool | None
TRUTHS: tuple[Truth, ...] = (True, False, None)
AND = {(True, True): True, (True, None): None, (None, True): None, (None, None): None}
OR = {(False, False): False, (False, None): None, (None, False): None, (None, None): None}


class TestThreeValuedLogic:
    """Kleene's tables, every cell; None stands for what is missing."""

    @pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
    def test_and(self, one: Truth, other: Truth):
        found = value_of("dealer.key and dealer.class == 'A'", _facts(one, other))
        assert _plain(found) is AND.get((one, other), False)

    @pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
    def test_or(self, one: Truth, other: Truth):
        found = value_of("dealer.key or dealer.class == 'A'", _facts(one, other))
        assert _plain(found) is OR.get((one, other), True)

    @pytest.mark.parametrize(("one", "denied"), [(True, False), (False, True), (None, None)])
    def test_not(self, one: Truth, denied: Truth):
        assert _plain(value_of("not dealer.key", _facts(one, None))) is denied

    @pytest.mark.parametrize("truths", list(product(TRUTHS, TRUTHS, TRUTHS)))
    def test_longer_chains_agree_with_pairs(self, truths: tuple[Truth, Truth, Truth]):
        one, other, third = truths
        facts = _facts(one, other) | {"period.sales": None if third is None else Decimal(third)}
        for sign in ("and", "or"):
            chain = f"dealer.key {sign} dealer.class == 'A' {sign} period.sales == 1"
            pairs = f"if(true, dealer.key {sign} dealer.class == 'A', false) {sign} period.sales == 1"
            assert value_of(chain, facts) == value_of(pairs, facts)

    def test_what_is_missing_is_named_once_each_in_the_order_it_is_asked_for(self):
        found = value_of("period.sales + period.target > 1 and period.sales > 2 and dealer.key")
        assert found == Missing(("period.sales", "period.target", "dealer.key"))

    def test_only_what_matters_is_named(self):
        assert value_of("dealer.key or period.sales > 1", {"dealer.key": False}) == Missing(("period.sales",))

    def test_arithmetic_and_comparisons_on_the_missing_are_missing(self):
        assert value_of("-period.sales", expected=MONEY) == Missing(("period.sales",))
        assert value_of("min(1, period.sales, period.target)", {}, MONEY) == Missing(("period.sales", "period.target"))
        assert value_of("period.sales < 3", {"period.sales": None}) == Missing(("period.sales",))

    def test_a_reason_why_a_fact_is_missing_is_kept(self):
        assert value_of("period.sales < 3", {"period.sales": Missing(("lines",))}) == Missing(("lines",))

    def test_a_ratio_over_zero_is_missing_under_its_own_text(self):
        facts = {"period.sales": Decimal(5), "period.target": Decimal(0)}
        assert value_of("period.sales / period.target >= 90%", facts) == Missing(("period.sales / period.target",))
        assert value_of("or_else(period.sales / period.target, 100%)", facts, SHARE) == 1
        with_brackets = "(period.sales + 1) / (period.target - 0)"
        assert value_of(with_brackets, facts, SHARE) == Missing((with_brackets,))
        assert value_of(f"{with_brackets} > 90%", facts) == Missing((with_brackets,))
        assert value_of("period.sales / period.target * 2 + 1 > 0", facts) == Missing(("period.sales / period.target",))


class TestExpression:
    def test_it_is_equal_by_text_and_type(self):
        assert compiled("dealer.key") == compiled("dealer.key")
        assert hash(compiled("dealer.key")) == hash(compiled("dealer.key"))
        assert compiled("1", MONEY) != compiled("1", SHARE)

    def test_it_says_which_facts_and_parameters_it_reads(self):
        found = compiled("period.sales > payout_cap and dealer.key")
        assert found.reads == {"period.sales", "dealer.key"}
        assert found.parameters == {"payout_cap"}

    def test_conjuncts_are_the_conditions_that_must_all_hold(self):
        whole = compiled('dealer.key and (period.sales > payout_cap and (dealer.class == "A" or dealer.key))')
        parts = whole.conjuncts()
        assert [part.text for part in parts] == [
            "dealer.key",
            "period.sales > payout_cap",
            'dealer.class == "A" or dealer.key',
        ]
        assert parts[1].reads == {"period.sales"}
        assert parts[1].parameters == {"payout_cap"}
        assert parts[1].at.column == AT.column + whole.text.index("period")
        assert parts[1].evaluate({"period.sales": Decimal(2), "payout_cap": Decimal(1)}) is True
        assert parts[2].evaluate({"dealer.class": "A"}) is True

    def test_a_ratio_over_zero_keeps_its_text_in_a_conjunct(self):
        part = compiled("dealer.key and period.sales / period.target > 1").conjuncts()[1]
        zero: dict[str, Value] = {"period.sales": Decimal(1), "period.target": Decimal(0)}
        assert part.evaluate(zero) == Missing(("period.sales / period.target",))

    def test_without_and_it_is_its_only_conjunct(self):
        whole = compiled("dealer.key or period.sales > 3")
        assert whole.conjuncts() == (whole,)

    def test_it_says_when_it_only_compares_a_name_with_a_value(self):
        assert compiled("period.sales >= 300").comparison() == ("period.sales", ">=", Decimal(300))
        assert compiled("300 <= period.sales").comparison() is None
        assert compiled("period.sales >= payout_cap").comparison() is None
        assert compiled("dealer.key").comparison() is None

    def test_it_says_when_it_is_a_name_alone(self):
        assert compiled("payout_cap", MONEY).fact() == "payout_cap"
        assert compiled("payout_cap + 1", MONEY).fact() is None

    def test_it_travels_to_another_process(self):
        sent = compiled("period.sales > payout_cap")
        received = pickle.loads(pickle.dumps(sent))  # noqa: S301  # our own bytes
        assert received == sent
        assert received.reads == sent.reads
        assert received.evaluate({"period.sales": Decimal(2), "payout_cap": Decimal(1)}) is True


def _facts(one: Truth, other: Truth) -> dict[str, Value | None]:
    return {"dealer.key": one, "dealer.class": None if other is None else "A" if other else "B"}


def _plain(found: Value | Missing) -> Value | None:
    return None if isinstance(found, Missing) else found
