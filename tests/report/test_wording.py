from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.decisions import Reason, Rule
from dealerkit.problems import Arg, Location, problem
from dealerkit.report.messages import PHRASEBOOKS, role, sentence, step
from dealerkit.report.messages.wording import filled, generic, percent, placeholders


def said(template: str, lang: str = "en", **args: Arg) -> str:
    return filled(template, lambda name: args.get(name, ""), "zh" if lang == "zh" else "en")


class TestPlaces:
    def test_an_argument_is_put_in_its_place(self):
        assert said("unknown key `{key}`", key="bnds") == "unknown key `bnds`"

    def test_a_list_is_joined_with_commas(self):
        assert said("known here: {names}", names=("at", "rate")) == "known here: at, rate"

    def test_a_list_in_chinese_is_joined_with_its_own_comma(self):
        assert said("可用：{names}", "zh", names=("at", "rate")) == "可用：at、rate"

    def test_each_word_of_a_list_between_backticks_gets_its_own_pair(self):
        assert said("one of `{names}`", names=("en", "zh")) == "one of `en`, `zh`"

    def test_an_amount_is_grouped(self):
        assert said("{amount}", amount=Decimal("1234567.50")) == "1,234,567.50"

    def test_an_amount_can_be_written_as_typed(self):
        assert said("{amount:plain}", amount=Decimal("1234567.50")) == "1234567.50"

    def test_a_whole_number_is_not_grouped_since_it_may_be_a_year_or_a_line(self):
        assert said("{line}", line=20260) == "20260"

    def test_a_large_power_of_ten_is_written_out(self):
        assert said("{amount}", amount=Decimal("8E+5")) == "800,000"

    def test_a_fraction_stays_a_fraction(self):
        assert said("{share}", share=Fraction(1, 3)) == "1/3"

    def test_a_date_is_written_in_iso_order(self):
        assert said("{day}", day=date(2026, 3, 31)) == "2026-03-31"

    def test_one_of_two_words_follows_the_number(self):
        assert said("{n} {n:row|rows}", n=1) == "1 row"
        assert said("{n} {n:row|rows}", n=2) == "2 rows"

    def test_doubled_braces_are_braces(self):
        assert said("write `{{at: 10}}`") == "write `{at: 10}`"

    def test_an_argument_is_never_read_as_a_template(self):
        assert said("`{key}`", key="{other} [x]") == "`{other} [x]`"

    def test_a_decimal_context_of_the_caller_changes_nothing(self):
        with localcontext() as context:
            context.prec = 2
            assert said("{amount} {share:percent}", amount=Decimal("1234567.50"), share=Decimal("0.12345")) == (
                "1,234,567.50 12.345%"
            )


class TestOptionalParts:
    TEMPLATE = "[did you mean `{nearest}`? ]known here: {names}"

    def test_a_part_whose_argument_is_empty_is_left_out(self):
        assert said(self.TEMPLATE, nearest="", names=("at",)) == "known here: at"

    def test_a_part_whose_argument_is_there_is_said(self):
        assert said(self.TEMPLATE, nearest="bands", names=("at",)) == "did you mean `bands`? known here: at"

    def test_zero_is_not_empty(self):
        assert said("[{n} rows]", n=0) == "0 rows"

    def test_an_empty_list_is_empty(self):
        assert said("x[: {names}]", names=()) == "x"

    def test_brackets_without_an_argument_are_brackets(self):
        assert said("write `[10, 1000)` or `[a, b]`") == "write `[10, 1000)` or `[a, b]`"

    def test_doubled_brackets_are_brackets_around_an_argument(self):
        assert said("`[[{low}, {high}]]`", low="", high=2) == "`[, 2]`"


class TestPercent:
    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (Decimal("0.015"), "1.5%"),
            (Decimal("1.1000"), "110%"),
            (Decimal("-0.02"), "-2%"),
            (0, "0%"),
            (Fraction(1, 8), "12.5%"),
            (Fraction(1, 3), "33.33%"),
            (Fraction(2, 3), "66.67%"),
            (Fraction(-2, 3), "-66.67%"),
        ],
    )
    def test_a_share_is_written_exactly_or_to_a_hundredth(self, number: Fraction, text: str):
        assert percent(number) == text

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
    def test_a_decimal_share_is_never_rounded(self, number: Decimal):
        assert Fraction(percent(number).removesuffix("%")) == Fraction(number) * 100


class TestPhrases:
    def test_a_code_without_wording_still_says_what_it_knows(self):
        assert sentence(problem("DK999", None, key="a", n=2), "en") == ("key a, n 2", "")

    def test_a_step_without_wording_still_says_what_it_knows(self):
        rule = Rule("rebates.x", Location("p.yaml", 1))
        assert step(Reason("no-such-step", rule, (("base", 5),)), "en") == "no-such-step: base 5"

    def test_a_role_without_wording_is_its_words(self):
        assert role("far-away", "en") == "far away"

    def test_a_kind_of_thing_is_called_in_the_language(self):
        terms = {"amount": "金额"}
        assert filled("此处应为{kind}", lambda _: "amount", "zh", terms) == "此处应为金额"

    def test_the_user_s_own_word_between_backticks_is_not_translated(self):
        assert filled("`{kind}`", lambda _: "amount", "zh", {"amount": "金额"}) == "`amount`"

    def test_a_template_about_no_case_shows_ellipses(self):
        assert generic("unknown key `{key}`[, at {n:x|y}]") == "unknown key `…`, at y"

    def test_of_variants_behind_one_another_a_template_about_no_case_says_the_first(self):
        assert generic("`{who}` [pays {most}][earns [only ][{least}]], in {year}") == "`…` pays …, in …"
        assert generic("it pays[ {most}] [by {day}]") == "it pays … by …"

    def test_a_template_about_no_case_does_not_end_within_a_sentence(self):
        assert generic("[what did: {because}; ][did you mean `{nearest}`?]") == "what did: …"
        assert generic("[收款 `{receipt}` 用于 `{of}`，][`{unknown}` 不存在]") == "收款 `…` 用于 `…`"


class TestAnyTemplate:
    @given(st.text(alphabet="ab{}[]`:|", max_size=40), st.one_of(st.text(), st.integers(), st.fractions()))
    def test_filling_never_fails(self, template: str, value: str | int | Fraction):
        filled(template, lambda _: value, "en")
        placeholders(template)
        generic(template)


class TestSteps:
    @pytest.fixture(autouse=True)
    def worded(self, monkeypatch: pytest.MonkeyPatch):
        steps = {"step.band": "{rule} ({address}): {rate:percent} of {base}"}
        monkeypatch.setitem(PHRASEBOOKS, "en", evolve(PHRASEBOOKS["en"], steps=steps))

    def test_a_step_names_its_rule_by_title_and_its_figures(self):
        rule = Rule("rebates.x.bands[300000]", Location("p.yaml", 1), "first band")
        reason = Reason("band", rule, (("base", Decimal(400000)), ("rate", Decimal("0.01"))))
        assert step(reason, "en") == "first band (rebates.x.bands[300000]): 1% of 400,000"

    def test_a_rule_without_a_title_is_named_by_its_address(self):
        reason = Reason("band", Rule("rebates.x", Location("p.yaml", 1)), (("base", 1), ("rate", 0)))
        assert step(reason, "en") == "rebates.x (rebates.x): 0% of 1"
