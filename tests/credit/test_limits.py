"""Limits: which is a customer's, what follows its method, and what is wrong with the rows that grant or back it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from textwrap import indent

import pytest

from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.limits.run import limits_of
from dealerkit.credit.positions.movements import Invoiced
from dealerkit.credit.results import LimitFound
from dealerkit.report.messages import sentence, step
from tests.credit.accounts import Rows, book_of, policy_of, standing, table

DAY = date(2026, 3, 31)
CUSTOMERS = "customer,kind,status,class,group"
GRANTED = "customer,group,limit,kind,amount,currency,from,to"


def limits(body: str, day: date = DAY, **tables: Rows) -> Limits:
    text = "credit:\n  limits:\n" + indent(body.strip(), "    ") + "\n"
    return Limits(standing(policy_of(text), day, **tables))


def found(body: str, customer: str = "D", day: date = DAY, **tables: Rows) -> LimitFound:
    return limits(body, day, **tables).of(customer, day)


def steps(limit: LimitFound) -> list[str]:
    return [each.step for each in limit.reasons]


def granted(*rows: str) -> Rows:
    return table(GRANTED, *rows)


class TestWhichLimitIsHis:
    def test_the_first_that_is_for_him_in_the_order_written(self):
        body = 'a: {where: dealer.class == "B", fixed: 1}\nb: {where: dealer.class == "A", fixed: 2}\nc: {fixed: 3}'
        customers = table(CUSTOMERS, "D,dealer,active,A,")
        limit = found(body, customers=customers)
        assert limit.amount == 2
        assert [each.rule.address for each in limit.tried] == ["credit.limits.a"]

    def test_a_fact_that_decides_nothing_may_be_missing(self):
        body = 'a: {where: dealer.class == "B" and dealer.status == "closed", fixed: 1}\nb: {fixed: 2}'
        assert found(body, customers=table("customer,kind,status", "D,dealer,active")).amount == 2

    def test_a_fact_that_decides_leaves_it_undetermined_and_is_named(self):
        limit = found('a: {where: dealer.class == "B", fixed: 1}\nb: {fixed: 2}')
        assert (limit.amount, limit.unlimited, limit.code, limit.missing) == (None, False, "DK003", ("dealer.class",))

    def test_nobody_has_granted_credit_to_whom_no_limit_is_for(self):
        limit = found('a: {where: dealer.class == "B", fixed: 1}', customers=table(CUSTOMERS, "D,dealer,active,A,"))
        assert (limit.amount, limit.rule, steps(limit)) == (0, None, ["limit-none"])

    def test_a_policy_without_limits_grants_nobody_credit(self):
        limit = Limits(standing(policy_of(), DAY)).of("D", DAY)
        assert (limit.amount, limit.rule) == (0, None)

    def test_no_limit_and_limit_zero_are_different(self):
        none, zero = found("a: {unlimited: true}"), found("a: {fixed: 0}")
        assert (none.amount, none.unlimited) == (None, True)
        assert (zero.amount, zero.unlimited) == (0, False)

    @pytest.mark.parametrize(
        ("day", "amount"), [("2026-01-31", 2), ("2026-02-01", 1), ("2026-06-30", 1), ("2026-07-01", 2)]
    )
    def test_a_limit_holds_from_its_first_through_its_last_day(self, day: str, amount: int):
        body = "a: {effective: 2026-02-01..2026-06-30, fixed: 1}\nb: {fixed: 2}"
        assert found(body, day=date.fromisoformat(day)).amount == amount

    def test_a_limit_that_reads_its_own_headroom_is_undetermined_and_does_not_run_in_circles(self):
        limit = found("a: {where: account.headroom > 10, fixed: 1}")
        assert (limit.code, limit.missing) == ("DK003", ("account.headroom",))


class TestWhatWasGranted:
    def test_a_row_that_names_a_limit_is_a_figure_for_that_one_alone(self):
        body = "a: {where: account.open_loads > 0, granted: true}\nb: {granted: true, was: former}"
        rows = granted("D,,a,,100,,,", "D,,former,,70,,,")
        assert found(body, credit_limits=rows).amount == 70

    def test_without_an_end_it_holds_on(self):
        assert found("a: {granted: true}", credit_limits=granted("D,,,,100,,2026-03-31,")).amount == 100

    def test_before_its_first_day_nobody_has_granted_anything(self):
        limit = found("a: {granted: true}", credit_limits=granted("D,,,,100,,2026-04-01,"))
        assert (limit.amount, limit.expired_on, steps(limit)[-1]) == (0, None, "limit-not-granted")

    def test_two_rows_for_a_day_are_told_once_and_undetermined_on_that_day_alone(self):
        rows = granted("D,,,,100,,2026-01-01,2026-03-31", "D,,,,120,,2026-03-31,")
        here = limits("a: {granted: true}", credit_limits=rows)
        assert [each.code for each in here.problems] == ["DK525"]
        assert here.of("D", date(2026, 3, 30)).amount == 100
        assert here.of("D", date(2026, 3, 31)).code == "DK525"
        assert here.of("D", date(2026, 4, 1)).amount == 120

    @pytest.mark.parametrize(
        "row", [",,,,100,,,", "D,G,,,100,,,", "D,,,,-1,,,", "D,,,,100,,2026-03-01,2026-02-01", "D,,b,,100,,,"]
    )
    def test_a_row_that_cannot_be_used_does_not_count(self, row: str):
        here = limits("a: {granted: true}", credit_limits=granted(row))
        assert [each.code for each in here.problems] == ["DK527"]
        assert here.of("D", DAY).amount == 0

    def test_a_customer_s_own_opening_limit_stands_in_place_of_the_policy_s(self):
        body = "a: {rolling: {days: 30}, opening: {limit: 10}}"
        assert found(body, credit_limits=granted("D,,,opening,25,,,")).amount == 25

    def test_a_converted_amount_goes_by_the_rate_of_the_day(self):
        rates = table("from,to,rate,valid_from,valid_to", "EUR,CNY,7,,2026-03-30", "EUR,CNY,8,2026-03-31,")
        here = limits("a: {granted: true}", credit_limits=granted("D,,,,10,EUR,,"), rates=rates)
        assert [here.of("D", date(2026, 3, day)).amount for day in (30, 31)] == [70, 80]


class TestIncreases:
    def test_one_for_a_limit_without_a_rule_for_increases_does_not_count_and_is_told(self):
        limit = found("a: {fixed: 100}", credit_limits=granted("D,,,temporary,20,,2026-03-01,2026-04-30"))
        assert (limit.amount, limit.temporary, [each.code for each in limit.problems]) == (100, 0, ["DK528"])

    def test_they_are_added_up_and_may_go_beyond_the_maximum(self):
        rows = granted("D,,,temporary,20,,2026-03-01,2026-04-30", "D,,,temporary,15,,2026-03-02,2026-04-10")
        limit = found("a: {fixed: 100, maximum: 90, temporary: {}}", credit_limits=rows)
        assert (limit.amount, limit.temporary, limit.until) == (125, 35, date(2026, 4, 10))

    def test_a_zero_limit_may_be_raised_but_not_by_a_share_of_it(self):
        rows = granted("D,,,temporary,20,,2026-03-01,2026-04-30")
        assert found("a: {fixed: 0, temporary: {}}", credit_limits=rows).amount == 20
        assert found("a: {fixed: 0, temporary: {most: 50%}}", credit_limits=rows).amount == 0

    def test_nothing_is_added_where_there_is_no_limit(self):
        rows = granted("D,,,temporary,20,,2026-03-01,2026-04-30")
        limit = found("a: {granted: true, temporary: {}}", credit_limits=[*granted("D,,,,,,,"), *rows])
        assert (limit.unlimited, limit.temporary) == (True, 0)

    def test_who_pays_cash_first_no_longer_does_while_raised(self):
        body = "a: {rolling: {days: 30}, opening: {cash_first: true}, temporary: {}}"
        limit = found(body, credit_limits=granted("D,,,temporary,20,,2026-03-01,2026-04-30"))
        assert (limit.amount, limit.cash_first) == (20, False)


class TestTheOrderOfTheSteps:
    def test_opening_then_minimum_then_maximum_then_increase_then_step(self):
        after = "step: 5, temporary: {most: 10%}, maximum: 180, minimum: 200, opening: {limit: 150}"
        body = f"a: {{rolling: {{days: 30}}, {after}}}"
        limit = found(body, credit_limits=granted("D,,,temporary,50,,2026-03-01,2026-04-30"))
        # 0 → 150 → 200 → 180 → 180 + 18 → 195
        assert limit.amount == 195
        assert [
            each for each in steps(limit) if each.startswith(("limit-opening", "limit-m", "limit-i", "limit-st"))
        ] == [
            "limit-opening",
            "limit-minimum",
            "limit-maximum",
            "limit-increase-add",
            "limit-increase-most",
            "limit-step",
        ]

    def test_what_is_computed_below_zero_is_zero(self):
        invoices = table("invoice,date,customer,gross_amount", "I,2026-03-01,D,70")
        assert found("a: {fixed: = 50 - account.receivables}", invoices=invoices).amount == 0

    def test_a_missing_bound_leaves_it_undetermined(self):
        limit = found("a: {fixed: 50, maximum: = account.group_exposure}")
        assert (limit.amount, limit.missing) == (None, ("account.group_exposure",))

    def test_each_step_says_its_figures(self):
        invoices = table(
            "invoice,date,customer,gross_amount",
            "I0,2026-02-28,D,5000",
            "I1,2026-03-01,D,40000",
            "I2,2026-03-30,D,50000",
        )
        limit = found("a: {rolling: {days: 30, share: 1/3}, maximum: 20_000}", invoices=invoices)
        assert [step(each, "en") for each in limit.reasons] == [
            "credit.limits.a holds for D",
            "invoiced 2026-03-01..2026-03-30: 90,000",
            "33.33% of it: 30,000",
            "at most 20,000 instead of 30,000",
        ]
        assert "2026-03-01..2026-03-30 开票：90,000" in [step(each, "zh") for each in limit.reasons]


class TestLastDays:
    @pytest.mark.parametrize(("day", "amount"), [("2026-04-04", 20_000), ("2026-04-05", 12_000)])
    def test_an_opening_limit_holds_through_its_last_day(self, day: str, amount: int):
        # 30 days after 5 March are 4 April; the invoice of 6 March is in both windows.
        invoices = table("invoice,date,customer,gross_amount", "I0,2026-03-05,D,0", "I1,2026-03-06,D,12000")
        body = "a: {rolling: {days: 30}, opening: {limit: 20_000, within: 30 days}}"
        assert found(body, day=date.fromisoformat(day), invoices=invoices).amount == amount

    @pytest.mark.parametrize(("day", "amount"), [("2026-04-30", 50), ("2026-05-01", 0)])
    def test_a_security_holds_through_its_last_day(self, day: str, amount: int):
        rows = table("security,customer,kind,amount,to", "S,D,deposit,50,2026-04-30")
        assert found("a: {backed: {by: deposit}}", day=date.fromisoformat(day), securities=rows).amount == amount

    @pytest.mark.parametrize(("last", "amount"), [("2026-06-30", 120), ("2026-07-01", 100)])
    def test_an_increase_may_last_as_long_as_allowed_and_no_day_longer(self, last: str, amount: int):
        # Three months after 30 March are 30 June.
        rows = granted(f"D,,,temporary,20,,2026-03-30,{last}")
        assert found("a: {fixed: 100, temporary: {longest: 3 months}}", credit_limits=rows).amount == amount

    @pytest.mark.parametrize(("day", "amount"), [("2026-05-31", 30), ("2026-06-01", 40)])
    def test_an_average_is_of_the_months_before_this_one(self, day: str, amount: int):
        invoices = table("invoice,date,customer,gross_amount", "I0,2026-04-30,D,30", "I1,2026-05-31,D,40")
        body = "a: {average: {months: 1}}"
        assert found(body, day=date.fromisoformat(day), invoices=invoices).amount == amount


class TestCombined:
    PARTS = (
        "\nr: {only_in: true, rolling: {days: 30}}\nu: {only_in: true, unlimited: true}\nf: {only_in: true, fixed: 50}"
    )

    @pytest.mark.parametrize(
        ("take", "of", "amount"),
        [
            ("least", "u, f", 50),
            ("least", "u", None),
            ("greatest", "u, f", None),
            ("sum", "u, f", None),
            ("greatest", "r, f", 50),
            ("least", "r, f", 0),
            ("sum", "f, f", 100),
        ],
    )
    def test_what_has_no_limit_counts_as_more_than_any(self, take: str, of: str, amount: int | None):
        limit = found(f"a: {{combined: {{take: {take}, of: [{of}]}}}}" + self.PARTS)
        assert (limit.amount, limit.unlimited) == (amount, amount is None)

    def test_a_part_that_is_not_for_him_is_left_out(self):
        body = 'a: {combined: {take: least, of: [x, f]}}\nx: {only_in: true, where: dealer.class == "Z", fixed: 1}'
        limit = found(body + self.PARTS, customers=table(CUSTOMERS, "D,dealer,active,A,"))
        assert limit.amount == 50
        assert "limit-part-left-out" in steps(limit)

    def test_a_part_that_cannot_be_told_leaves_the_whole_undetermined(self):
        body = 'a: {combined: {take: least, of: [x, f]}}\nx: {only_in: true, where: dealer.class == "Z", fixed: 1}'
        assert found(body + self.PARTS).missing == ("dealer.class",)

    def test_the_opening_limit_never_takes_away_what_another_part_gives(self):
        assert found("a: {combined: {take: greatest, of: [r, f]}, opening: {limit: 20}}" + self.PARTS).amount == 50
        assert found("a: {combined: {take: least, of: [r, f]}, opening: {limit: 20}}" + self.PARTS).amount == 20

    def test_bounds_of_a_part_hold_for_the_part(self):
        body = "a: {combined: {take: sum, of: [x, f]}}\nx: {only_in: true, rolling: {days: 30}, minimum: 7}"
        assert found(body + self.PARTS).amount == 57


class TestLoads:
    def test_without_a_value_of_a_load_there_is_no_limit_in_money(self):
        limit = found("a: {loads: {open: 2}}")
        assert (limit.amount, limit.unlimited, limit.open_loads) == (None, True, 2)

    def test_with_one_it_is_as_many_as_may_be_open(self):
        limit = found("a: {loads: {open: 2, value: 30}}")
        assert (limit.amount, limit.open_loads, limit.most_of_one_load) == (60, 2, 30)


class TestGroups:
    CUSTOMERS = table(CUSTOMERS, "D,dealer,active,A,G2", "E,dealer,active,B,G1", "F,dealer,active,A,")
    GROUPS = table("group,parent,kind", "G1,,control", "G2,G1,buying group")
    INVOICES = table(
        "invoice,date,customer,gross_amount", "I1,2026-03-01,D,40", "I2,2026-03-02,E,50", "I3,2026-03-02,F,9"
    )

    def here(self, body: str, *rows: str) -> Limits:
        return limits(
            body, customers=self.CUSTOMERS, groups=self.GROUPS, invoices=self.INVOICES, credit_limits=granted(*rows)
        )

    def test_the_nearest_group_of_a_kind_that_shares_limits(self):
        here = self.here("a: {for: group, granted: true}")
        assert [here.group_of(each, DAY) for each in ("D", "E", "F")] == ["G1", "G1", ""]

    def test_the_policy_may_name_other_kinds(self):
        here = self.here("a: {for: group, group_kinds: [buying group], granted: true}")
        assert here.group_of("D", DAY) == "G2"

    def test_a_turnover_is_that_of_all_members(self):
        limit = self.here("a: {for: group, rolling: {days: 30}}").of_group("G1", DAY)
        assert limit is not None
        assert limit.amount == 90

    def test_a_group_without_a_limit_shares_none(self):
        assert self.here("a: {fixed: 1}").of_group("G1", DAY) is None

    def test_a_group_s_limit_is_nobody_s_own(self):
        assert self.here("a: {for: group, fixed: 5}").of("D", DAY).rule is None

    def test_a_condition_must_hold_for_every_member(self):
        assert self.here('a: {for: group, where: dealer.class == "A", fixed: 5}').of_group("G1", DAY) is None
        either = 'a: {for: group, where: dealer.class == "A" or dealer.class == "B", fixed: 5}'
        found = self.here(either).of_group("G1", DAY)
        assert found is not None
        assert found.amount == 5

    def test_a_row_of_the_table_is_the_group_s(self):
        found = self.here("a: {for: group, granted: true}", ",G1,,,500,,,").of_group("G1", DAY)
        assert found is not None
        assert found.amount == 500

    def test_what_members_owe_counts_together(self):
        policy = policy_of("credit: {payment_days: 30, limits: {a: {for: group, fixed: 100}}}")
        book = book_of(customers=self.CUSTOMERS, groups=self.GROUPS, invoices=self.INVOICES)
        (held,) = limits_of(policy, book, DAY).groups
        assert (held.limit.subject, held.members, held.headroom) == ("G1", ("D", "E"), 10)


class TestSublimits:
    CONTRACTS = table("contract,customer,kind,start", "C1,D,sample,2026-01-01", "C2,D,bulk,2026-01-01")
    BODY = 'a: {fixed: 100, sublimits: [{id: s, where: contract.kind == "sample", share: 1/3}]}'

    def test_only_documents_of_its_contracts_count(self):
        invoices = table(
            "invoice,date,customer,gross_amount,contract", "I1,2026-03-01,D,40,C1", "I2,2026-03-02,D,50,C2"
        )
        (part,) = limits(self.BODY, contracts=self.CONTRACTS, invoices=invoices).sublimits("D", DAY)
        assert (part.amount, part.used, part.headroom) == (Decimal("33.33"), 40, Decimal("-6.67"))

    def test_a_document_whose_contract_nobody_knows_leaves_it_open(self):
        invoices = table("invoice,date,customer,gross_amount", "I1,2026-03-01,D,40")
        (part,) = limits(self.BODY, contracts=self.CONTRACTS, invoices=invoices).sublimits("D", DAY)
        assert (part.used, part.headroom, part.missing) == (None, None, ("contract.kind",))

    def test_an_amount_holds_where_the_limit_itself_has_no_end(self):
        body = "a: {granted: true, sublimits: [{id: s, limit: 30}, {id: t, share: 10%}]}"
        first, second = limits(body, credit_limits=granted("D,,,,,,,")).sublimits("D", DAY)
        assert (first.amount, first.unlimited) == (30, False)
        assert (second.amount, second.unlimited) == (None, True)


class TestKeeping:
    def test_a_limit_is_kept_until_the_account_moves_or_the_day_changes(self):
        here = limits("a: {rolling: {days: 30}}")
        first = here.of("D", DAY)
        assert here.of("D", DAY) is first
        moved = Invoiced(day=date(2026, 3, 30), customer="D", invoice="I", amount=Decimal(70))
        here.standing.positions.add(moved)
        assert here.of("D", DAY).amount == 70
        assert here.of("D", date(2026, 4, 30)).amount == 0


def test_every_finding_about_rows_says_what_to_do():
    rows = granted("D,,,,100,,,", "D,,,,90,,2026-01-01,", "E,,,,1,EUR,,", ",,,,1,,,", "D,,,temporary,5,,,")
    here = limits("a: {granted: true, temporary: {}}", credit_limits=rows)
    told = [*here.problems, *here.of("E", DAY).problems]
    assert {each.code for each in told} == {"DK525", "DK526", "DK527"}
    assert all(sentence(each, lang)[1] for each in told for lang in ("en", "zh"))
