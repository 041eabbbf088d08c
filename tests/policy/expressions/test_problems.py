"""Every mistake has its own code, under the characters that are wrong, and the mend is right."""

from __future__ import annotations

import pytest

from dealerkit.policy.expressions import DEEPEST, LONGEST
from dealerkit.policy.facts import LINE, PAYEE
from dealerkit.policy.types import BOOLEAN, DATE, MONEY, NUMBER, SHARE, Type
from dealerkit.problems import Severity
from tests.policy.expressions.world import codes, compiled, marked, only, outcome, problems

SPELLING = [
    ("", "DK200", ""),
    ("  ", "DK200", "  "),
    ("period.sales > ¥300", "DK201", "¥"),
    ("period.sales > 300 # note", "DK201", "#"),
    ("period.sales % 3 == 1", "DK201", "%"),
    ("period.sales >", "DK202", ">"),
    ("dealer.key and or dealer.key", "DK202", "or"),
    ("* 3 > 1", "DK202", "*"),
    ("max(1,)", "DK202", ")"),
    ("()", "DK202", ")"),
    ("(dealer.key", "DK203", "("),
    ("dealer.key)", "DK203", ")"),
    (")", "DK203", ")"),
    ('dealer.class in ["A")', "DK203", ")"),
    ('dealer.class "A"', "DK204", '"A"'),
    ("dealer.key dealer.key", "DK204", "dealer.key"),
    ("dealer.key not true", "DK204", "not"),
    ('dealer.class == "A', "DK205", '"A'),
    ("dealer.class == 'A", "DK205", "'A"),
    ("dealer.class == “A”", "DK206", "“A”"),
    ("dealer.class == 「A」", "DK206", "「A」"),
    ("（dealer.key)", "DK206", "（"),
    ("period.sales ＞＝ 300", "DK206", "＞＝"),
    ("max(1，2) > 1.5 and dealer.key", "DK206", "，"),
    ("period.sales > ３００", "DK206", "３００"),
    ('dealer.class = "A"', "DK207", "="),
    ("dealer.key && dealer.key == true", "DK208", "&&"),
    ("dealer.key || period.sales > 1", "DK208", "||"),
    ("!dealer.key", "DK208", "!"),
    ('dealer.class <> "A"', "DK208", "<>"),
    ("period.sales => 3", "DK208", "=>"),
    ("period.sales ≥ 3", "DK208", "≥"),
    ("dealer.key AND period.sales > 1", "DK208", "AND"),
    ("dealer.key 且 period.sales > 1", "DK208", "且"),
    ("dealer.key == True", "DK208", "True"),
    ("1 < period.sales < 3", "DK211", "<"),
    ("period.growth > 15 %", "DK212", "15 %"),
    ("period.sales > 1,234.50", "DK213", "1,234.50"),
    ("period.sales > 1e3", "DK213", "1e3"),
    ("period.sales > 30万", "DK213", "30万"),
    ("period.sales > 010", "DK213", "010"),
    ("period.sales > 1.", "DK213", "1."),
    ("period.sales > 3_00", "DK213", "3_00"),
    ("period.sales > ٣", "DK213", "٣"),
    ("period.sales > " + "9" * 61, "DK213", "9" * 61),
    ("contract.signed > 2026-02-30", "DK214", "2026-02-30"),
    ("contract.signed > 2026/1/31", "DK214", "2026/1/31"),
    ("contract.signed > 0026-01-01", "DK214", "0026-01-01"),
]

