"""Orders as they are decided: eligibility, checks, what follows, and what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dealerkit.credit.deciding import Decider
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import Received
from dealerkit.credit.results import Action, Checked, OrderAnswer
from dealerkit.decisions import Outcome
from dealerkit.report.languages import Language
from dealerkit.report.order_actions import action_sentence
from tests.credit.accounts import Rows, policy_of, standing, table

DAY = date(2026, 3, 31)
CUSTOMERS = table("customer,filed,status,class", "D,true,active,B", "E,true,active,B")
INVOICES = "invoice,customer,date,gross_amount"
OWN = "  limits: {own: {fixed: 100}}\n"


def decider(text: str, **tables: Rows) -> Decider:
    found = standing(policy_of("credit:\n  payment_days: 30\n" + text), DAY, **{"customers": CUSTOMERS, **tables})
    return Decider(found, Limits(found))


def order(amount: object = 50, **more: object) -> Order:
    stated = None if amount is None else Decimal(str(amount))
    return Order(**{"customer": "D", "order": "N1", "amount": stated, **more})  # type: ignore[arg-type]


def ask(text: str, asked: Order | None = None, day: date = DAY, **tables: Rows) -> OrderAnswer:
    return decider(text, **tables).trace(asked or order(), day)


def check(answer: OrderAnswer, name: str) -> Checked:
    return next(each for each in answer.checks if each.id == name)


def only(rule: str, then: str = "block", more: str = "") -> str:
    return f"{OWN}  checks:\n    - {{id: c, {rule}, then: {then}{more}}}\n"


class TestAmountsAndCustomers:
    @pytest.mark.parametrize("amount", [None, "-0.01"])
    def test_without_an_amount_of_zero_or_more_nothing_is_let_through_and_nothing_refused(self, amount: str | None):
        answer = ask(only("static: {above: 100%}"), order(amount))
        assert (answer.action, answer.decision.outcome) == (Action.UNDETERMINED, Outcome.UNDETERMINED)
        assert [each.code for each in answer.problems] == ["DK540"]
        assert answer.decision.missing == ("order.amount",)

    def test_a_blocked_account_is_held_even_for_an_order_without_an_amount(self):
        answer = ask(only("account_status: {blocked: [active]}"), order(None))
        assert answer.action is Action.HOLD

    def test_a_customer_nobody_knows_leaves_the_order_undetermined(self):
        answer = ask(only("static: {above: 100%}"), order(customer="X"))
        assert (answer.action, [each.code for each in answer.problems]) == (Action.UNDETERMINED, ["DK541"])

    def test_another_currency_without_a_rate_leaves_the_order_undetermined(self):
        answer = ask(only("static: {above: 100%}"), order(10, currency="USD"))
        assert (answer.action, [each.code for each in answer.problems]) == (Action.UNDETERMINED, ["DK542"])

    def test_another_currency_is_converted_by_the_rate_of_the_day(self):
        rates = table("from,to,rate,valid_from,valid_to", "USD,CNY,7,2026-01-01,2026-12-31")
        answer = ask(only("static: {above: 100%}"), order(10, currency="USD"), rates=rates)
        assert (answer.action, answer.amount) == (Action.SHIP, Decimal(70))

    def test_an_order_of_nothing_ships_at_the_limit(self):
        invoices = table(INVOICES, "I,D,2026-03-20,100")
        assert ask(only("static: {above: 100%}"), order(0), invoices=invoices).action is Action.SHIP


class TestOrdersInTheBook:
    ORDERS = table("order,customer,date,gross_amount,wanted_on", "N1,D,2026-03-30,80,2026-05-30", "O,D,2026-03-30,15,")

    @pytest.mark.parametrize("rule", ["static: {above: 100%}", "dynamic: {above: 100%, horizon: 10 days}"])
    def test_an_order_that_is_open_already_counts_once(self, rule: str):
        answer = ask(only(rule), order(80), orders=self.ORDERS)
        assert (answer.action, check(answer, "c").value) == (Action.SHIP, 95)

    def test_another_order_finds_it_counted(self):
        answer = ask(only("static: {above: 100%}"), order(6, order="N2"), orders=self.ORDERS)
        assert (answer.action, check(answer, "c").value) == (Action.HOLD, 101)

    def test_a_new_order_counts_though_it_is_wanted_beyond_the_horizon(self):
        asked = order(101, order="N2", wanted_on=date(2026, 12, 1))
        assert ask(only("dynamic: {above: 100%, horizon: 10 days}"), asked).action is Action.HOLD

    def test_a_condition_reads_open_orders_without_it(self):
        answer = ask(only("condition: account.open_orders > 15"), order(80), orders=self.ORDERS)
        assert answer.action is Action.SHIP


class TestLimits:
    def test_who_has_no_limit_written_has_one_of_nothing(self):
        text = (
            '  limits: {a: {where: dealer.class == "A", fixed: 100}}\n'
            "  checks: [{id: c, static: {above: 100%}, then: block}]\n"
        )
        answer = ask(text, order("0.01"))
        assert (answer.action, answer.limit.amount, answer.limit.rule) == (Action.HOLD, 0, None)

    def test_a_limit_that_cannot_be_told_leaves_the_order_undetermined(self):
        text = (
            "  limits: {a: {where: dealer.class == contract.kind, fixed: 100}}\n"
            "  checks: [{id: c, static: {above: 100%}, then: block}]\n"
        )
        answer = ask(text)
        assert (answer.action, answer.decision.missing) == (Action.UNDETERMINED, ("contract.kind",))

    def test_a_customer_without_history_pays_first_whatever_the_check_of_the_limit_says(self):
        text = (
            "  limits: {a: {rolling: {days: 30}, opening: {cash_first: true}}}\n"
            "  checks: [{id: c, static: {above: 100%}, then: block}]\n"
        )
        answer = ask(text)
        assert (answer.action, [each.id for each in answer.failing]) == (Action.CASH_FIRST, ["no-history", "c"])

    def test_a_share_of_a_third_is_compared_without_dividing(self):
        at_a_third = only("static: {above: 1/3}").replace("fixed: 100", "fixed: 90_000")
        assert ask(at_a_third, order("30000")).action is Action.SHIP
        assert ask(at_a_third, order("30000.01")).action is Action.HOLD

    def test_headroom_is_the_least_that_the_checks_leave_and_warnings_do_not_narrow_it(self):
        text = (
            OWN
            + "  checks:\n    - {id: a, static: {above: 90%}, then: block}\n"
            + "    - {id: b, static: {above: 50%}, then: warn}\n"
        )
        assert ask(text).headroom == 90

    def test_a_review_that_is_late_by_more_than_the_days_of_grace_fails(self):
        limits = table("customer,limit,amount,from,review_on", "D,own,100,2026-01-01,2026-03-29")
        text = "  limits: {own: {granted: true}}\n  checks: [{id: c, review_passed: {grace: 1}, then: refer, to: x}]\n"
        assert ask(text, credit_limits=limits).action is Action.REFER
        assert ask(text, day=date(2026, 3, 30), credit_limits=limits).action is Action.SHIP

    def test_a_limit_that_ended_fails_the_check_of_its_last_day(self):
        limits = table("customer,limit,amount,from,to", "D,own,100,2026-01-01,2026-03-30")
        text = "  limits: {own: {granted: true}}\n  checks: [{id: c, limit_expired: {}, then: refer, to: x}]\n"
        answer = ask(text, credit_limits=limits)
        assert (answer.action, check(answer, "c").value) == (Action.REFER, 1)

    def test_members_of_a_group_share_its_limit(self):
        text = (
            "  limits: {family: {for: group, fixed: 100}, own: {fixed: 1000}}\n"
            "  checks: [{id: c, group: {above: 100%}, then: block}]\n"
        )
        groups = table("group,name,kind", "G,Family,control")
        customers = table("customer,status,group", "D,active,G", "E,active,G")
        answer = ask(text, order(31), customers=customers, groups=groups, invoices=table(INVOICES, "I,E,2026-03-20,70"))
        assert (answer.action, check(answer, "c").value) == (Action.HOLD, 101)

    def test_a_limit_within_the_limit_takes_orders_under_its_contracts_only(self):
        text = (
            "  limits:\n    own:\n      fixed: 1000\n      sublimits: [{id: parts, where: contract.kind == "
            '"parts", limit: 40}]\n  checks: [{id: c, sublimit: {above: 100%}, then: block}]\n'
        )
        contracts = table("contract,customer,kind,start", "P,D,parts,2026-01-01", "G,D,goods,2026-01-01")
        assert ask(text, order(41, contract="P"), contracts=contracts).action is Action.HOLD
        assert ask(text, order(41, contract="G"), contracts=contracts).action is Action.SHIP


class TestDebts:
    INVOICES = table(INVOICES, "I,D,2026-02-28,10", "J,D,2026-03-20,90")

    def test_an_item_is_past_its_term_the_day_after_it_ended(self):
        text = only("oldest_item: {clock: term, above: 0}")
        assert ask(text, day=date(2026, 3, 30), invoices=self.INVOICES).action is Action.SHIP
        assert ask(text, day=DAY, invoices=self.INVOICES).action is Action.HOLD

    def test_days_of_grace_are_let_pass(self):
        assert ask(only("oldest_item: {clock: term, above: 0, grace: 1}"), invoices=self.INVOICES).action is Action.SHIP

    def test_small_items_are_not_looked_at(self):
        assert (
            ask(only("oldest_item: {clock: term, above: 0, least: 11}"), invoices=self.INVOICES).action is Action.SHIP
        )

    def test_what_is_overdue_is_a_share_of_what_is_owed(self):
        answer = ask(only("overdue_share: {at: 10%}"), invoices=self.INVOICES)
        assert (answer.action, check(answer, "c").value) == (Action.HOLD, Decimal("0.1"))

    def test_who_owes_nothing_is_not_overdue(self):
        assert ask(only("overdue_share: {at: 0}")).action is Action.SHIP

    def test_an_item_without_a_due_day_matters_only_where_it_might_tip_the_scales(self):
        text = "  payment_days: 30\n"
        unknown = only("overdue_amount: {above: 5}").replace(text, "")
        found = standing(policy_of("credit:\n" + unknown), DAY, customers=CUSTOMERS, invoices=self.INVOICES)
        answer = Decider(found, Limits(found)).trace(order(), DAY)
        assert (answer.action, answer.decision.missing) == (Action.UNDETERMINED, ("invoices.due_on",))
        high = only("overdue_amount: {above: 100}")
        found = standing(policy_of("credit:\n" + high), DAY, customers=CUSTOMERS, invoices=self.INVOICES)
        assert Decider(found, Limits(found)).trace(order(0), DAY).action is Action.SHIP


class TestTerms:
    CONTRACTS = table(
        "contract,customer,kind,payment_days,valid_from,valid_to",
        "C,D,distribution,30,2026-01-01,2026-03-09",
        "C,D,distribution,60,2026-03-10,2026-12-31",
    )

    def test_longer_terms_than_the_contract_fail(self):
        text = only("terms_changed: {}")
        assert ask(text, order(payment_days=61), contracts=self.CONTRACTS).action is Action.HOLD
        assert ask(text, order(payment_days=60), contracts=self.CONTRACTS).action is Action.SHIP

    def test_terms_that_were_changed_a_while_ago_are_as_they_were(self):
        text = only("terms_changed: {changed_within: 21 days}")
        assert ask(text, day=date(2026, 3, 30), contracts=self.CONTRACTS).action is Action.HOLD
        assert ask(text, day=date(2026, 3, 31), contracts=self.CONTRACTS).action is Action.SHIP


class TestWhatFollows:
    LADDER = "  over_limit: {steps: [{id: first, times: 1, shipment: {below: 1/3}, sign: manager, expires: 7 days}]}\n"

    def test_a_release_and_a_referral_need_both_signatures(self):
        text = (
            OWN
            + "  checks:\n    - {id: limit, static: {above: 100%}, then: over-limit}\n"
            + "    - {id: large, order_value: {above: 1}, then: refer, to: finance}\n"
            + self.LADDER
        )
        answer = ask(text, order(30), invoices=table(INVOICES, "I,D,2026-03-20,100"))
        assert (answer.action, [each.role for each in answer.signatures]) == (Action.REFER, ["manager", "finance"])

    def test_two_releases_for_one_order_let_nothing_through(self):
        text = only("static: {above: 100%}", "over-limit") + self.LADDER
        releases = table(
            "release,order,customer,date,amount,currency,signed_by,role,kind",
            "R1,N1,D,2026-03-30,30,CNY,E1,manager,first",
            "R2,N1,D,2026-03-31,30,CNY,E1,manager,first",
        )
        answer = ask(text, order(30), invoices=table(INVOICES, "I,D,2026-03-20,100"), releases=releases)
        assert (answer.action, [each.code for each in answer.problems]) == (Action.UNDETERMINED, ["DK561"])

    def test_without_a_ladder_what_is_over_the_limit_is_held(self):
        assert ask(only("static: {above: 100%}", "over-limit"), order(101)).action is Action.HOLD

    def test_a_warning_changes_nothing_even_where_it_cannot_be_told(self):
        answer = ask(only('condition: contract.kind == "x"', "warn"))
        assert (answer.action, check(answer, "c").failed) == (Action.SHIP, None)

    def test_a_level_whose_condition_cannot_be_told_matters_only_where_the_check_fails(self):
        levels = ', levels: [{id: l, where: contract.kind == "x", then: "off"}]'
        text = only("static: {above: 100%}", "block", levels)
        assert ask(text, order(100)).action is Action.SHIP
        answer = ask(text, order(101))
        assert (answer.action, answer.decision.missing) == (Action.UNDETERMINED, ("contract.kind",))

    @pytest.mark.parametrize(("said", "action"), [("fail", Action.HOLD), ("pass", Action.SHIP)])
    def test_what_is_missing_counts_as_the_policy_says(self, said: str, action: Action):
        assert ask(only('condition: contract.kind == "x"', "block", f", if_missing: {said}")).action is action

    def test_conditions_on_the_contract_go_by_the_one_the_order_names(self):
        contracts = table("contract,customer,kind,start", "P,D,parts,2026-01-01", "G,D,goods,2026-01-01")
        asking = decider(only('condition: contract.kind == "parts"'), contracts=contracts)
        assert asking.decide(order(contract="P"), DAY).action is Action.HOLD
        assert asking.decide(order(contract="G"), DAY).action is Action.SHIP
        assert asking.decide(order(), DAY).action is Action.UNDETERMINED


class TestAskingOften:
    def test_an_answer_that_ships_shares_what_was_known_before_the_order(self):
        asking = decider(only("static: {above: 100%}"))
        first, second = asking.decide(order(1), DAY), asking.decide(order(2, order="N2"), DAY)
        assert first.checks is second.checks

    def test_a_movement_changes_the_next_answer(self):
        asking = decider(only("static: {above: 100%}"))
        assert asking.decide(order(150), DAY).action is Action.HOLD
        asking.standing.positions.add(Received(day=DAY, customer="D", receipt="R", amount=Decimal(50)))
        assert asking.decide(order(150), DAY).action is Action.SHIP

    def test_the_next_day_is_another_question(self):
        asking = decider(only("oldest_item: {clock: term, above: 0}"), invoices=table(INVOICES, "I,D,2026-03-01,10"))
        assert asking.decide(order(), DAY).action is Action.SHIP
        assert asking.decide(order(), DAY + timedelta(days=1)).action is Action.HOLD


class TestInOneSentence:
    ITEMS = table(INVOICES, "I,D,2026-02-18,90")

    @pytest.mark.parametrize(
        ("rule", "then", "amount", "lang", "said"),
        [
            ("static: {above: 100%}", "block", 1, "en", "ship"),
            ("static: {above: 100%}", "block", 1, "zh", "发货"),
            (
                "oldest_item: {clock: term, above: 0}",
                "refer, to: sales-department",
                1,
                "en",
                "refer to sales-department: the oldest item, I of 90, is 11 days past its payment term",
            ),
            (
                "static: {above: 100%}",
                "over-limit",
                30,
                "en",
                "ship as `first` over the limit once manager signs, by 2026-04-07",
            ),
            (
                "static: {above: 100%}",
                "over-limit",
                30,
                "zh",
                "经 manager 签字，按 `first` 超限放行，2026-04-07 前有效",
            ),
            ("condition: dealer.filed", "cash-first", 1, "en", "ship once it is paid: credit.checks[c]: dealer.filed"),
            ("account_status: {blocked: [active]}", "block", 1, "zh", "暂缓：账户状态为 active"),
            ('condition: contract.kind == "x"', "block", 1, "en", "cannot be told, for want of contract.kind"),
        ],
    )
    def test_the_action_is_said_so_that_one_can_act_on_it(
        self, rule: str, then: str, amount: int, lang: Language, said: str
    ):
        text = only(rule, then) + TestWhatFollows.LADDER
        assert action_sentence(ask(text, order(amount), invoices=self.ITEMS), lang) == said


class TestReferrals:
    RULE = only("oldest_item: {clock: term, above: 0}", "refer", ", to: sales-department")
    ITEMS = table(INVOICES, "I,D,2026-02-18,10")
    HEADING = "release,order,customer,date,amount,currency,signed_by,role,kind,expires_on"

    def ask(self, row: str, more: str = "", asked: Order | None = None) -> OrderAnswer:
        return ask(self.RULE + more, asked, invoices=self.ITEMS, releases=table(self.HEADING, row))

    def test_a_referral_that_was_answered_lets_its_order_through(self):
        answer = self.ask("R1,N1,D,2026-03-30,50,CNY,E1,sales-department,c,")
        assert (answer.action, answer.release, [each.id for each in answer.failing]) == (Action.SHIP, "R1", ["c"])

    @pytest.mark.parametrize(
        "row",
        [
            "R1,N1,D,2026-03-30,49.99,CNY,E1,sales-department,c,",
            "R1,N1,D,2026-03-20,50,CNY,E1,sales-department,c,2026-03-30",
            "R1,N1,D,2026-03-30,50,CNY,E1,regional-manager,c,",
            "R1,N1,E,2026-03-30,50,CNY,E1,sales-department,c,",
            "R1,N2,D,2026-03-30,50,CNY,E1,sales-department,c,",
        ],
        ids=["too small", "expired", "wrong role", "another customer", "another order"],
    )
    def test_a_word_that_is_not_for_this_order_as_it_is_changes_nothing(self, row: str):
        assert self.ask(row).action is Action.REFER

    def test_it_is_no_release_over_the_limit(self):
        more = "    - {id: limit, static: {above: 100%}, then: over-limit}\n" + TestWhatFollows.LADDER
        answer = self.ask("R1,N1,D,2026-03-30,95,CNY,E1,sales-department,c,", more, order(95))
        assert (answer.action, answer.problems) == (Action.HOLD, ())
