"""What is wrong with a base before any row exists: facts, columns and payees that its source does not have."""

from __future__ import annotations

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.sources.checks import check_measures, check_sources
from dealerkit.rebates.sources.named import measures_of
from tests.rebates.histories import HEAD

REST = """
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {payout: credit-note, negative: carry-forward}
"""


def read(text: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    loaded = load_texts({"policy.yaml": (HEAD + text).encode()}, SECTIONS)
    return loaded.policy, loaded.problems


def found(text: str) -> list[tuple[str, str]]:
    policy, problems = read(text)
    assert policy is not None, problems
    said = [each for programme in programmes_of(policy).values() for each in check_sources(programme, policy.catalogue)]
    said += check_measures(measures_of(policy), policy.catalogue, policy.read_facts)
    return [(each.code, each.address) for each in said]


def programme(*lines: str) -> str:
    return "rebates:\n  p:\n    period: quarter\n" + "".join(f"    {line}\n" for line in lines) + REST.lstrip("\n")


class TestRows:
    @pytest.mark.parametrize(
        "base",
        [
            '{where: line.kind == "sale", measure: net_amount}',
            '{from: sell-through, where: sale.outlet == "S1" and dealer.class == "A", measure: quantity}',
            "{from: sell-through, measure: =sale.quantity * product.list_price}",
            '{from: incidents, where: incident.kind == "price", measure: amount}',
            "{from: incidents, measure: count}",
            "{measure: count}",
        ],
    )
    def test_a_base_that_asks_for_its_own_rows_is_sound(self, base: str):
        assert found(programme(f"qualifying: {base}")) == []

    @pytest.mark.parametrize(
        "base",
        [
            '{where: sale.outlet == "S1", measure: net_amount}',
            '{from: sell-through, where: line.outlet == "S1", measure: quantity}',
            '{from: incidents, where: sale.outlet == "S1", measure: count}',
            "{from: sell-through, measure: =line.quantity * 2}",
            '{from: lines, where: incident.kind == "price", measure: net_amount}',
        ],
    )
    def test_a_fact_of_other_rows_is_a_finding(self, base: str):
        assert found(programme(f"qualifying: {base}")) == [("DK400", "rebates.p.qualifying")]

    def test_the_paying_base_is_looked_at_too(self):
        text = programme("qualifying: {measure: net_amount}", "paying: {from: incidents, measure: net_amount}")
        assert found(text) == [("DK401", "rebates.p.paying")]

    @pytest.mark.parametrize(
        "base",
        ["{from: sell-through, measure: gross_amount}", "{from: incidents, measure: net_amount}", "{measure: amount}"],
    )
    def test_a_column_of_another_table_is_a_finding(self, base: str):
        assert found(programme(f"qualifying: {base}")) == [("DK401", "rebates.p.qualifying")]

    def test_a_column_that_the_company_declares_can_be_measured(self):
        facts = "facts:\n  sale.bonus_points: {type: number, meaning: points, source: a column}\n"
        assert found(facts + programme("qualifying: {from: sell-through, measure: bonus_points}")) == []


class TestBuyers:
    def test_only_reports_of_sales_name_a_buyer(self):
        assert found(programme("payee: buyer", "qualifying: {measure: net_amount}")) == [
            ("DK402", "rebates.p.qualifying")
        ]
        assert found(programme("payee: buyer", "qualifying: {from: sell-through, measure: quantity}")) == []


class TestTargets:
    def test_a_target_is_multiplied_by_what_is_known_on_any_day(self):
        head = "parameters:\n  i: {title: i, unit: share, source: s, values: {2026-01-01: 100%}}\n"
        base = "qualifying: {measure: net_amount}"
        assert found(head + programme(base, "target: {times: =i}")) == []
        assert found(programme(base, "target: {times: 110%}")) == []
        assert found(programme(base, "target: {times: =period.target}")) == [("DK408", "rebates.p.target")]


class TestMeasures:
    BASE = "qualifying: {measure: net_amount}"

    def test_a_measure_that_no_rule_reads_is_said(self):
        measures = "measures:\n  tea: {measure: net_amount}\n"
        assert found(measures + programme(self.BASE)) == [("DK406", "measures.tea")]
        assert found(measures + programme(self.BASE, "eligible: measured.tea > 0")) == []

    def test_a_measure_asks_for_its_own_rows(self):
        measures = 'measures:\n  m: {from: incidents, where: line.kind == "x", measure: count}\n'
        assert found(measures + programme(self.BASE, "eligible: measured.m > 0")) == [("DK400", "measures.m")]

    def test_a_measure_of_entitlements_is_refused(self):
        measures = "measures:\n  m: {from: entitlements, of: [p], measure: net_amount}\n"
        assert found(measures + programme(self.BASE, "eligible: measured.m > 0")) == [("DK407", "measures.m")]

    def test_a_name_with_a_hyphen_is_refused_and_known_all_the_same(self):
        policy, problems = read("measures:\n  a-b: {measure: net_amount}\n" + programme(self.BASE))
        assert policy is None
        assert [each.code for each in problems] == ["DK405"]

    def test_a_measure_that_cannot_be_read_causes_no_second_finding(self):
        measures = "measures:\n  tea: {measure: net_amuont}\n"
        policy, problems = read(measures + programme(self.BASE, "eligible: measured.tea > 5"))
        assert policy is None
        assert [each.code for each in problems] == ["DK300"]

    def test_a_measure_nobody_defined_is_an_unknown_fact(self):
        _, problems = read(programme(self.BASE, "eligible: measured.tea > 5"))
        assert [each.code for each in problems] == ["DK215"]

    def test_a_where_cannot_ask_for_a_measure(self):
        measures = "measures:\n  tea: {measure: net_amount}\n"
        text = measures + programme("qualifying: {where: measured.tea > 5, measure: net_amount}")
        _, problems = read(text)
        assert [each.code for each in problems] == ["DK216"]


class TestPartsOfLines:
    def test_collected_money_is_asked_as_the_lines_it_pays_for_and_by_its_days(self):
        base = '{from: collections, where: line.days_to_pay <= 15 and line.kind == "sale", measure: net_amount}'
        assert found(programme(f"qualifying: {base}")) == []

    def test_lines_do_not_know_when_they_are_paid(self):
        base = "{where: line.days_to_pay <= 15, measure: net_amount}"
        assert found(programme(f"qualifying: {base}")) == [("DK400", "rebates.p.qualifying")]