MEANING = [
    ("period.sale > 3", "DK215", "period.sale"),
    ("order.amount > 3", "DK215", "order.amount"),
    ("dealer.key and period.sales", "DK217", "period.sales"),
    ("not period.sales", "DK217", "period.sales"),
    ("dealer.class + 1 > 3", "DK217", "dealer.class"),
    ("contract.signed + 3 > contract.ends", "DK217", "contract.signed"),
    ('dealer.class < "B"', "DK217", "dealer.class"),
    ('dealer.class in "A"', "DK217", '"A"'),
    ("dealer.tags == dealer.tags", "DK217", "dealer.tags"),
    ("year(3) > 2000", "DK217", "3"),
    ('max(1, "A") > 3', "DK217", '"A"'),
    ("if(dealer.key, 1, contract.ends) > 3", "DK217", "contract.ends"),
    ("within(product, 3)", "DK217", "3"),
    ('period.sales == "300"', "DK218", 'period.sales == "300"'),
    ('period.sales in ["300"]', "DK218", 'period.sales in ["300"]'),
    ("contract.signed > 2026", "DK218", "contract.signed > 2026"),
    ("period.sales > period.days_to_pay", "DK219", "period.sales > period.days_to_pay"),
    ("period.sales > 15%", "DK219", "period.sales > 15%"),
    ("period.sales + period.days_to_pay > 3", "DK219", "period.days_to_pay"),
    ("period.sales * period.target > 3", "DK219", "period.target"),
    ("max(period.sales, period.days_to_pay) > 3", "DK219", "period.days_to_pay"),
    ("period.sales / 0 > 3", "DK209", "0"),
    ("dealer.class in []", "DK210", "[]"),
    ('dealer.class in ["A", 3]', "DK210", "3"),
    ('dealer.class in ["A", dealer.class]', "DK210", "dealer.class"),
    ("wihtin(product, 'phones')", "DK221", "wihtin"),
    ("abs() > 3", "DK222", "abs()"),
    ("days(contract.signed) > 3", "DK222", "days(contract.signed)"),
    ("within(product)", "DK222", "within(product)"),
    ('product == "phones"', "DK223", 'product == "phones"'),
    ('product in ["phones"]', "DK223", 'product in ["phones"]'),
]

DOUBTS = [
    ("period.growth > 15", "DK224", "15"),
    ("-2 < period.growth", "DK224", "-2"),
    ("period.growth in [15]", "DK224", "15"),
    ('dealer.status == "activ"', "DK229", '"activ"'),
    ('dealer.status in ["active", "close"] and dealer.key', "DK229", '"close"'),
]


class TestPlaces:
    @pytest.mark.parametrize(("text", "code", "wrong"), SPELLING + MEANING)
    def test_a_mistake_is_found_where_it_stands(self, text: str, code: str, wrong: str):
        assert marked(text) == [(code, wrong)]

    @pytest.mark.parametrize(("text", "code", "wrong"), DOUBTS)
    def test_what_is_hardly_meant_is_a_warning_and_still_works(self, text: str, code: str, wrong: str):
        assert marked(text) == [(code, wrong)]
        assert only(text).severity is Severity.WARNING
        compiled(text)

    def test_columns_count_characters_not_bytes(self):
        assert marked('dealer.城市 == "上海" and period.sal > 1') == [("DK215", "period.sal")]

    def test_all_mistakes_of_one_expression_are_found_from_left_to_right(self):
        text = 'dealer.clas = “A” && period.sales + period.days_to_pay > 15 % or 1 < period.sales < "x"'
        assert codes(text) == ["DK215", "DK207", "DK206", "DK208", "DK219", "DK212", "DK211"]

    def test_what_contains_a_mistake_is_not_blamed_a_second_time(self):
        assert codes("max(period.sale, 1) + 3 > 2") == ["DK215"]
        assert codes("not (maxx(1) > 1)") == ["DK221"]


class TestScope:
    def test_a_name_of_another_place_says_where_it_can_be_seen(self):
        found = only("line.quantity > 3", scope=PAYEE)
        assert found.code == "DK216"
        assert found.arg("places") == ("where",)
        assert compiled("line.quantity > 3", scope=LINE).reads == {"line.quantity"}

    def test_an_unknown_name_is_compared_with_visible_names_only(self):
        assert only("period.sales2 > 3").arg("nearest") == "period.sales"
        assert only("period.sales2 > 3", scope=frozenset({"line"})).arg("nearest") == ""
        assert only("payout_cop > 3").arg("nearest") == "payout_cap"


