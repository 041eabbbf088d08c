"""Who bears a bad debt: parts that add up, persons that are named, evidence, and what stays undetermined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.credit.liability.following import Followed, State
from dealerkit.credit.liability.run import Borne, LiabilityRun, run
from dealerkit.credit.liability.validation import check_bearers
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.values.exact import total_of_decimals
from tests.credit.naive_liability import NaiveShipment, borne

AS_OF = date(2026, 12, 31)
HEAD = 'policy: {name: t, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'
CREDIT = """\
credit:
  limits: {all: {fixed: 90_000}}
  over_limit:
    count: year
    steps:
      - {id: first, times: 1, shipment: {below: 1/3}, sign: manager}
      - id: last
        times: 1
        sign: director
        second: finance
        due: end-of-month
        unpaid: {from: signers, share: 25%}
        bad_debt: apart
"""
RULES = """\
liability:
  rules:
    - {id: over, when: debt.part == "unapproved", bearers: [{who: logistics}, {who: keeper}, {who: head}]}
    - {id: last, when: debt.part == "released", bearers: [{who: signer}, {who: seconder}]}
    - id: inside
      bearers: [{who: salesperson, share: 30%}, {who: manager, share: 20%}, {who: company, share: 50%}]
"""
ROLES = ("logistics", "keeper", "head", "salesperson", "manager", "director", "finance")
EMPLOYEES = [{"employee": role.upper(), "role": role} for role in ROLES]
Row = Mapping[str, object]
RELEASE: Row = {
    "release": "R",
    "order": "O",
    "customer": "D",
    "date": "2026-02-09",
    "amount": "20000",
    "signed_by": "DIRECTOR",
    "seconded_by": "FINANCE",
    "kind": "last",
}


def policy_of(rules: str = RULES, credit: str = CREDIT) -> Policy:
    found = load_texts({"policy.yaml": f"{HEAD}{credit}{rules}".encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


POLICY = policy_of()


def ran(policy: Policy = POLICY, as_of: date = AS_OF, **tables: Sequence[Row]) -> LiabilityRun:
    given: dict[str, Sequence[Row]] = {"employees": EMPLOYEES, "customers": [{"customer": "D", "kind": "dealer"}]}
    given.update(tables)
    return run(policy, Book.from_tables({name: [dict(each) for each in rows] for name, rows in given.items()}), as_of)


def load(number: str = "L1", amount: object = 50_000, day: str = "2026-02-10", **more: object) -> Row:
    return {"delivery": number, "date": day, "customer": "D", "gross_amount": str(amount), "currency": "CNY", **more}


def bill(number: str = "I1", amount: object = 50_000, day: str = "2026-02-10", **more: object) -> Row:
    return {"invoice": number, "date": day, "customer": "D", "gross_amount": str(amount), "currency": "CNY", **more}


def lost(amount: object = 10_000, debt: str = "B", **more: object) -> Row:
    return {"debt": debt, "customer": "D", "date": "2026-06-30", "amount": str(amount), **more}


def only(found: LiabilityRun) -> Borne:
    (debt,) = found.debts
    return debt


def codes(found: LiabilityRun) -> list[str]:
    """What was found, without what the small books of these tests lack."""
    return [each.code for each in found.problems if each.code != "DK519"]


class TestTheParts:
    @given(st.integers(1, 5_000_000), st.integers(1, 12_000_000), st.sampled_from(["shipment", "excess"]))
    @settings(max_examples=25, deadline=None)
    def test_parts_and_shares_add_up_to_what_was_lost(self, cents: int, worth: int, over: str):
        amount = Decimal(min(cents, worth)) / 100
        policy = policy_of(RULES.replace("  rules:", f"  over: {over}\n  rules:", 1))
        debt = only(
            ran(policy, deliveries=[load(amount=Decimal(worth) / 100)], bad_debts=[lost(amount, delivery="L1")])
        )
        assert total_of_decimals(part.amount for part in debt.parts) == amount
        assert total_of_decimals(share.amount for _, share in debt.shares) == amount
        assert debt.undetermined == 0

    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(1, 6_000_000), st.integers(0, 100)), min_size=1, max_size=5),
        st.randoms(use_true_random=False),
    )
    @settings(max_examples=25, deadline=None)
    def test_the_naive_reading_agrees_whatever_the_order_of_the_rows(self, made, random):
        shipments = [
            NaiveShipment(f"L{n}", day, cents, max(cents * per_cent // 100, 1))
            for n, (day, cents, per_cent) in enumerate(made)
        ]
        start = date(2026, 2, 1)
        deliveries = [
            load(each.number, Decimal(each.cents) / 100, str(start + timedelta(each.day))) for each in shipments
        ]
        debts = [lost(Decimal(each.lost) / 100, f"B{each.number}", delivery=each.number) for each in shipments]
        random.shuffle(deliveries)
        random.shuffle(debts)
        found = ran(deliveries=deliveries, bad_debts=debts)
        cents = {who.lower(): int(amount * 100) for who, amount in found.by_person.items() if amount}
        assert cents == borne(shipments, 9_000_000)

    def test_money_of_the_day_makes_room_and_money_of_the_day_after_does_not(self):
        rows = [load("L1", 90_000, "2026-02-01"), load("L2", 10_000, "2026-02-10")]
        paid = {"receipt": "C", "customer": "D", "amount": "10000", "currency": "CNY"}
        same = ran(deliveries=rows, receipts=[{**paid, "date": "2026-02-10"}], bad_debts=[lost(delivery="L2")])
        late = ran(deliveries=rows, receipts=[{**paid, "date": "2026-02-11"}], bad_debts=[lost(delivery="L2")])
        assert ([*only(same).by_kind], [*only(late).by_kind]) == (["inside"], ["unapproved"])

    def test_the_shipments_own_order_and_invoice_do_not_count_against_it(self):
        order = {"order": "O", "date": "2026-02-01", "customer": "D", "gross_amount": "90000", "currency": "CNY"}
        found = ran(
            orders=[order],
            deliveries=[load(amount=90_000, order="O", invoice="I1")],
            invoices=[bill(amount=90_000, day="2026-02-05", order="O")],
            bad_debts=[lost(delivery="L1")],
        )
        assert [*only(found).by_kind] == ["inside"]

    def test_a_customer_whom_nobody_granted_a_limit_had_nothing_inside(self):
        policy = policy_of(credit=CREDIT.replace("limits: {all: {fixed: 90_000}}", "payment_days: 30"))
        assert [*only(ran(policy, deliveries=[load()], bad_debts=[lost(delivery="L1")])).by_kind] == ["unapproved"]

    def test_without_any_limit_everything_was_inside(self):
        policy = policy_of(credit=CREDIT.replace("fixed: 90_000", "unlimited: true"))
        rows = [load(amount=9_000_000)]
        assert [*only(ran(policy, deliveries=rows, bad_debts=[lost(delivery="L1")])).by_kind] == ["inside"]

    def test_a_limit_that_cannot_be_told_leaves_all_of_it_undetermined(self):
        credit = CREDIT.replace("{all: {fixed: 90_000}}", '{a: {where: dealer.class == "A", fixed: 1}, b: {fixed: 2}}')
        found = ran(policy_of(credit=credit), deliveries=[load()], bad_debts=[lost(delivery="L1")])
        assert (only(found).undetermined, only(found).decision.missing) == (10_000, ("dealer.class",))
        assert codes(found) == ["DK566"]


class TestTheFacts:
    @pytest.mark.parametrize(
        "condition",
        [
            "debt.amount == 10_000",
            "debt.shipment == 50_000",
            "debt.inside == 50_000",
            "debt.over == 0",
            "debt.limit == 90_000",
            "debt.exposure == 30_000",
            "not debt.released",
            'debt.step == ""',
            "debt.paid_before == 500",
            'debt.invoice_kind == "invoice"',
            "debt.shipped == 2026-02-10",
            "debt.eligible",
            "account.exposure == 30_000",
            'dealer.kind == "dealer"',
        ],
    )
    def test_a_rule_may_ask_how_things_stood_at_the_shipment(self, condition: str):
        policy = policy_of(f"liability:\n  rules: [{{id: it, when: '{condition}', bearers: [{{who: company}}]}}]\n")
        found = ran(
            policy,
            deliveries=[load(order="O", invoice="I1"), load("L0", 30_500, "2026-01-01"), load("L9", 1, "2026-02-11")],
            invoices=[bill(order="O", day="2026-02-12")],
            receipts=[
                {
                    "receipt": "C",
                    "date": "2026-02-09",
                    "customer": "D",
                    "amount": "500",
                    "currency": "CNY",
                    "order": "O",
                }
            ],
            bad_debts=[lost(delivery="L1")],
        )
        assert only(found).by_person == {"company": 10_000}

    def test_where_no_rule_holds_it_stays_undetermined(self):
        policy = policy_of('liability:\n  rules: [{id: it, when: debt.step == "last", bearers: [{who: company}]}]\n')
        found = ran(policy, deliveries=[load()], bad_debts=[lost(delivery="L1")])
        assert (only(found).undetermined, codes(found)) == (10_000, ["DK566"])

    def test_an_unmet_requirement_makes_the_shipment_ineligible(self):
        credit = CREDIT.replace("  limits:", "  eligible: [{id: filed, when: dealer.filed}]\n  limits:")
        policy = policy_of(
            "liability:\n  rules: [{id: it, when: not debt.eligible, bearers: [{who: company}]}]\n", credit
        )
        customers = [{"customer": "D", "kind": "dealer", "filed": "false"}]
        found = ran(policy, customers=customers, deliveries=[load()], bad_debts=[lost(delivery="L1")])
        assert only(found).by_person == {"company": 10_000}


class TestReferrals:
    CREDIT = CREDIT.replace(
        "  over_limit:", "  checks: [{id: limit, static: {above: 100%}, then: refer, to: director}]\n  over_limit:"
    )

    @pytest.mark.parametrize(("by", "kind"), [("DIRECTOR", "released"), ("MANAGER", "unapproved")])
    def test_a_referral_that_was_answered_releases_the_shipment(self, by: str, kind: str):
        word = {**RELEASE, "amount": "95000", "signed_by": by, "kind": "limit"}
        rows = [load(amount=95_000, order="O")]
        found = ran(policy_of(credit=self.CREDIT), releases=[word], deliveries=rows, bad_debts=[lost(order="O")])
        assert [*only(found).by_kind] == [kind]


class TestThePersons:
    def duties(self, *rows: Row) -> Mapping[str, Decimal]:
        found = ran(duties=rows, deliveries=[load(order="O")], bad_debts=[lost(delivery="L1")])
        return {who: amount for who, amount in only(found).by_person.items() if who not in {"company", "MANAGER"}}

    def test_a_duty_for_the_delivery_comes_before_the_order_the_customer_and_everyone(self):
        rows: list[Row] = [
            {"role": "salesperson", "employee": "ALL"},
            {"role": "salesperson", "employee": "CUSTOMER", "customer": "D"},
            {"role": "salesperson", "employee": "ORDER", "order": "O"},
            {"role": "salesperson", "employee": "DELIVERY", "delivery": "L1"},
        ]
        for count, who in ((1, "ALL"), (2, "CUSTOMER"), (3, "ORDER"), (4, "DELIVERY")):
            assert self.duties(*rows[:count]) == {who: 3_000}
            assert self.duties(*rows[count - 1 :: -1]) == {who: 3_000}

    def test_a_duty_holds_from_its_first_day_through_its_last(self):
        def held(first: str, last: str) -> Mapping[str, Decimal]:
            return self.duties({"role": "salesperson", "employee": "X", "from": first, "to": last})

        assert held("2026-02-10", "2026-02-10") == {"X": 3_000}
        assert held("2026-02-11", "") == held("", "2026-02-09") == {"SALESPERSON": 3_000}

    def test_several_share_equally_to_the_cent(self):
        rows = [{"role": "salesperson", "employee": name, "customer": "D"} for name in ("C", "A", "B")]
        found = ran(duties=rows, deliveries=[load()], bad_debts=[lost("0.05", delivery="L1")])
        # 30 % of five cents is a cent and a half, half a cent each; 20 % is one cent, half is two and a half.
        assert total_of_decimals(only(found).by_person.values()) == Decimal("0.05")

    @pytest.mark.parametrize("shares", [("0.5", ""), ("0", "0"), ("-0.5", "1")])
    def test_shares_that_say_nothing_leave_the_part_undetermined(self, shares: tuple[str, str]):
        rows = [
            {"role": "salesperson", "employee": who, "customer": "D", "share": share}
            for who, share in zip("AB", shares, strict=True)
        ]
        found = ran(duties=rows, deliveries=[load()], bad_debts=[lost(delivery="L1")])
        assert (only(found).undetermined, codes(found)) == (3_000, ["DK571"])

    def test_who_left_before_the_shipment_answers_for_nothing(self):
        gone = [each for each in EMPLOYEES if each["role"] != "salesperson"]
        left = {"employee": "LEFT", "role": "salesperson", "left_on": "2026-02-09"}
        found = ran(employees=[*gone, left], deliveries=[load()], bad_debts=[lost(delivery="L1")])
        assert (only(found).undetermined, codes(found)) == (3_000, ["DK567"])

    def test_of_several_the_customers_territory_tells(self):
        sellers = [{"employee": each, "role": "salesperson", "territory": each} for each in ("east", "west")]
        others = [each for each in EMPLOYEES if each["role"] != "salesperson"]
        found = ran(
            employees=[*others, *sellers],
            customers=[{"customer": "D", "kind": "dealer", "territory": "town"}],
            territories=[{"territory": "town", "parent": "west"}, {"territory": "west"}, {"territory": "east"}],
            deliveries=[load()],
            bad_debts=[lost(delivery="L1")],
        )
        assert only(found).by_person["west"] == 3_000

    def test_signer_and_second_signer_bear_what_they_released(self):
        release = {**RELEASE, "amount": "50000"}
        found = ran(
            releases=[release],
            deliveries=[load("L0", 80_000, "2026-02-01"), load(order="O")],
            bad_debts=[lost("10000.01", order="O")],
        )
        assert only(found).by_person == {"DIRECTOR": Decimal("5000.00"), "FINANCE": Decimal("5000.01")}


class TestTracing:
    def test_an_invoice_without_deliveries_tells_of_the_shipment(self):
        found = only(ran(invoices=[bill()], bad_debts=[lost(invoice="I1")]))
        assert [part.shipment.number for part in found.parts] == ["I1"]

    def test_a_loss_is_divided_over_its_shipments_by_their_worth(self):
        rows = [load("L1", 30_000, order="O"), load("L2", 20_000, order="O")]
        found = only(ran(deliveries=rows, bad_debts=[lost(order="O")]))
        assert [(part.shipment.number, part.amount) for part in found.parts] == [("L1", 6_000), ("L2", 4_000)]

    @pytest.mark.parametrize("named", [{"invoice": "I9"}, {"delivery": "L9"}, {"order": "O9"}, {}])
    def test_what_the_book_does_not_have_cannot_be_traced(self, named: Mapping[str, str]):
        found = ran(deliveries=[load()], bad_debts=[lost(**named)])
        assert (only(found).undetermined, codes(found)) == (10_000, ["DK568"])

    def test_another_customers_delivery_is_not_his(self):
        assert codes(ran(deliveries=[{**load(), "customer": "E"}], bad_debts=[lost(delivery="L1")])) == ["DK568"]

    def test_two_debts_of_one_shipment_cannot_exceed_it(self):
        rows = [lost(30_000, "B1", delivery="L1"), lost("20000.01", "B2", delivery="L1")]
        assert codes(ran(deliveries=[load()], bad_debts=rows)) == ["DK569", "DK569"]
        rows[1] = lost(20_000, "B2", delivery="L1")
        assert codes(ran(deliveries=[load()], bad_debts=rows)) == []

    @pytest.mark.parametrize("row", [{"amount": "0"}, {"amount": "-1"}, {"currency": "USD"}])
    def test_an_amount_that_cannot_be_borne_is_named(self, row: Row):
        found = ran(deliveries=[load()], bad_debts=[{**lost(delivery="L1"), **row}])
        assert (found.debts, codes(found)) == ((), ["DK570"])

    @pytest.mark.parametrize("partly", ["in-proportion", "over-first", "inside-first"])
    def test_a_shipment_in_another_currency_is_split_to_the_cent_all_the_same(self, partly: str):
        policy = policy_of(RULES.replace("  rules:", f"  over: excess\n  partly: {partly}\n  rules:", 1))
        found = ran(
            policy,
            rates=[{"from": "USD", "to": "CNY", "rate": "7.12345"}],
            deliveries=[{**load(amount="15000.01"), "currency": "USD"}],
            bad_debts=[{**lost("15000.01", delivery="L1"), "currency": "USD"}],
        )
        # 15,000.01 x 7.12345 = 106,851.8212345, of which 90,000 were inside.
        assert only(found).by_kind == {"inside": Decimal("90000.00"), "unapproved": Decimal("16851.82")}
        assert only(found).undetermined == 0

    def test_a_debt_declared_later_is_not_seen_yet(self):
        assert ran(as_of=date(2026, 6, 29), deliveries=[load()], bad_debts=[lost(delivery="L1")]).debts == ()


class TestReleasesThatWereNotPaid:
    def followed(self, as_of: date = AS_OF, paid: object = "", **more: Sequence[Row]) -> Followed:
        receipt = {"receipt": "C", "date": "2026-02-20", "customer": "D", "currency": "CNY", "invoice": "I1"}
        tables: dict[str, Sequence[Row]] = {
            "releases": [RELEASE],
            "deliveries": [load(amount=20_000, order="O", invoice="I1")],
            "invoices": [bill(amount=20_000, order="O")],
            "receipts": [{**receipt, "amount": str(paid)}] if paid else [],
        }
        (found,) = ran(POLICY, as_of, **{**tables, **more}).releases
        return found

    def test_it_is_due_by_the_end_of_the_month_and_late_on_the_day_after(self):
        assert self.followed(date(2026, 2, 28)).state is State.OPEN
        late = self.followed(date(2026, 3, 1))
        assert (late.state, late.due_on, late.problems[0].code) == (State.OVERDUE, date(2026, 2, 28), "DK563")

    def test_what_is_open_is_taken_at_the_share_from_both_who_signed(self):
        found = self.followed(paid="4999.99")
        # 25 % of 15,000.01 is 3,750.0025, rounded to 3,750.00.
        assert (found.open, found.taken) == (
            Decimal("15000.01"),
            (("DIRECTOR", Decimal("1875.00")), ("FINANCE", Decimal("1875.00"))),
        )

    def test_once_it_is_paid_nothing_is_taken(self):
        assert (self.followed(paid=20_000).state, self.followed(paid=20_000).taken) == (State.PAID, ())

    def test_what_was_declared_bad_is_not_taken_beside_it(self):
        found = self.followed(bad_debts=[lost(20_000, delivery="L1")])
        assert (found.state, found.lost, found.taken) == (State.LOST, 20_000, ())

    def test_its_own_due_day_comes_before_the_steps(self):
        assert self.followed(date(2026, 3, 1), releases=[{**RELEASE, "due_on": "2026-03-15"}]).state is State.OPEN

    def test_what_did_not_ship_is_not_owed(self):
        assert self.followed(deliveries=[], invoices=[]).state is State.NOT_SHIPPED

    def test_one_of_no_effect_is_told_of(self):
        found = self.followed(releases=[{**RELEASE, "seconded_by": "DIRECTOR"}])
        assert [each.code for each in found.problems] == ["DK562", "DK563"]

    def test_an_unknown_step_is_told_of(self):
        found = self.followed(releases=[{**RELEASE, "kind": "lst"}])
        assert (found.state, [each.code for each in found.problems]) == (State.UNKNOWN, ["DK560"])


class TestChecks:
    @pytest.mark.parametrize(
        ("rules", "code"),
        [
            ("{id: a, bearers: [{who: x, share: 50%}, {who: y, share: 40%}]}", "DK565"),
            ("{id: a, bearers: [{who: x, share: 100%}, {who: y}]}", "DK565"),
            ("{id: a, bearers: [{who: x}]}, {id: b, bearers: [{who: x}]}", "DK573"),
            ('{id: a, when: debt.step == "frist", bearers: [{who: x}]}', "DK574"),
        ],
    )
    def test_a_mistake_is_found_before_the_first_loss(self, rules: str, code: str):
        assert [each.code for each in check_bearers(policy_of(f"liability:\n  rules: [{rules}]\n"))] == [code]

    def test_without_credit_there_is_no_limit_to_go_by(self):
        assert [each.code for each in check_bearers(policy_of(credit=""))] == ["DK572"]

    def test_sound_rules_are_silent(self):
        assert [*check_bearers(POLICY)] == []