class TestMends:
    @pytest.mark.parametrize(
        ("text", "mend"),
        [
            ("1 < period.sales < 3", "1 < period.sales and period.sales < 3"),
            ("1 < (period.sales + 1) < 3", "1 < (period.sales + 1) and (period.sales + 1) < 3"),
            ("period.growth > 15 %", "15%"),
            ("period.sales > 1,234.50", "1_234.50"),
            ("period.sales > 30万", "300000"),
            ("period.sales > 1e3", "1000"),
            ("period.sales > 010", "10"),
            ("period.sales > 3x", ""),
            ("contract.signed > 2026/1/31", "2026-01-31"),
            ("contract.signed > 2026-02-30", ""),
            ("dealer.class == “A”", '"A"'),
            ("dealer.class = 'A'", "=="),
            ('product == "phones"', 'within(product, "phones")'),
            ('product != "phones"', 'not within(product, "phones")'),
            ('product not in ["a", "b"]', 'not within(product, ["a", "b"])'),
            ("period.growth > 15", "15%"),
        ],
    )
    def test_the_mend_is_what_should_have_been_written(self, text: str, mend: str):
        assert only(text).arg("mend") == mend

    def test_a_name_or_function_or_value_that_is_almost_right_is_offered(self):
        assert only("wihtin(product, 'phones')").arg("nearest") == "within"
        assert only('dealer.status == "activ"').arg("nearest") == "active"


class TestResult:
    @pytest.mark.parametrize(
        ("text", "expected", "code"),
        [
            ("period.sales", BOOLEAN, "DK220"),
            ("dealer.key", MONEY, "DK220"),
            ("2026-01-01", MONEY, "DK220"),
            ("15%", MONEY, "DK219"),
            ("15", SHARE, "DK224"),
        ],
    )
    def test_a_place_gets_the_type_it_needs(self, text: str, expected: Type, code: str):
        assert codes(text, expected) == [code]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("payout_cap", MONEY),
            ("50_000", MONEY),
            ("period.sales * 15%", MONEY),
            ("line.quantity * line.unit_price", MONEY),
            ("period.sales / period.target", SHARE),
            ("1.5", SHARE),
            ("1/3", SHARE),
            ("period.sales", NUMBER),
            ("contract.ends", DATE),
        ],
    )
    def test_what_fits_is_taken_without_a_finding(self, text: str, expected: Type):
        assert codes(text, expected) == []


class TestLimits:
    def test_the_longest_text_is_read_and_one_more_character_is_not(self):
        longest = "dealer.key".ljust(LONGEST)
        assert codes(longest) == []
        assert codes(longest + " ") == ["DK227"]

    def test_the_deepest_nesting_is_read_and_one_more_level_is_not(self):
        def nested(levels: int) -> str:
            return "(" * (levels - 1) + "dealer.key" + ")" * (levels - 1)

        assert codes(nested(DEEPEST)) == []
        assert codes(nested(DEEPEST + 1)) == ["DK228"]

    def test_length_is_not_depth(self):
        compiled(" or ".join(["dealer.key"] * 250))
        compiled(" + ".join(["1"] * 900) + " > period.sales")

    def test_multiplications_are_bounded_so_that_the_exact_digits_suffice(self):
        assert codes("1" + " * 1" * 20, NUMBER) == []
        assert codes("1" + " * 1" * 20 + " / 1", NUMBER) == ["DK227"]

    def test_the_largest_numbers_of_the_longest_product_are_computed(self):
        huge = "9" * 60
        compiled(" * ".join([huge] * 21), NUMBER)


class TestRepetition:
    def test_a_text_that_is_repeated_elsewhere_has_its_own_place_and_findings(self):
        first, second = outcome("period.growth > 15"), outcome("period.growth > 15", scope=LINE)
        assert not isinstance(first, tuple)
        assert isinstance(second, tuple)
        assert [each.code for each in problems("period.growth > 15")] == ["DK224"]
        assert [each.code for each in second] == ["DK216"]
