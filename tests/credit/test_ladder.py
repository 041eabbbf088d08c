"""The ladder over the limit: which step is open, why not the others, and what a signed release is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.climbing import offers
from dealerkit.credit.over_limit.covering import Covered, standing_release
from dealerkit.credit.over_limit.ladder import Ladder
from dealerkit.credit.over_limit.releases import Release, Releases
from dealerkit.credit.over_limit.validation import check_ladder
from dealerkit.credit.results import Exposure, LimitFound, Offer
from dealerkit.credit.section import credit_of
from dealerkit.credit.standing import Standing
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.report.messages import step
from tests.credit.naive_ladder import NaiveStep, open_steps

DAY = date(2026, 3, 20)
ZERO = Decimal(0)
STEPS = """\
      - {id: first, times: 1, shipment: {below: 1/3}, sign: regional-manager, expires: 10 days}
      - {id: last, times: 1, after: first, shipment: {below: 1/3}, sign: director, second: finance, due: end-of-month}
      - {id: money-first, cash_first: true, plan: true}
"""
EMPLOYEES = [
    {"employee": "RM", "role": "regional-manager"},
    {"employee": "RM2", "role": "regional-manager"},
    {"employee": "DIR", "role": "director"},
    {"employee": "FIN", "role": "finance"},
    {"employee": "SELLS", "role": "salesperson"},
]
Row = Mapping[str, object]


def policy_of(steps: str = STEPS, count: str = "year", more: str = "") -> Policy:
    head = 'policy: {name: t, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}\n'
    text = f"{head}credit:\n  over_limit:\n    count: {count}\n    steps:\n{steps}{more}"
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


POLICY = policy_of()


def ladder_of(policy: Policy) -> Ladder:
    credit = credit_of(policy)
    assert credit is not None
    assert credit.over_limit is not None
    return credit.over_limit


def standing(
    policy: Policy = POLICY, releases: Sequence[Row] = (), day: date = DAY, **tables: Sequence[Row]
) -> Standing:
    own = {"releases": [dict(each) for each in releases]} if releases else {}
    given = {name: [dict(each) for each in rows] for name, rows in tables.items()}
    return Standing.open(policy, Book.from_tables({"employees": EMPLOYEES, **own, **given}), day)


def signed(release: str = "R1", order: str = "O1", by: str = "RM", kind: str = "first", **more: object) -> Row:
    return {
        "release": release,
        "order": order,
        "customer": "D",
        "date": "2026-03-10",
        "amount": "20000",
        "signed_by": by,
        "kind": kind,
        **more,
    }


def exposure(total: Decimal) -> Exposure:
    return Exposure(
        receivables=total, delivered=ZERO, open_orders=ZERO, bills=ZERO, deposits=ZERO, unapplied=ZERO, total=total
    )


def climbed(
    amount: str | None, used: str = "90000", limit: str | None = "90000", at: Standing | None = None, day: date = DAY
) -> dict[str, Offer]:
    on = at or standing()
    order = Order(customer="D", amount=None if amount is None else Decimal(amount), order="O9", day=day)
    found = LimitFound(subject="D", day=day, amount=None if limit is None else Decimal(limit))
    facts = on.facts("D", day, order)
    every = offers(on, ladder_of(on.policy), order, day, found, exposure(Decimal(used)), facts)
    return {each.step: each for each in every}


def covered(
    *releases: Row, amount: str = "20000", customer: str = "D", on: date = date(2026, 3, 15), policy: Policy = POLICY
) -> Covered:
    order = Order(customer=customer, amount=Decimal(amount), order="O1", day=on)
    return standing_release(standing(policy, releases, on), ladder_of(policy), order, on)


def why(found: Covered) -> list[str]:
    return [each.step for each in found.reasons]


class TestTheSteps:
    def test_the_whole_shipment_is_measured_and_not_the_excess(self):
        assert climbed("29999.99")["first"].open is True
        assert climbed("30000.00")["first"].open is False
        assert climbed("35000.00", used="80000")["first"].open is False

    def test_every_step_says_why_it_is_not_open(self):
        found = climbed("35000", at=standing(releases=[signed()]))
        assert [each.step for each in found["first"].reasons] == ["release-used-up", "release-shipment-not-below"]
        used = found["first"].reasons[0]
        assert (used.arg("release"), used.arg("on"), used.arg("order")) == ("R1", date(2026, 3, 10), "O1")

    def test_money_first_is_open_at_any_time_and_asks_for_a_plan_of_all_that_is_over(self):
        found = climbed("500000", used="120000")["money-first"]
        assert (found.open, found.cash_first, found.plan_amount) == (True, True, Decimal(530_000))

    def test_a_third_of_a_limit_of_zero_lets_nothing_through(self):
        found = climbed("0.01", used="0", limit="0")
        assert [step for step, each in found.items() if each.open] == ["money-first"]

    def test_without_an_amount_nothing_can_be_told(self):
        assert {each.open for each in climbed(None).values()} == {None}
        assert climbed(None)["first"].missing == ("order.amount",)

    def test_without_a_known_limit_nothing_can_be_told(self):
        assert climbed("10", limit=None)["first"].missing == ("account.limit",)

    def test_the_offer_says_until_when_and_by_when(self):
        assert climbed("10")["first"].expires_on == date(2026, 3, 30)
        assert climbed("10", at=standing(releases=[signed()]))["last"].due_on == date(2026, 3, 31)

    def test_up_to_lets_the_bound_itself_through(self):
        on = standing(policy_of("      - {id: s, shipment: {up_to: 1/3}, sign: director}\n"))
        assert climbed("30000", at=on)["s"].open is True
        assert climbed("30000.01", at=on)["s"].open is False

    def test_the_excess_may_be_bounded_instead(self):
        on = standing(policy_of("      - {id: s, excess: {below: 10%}, sign: director}\n"))
        assert climbed("50000", used="48999.99", at=on)["s"].open is True
        assert climbed("50000", used="49000", at=on)["s"].open is False

    def test_a_condition_on_what_nobody_knows_leaves_the_step_undetermined(self):
        on = standing(policy_of('      - {id: s, when: dealer.class == "A", sign: director}\n'))
        assert (climbed("10", at=on)["s"].open, climbed("10", at=on)["s"].missing) == (None, ("dealer.class",))

    def test_a_step_that_is_closed_anyway_is_closed_whatever_is_missing(self):
        on = standing(policy_of('      - {id: s, when: dealer.class == "A", shipment: {below: 1/3}, sign: director}\n'))
        assert climbed("40000", at=on)["s"].open is False

    def test_the_matrix_may_say_who_signs(self):
        more = """\
authority:
  over:
    hit: unique
    rows:
      - {id: low, excess: {below: 1_000}, then: {role: manager}}
      - {id: high, excess: {at: 1_000, below: 5_000}, then: {role: director, second: finance}}
"""
        on = standing(policy_of("      - {id: s, authority: over}\n", more=more))
        assert (climbed("999.99", at=on)["s"].sign, climbed("1000", at=on)["s"].second) == ("manager", "finance")
        nobody = climbed("5000", at=on)["s"]
        assert (nobody.open, nobody.reasons[0].step) == (False, "release-nobody")


class TestTheCount:
    @pytest.mark.parametrize(
        ("count", "day", "used"),
        [
            ("month", date(2026, 3, 31), 1),
            ("month", date(2026, 4, 1), 0),
            ("quarter", date(2026, 3, 31), 1),
            ("quarter", date(2026, 4, 1), 0),
            ("half-year", date(2026, 6, 30), 1),
            ("half-year", date(2026, 7, 1), 0),
            ("year", date(2026, 12, 31), 1),
            ("year", date(2027, 1, 1), 0),
            ("ever", date(2030, 1, 1), 1),
        ],
    )
    def test_a_release_counts_in_the_period_in_which_it_was_signed(self, count: str, day: date, used: int):
        on = standing(policy_of(count=count), [signed()], day)
        assert climbed("10", at=on, day=day)["first"].used == used

    def test_a_contract_year_begins_with_the_contract(self):
        contracts = [{"contract": "C", "customer": "D", "start": "2025-03-11"}]
        policy = policy_of(count="contract-year")
        before = standing(policy, [signed()], date(2026, 3, 10), contracts=contracts)
        after = standing(policy, [signed()], date(2026, 3, 11), contracts=contracts)
        assert climbed("10", at=before, day=date(2026, 3, 10))["first"].used == 1
        assert climbed("10", at=after, day=date(2026, 3, 11))["first"].used == 0

    def test_without_a_contract_nobody_knows_the_contract_year(self):
        found = climbed("10", at=standing(policy_of(count="contract-year")))["first"]
        assert (found.open, found.missing) == (None, ("contract.start",))

    def test_a_release_of_a_later_day_does_not_count_yet(self):
        assert climbed("10", at=standing(releases=[signed(date="2026-03-21")]))["first"].used == 0

    def test_conditions_may_ask_how_many_were_signed_in_the_period(self):
        on = standing(releases=[signed(), signed("R2", "O2", kind="last"), signed("R3", "O3", date="2025-12-31")])
        assert on.facts("D", DAY).get("account.releases") == 2

    def test_another_customers_release_does_not_count(self):
        assert climbed("10", at=standing(releases=[signed(customer="E")]))["first"].used == 0

    def test_a_release_that_names_no_step_is_of_the_only_one_that_is_signed(self):
        on = standing(policy_of("      - {id: s, times: 1, sign: regional-manager}\n"), [signed(kind="")])
        assert climbed("10", at=on)["s"].open is False

    @given(
        st.lists(st.sampled_from(["first", "last"]), max_size=4),
        st.integers(0, 10_000_00),
        st.integers(0, 10_000_00),
    )
    @settings(max_examples=30, deadline=None)
    def test_the_same_steps_are_open_as_in_the_words_of_the_handbook(self, before: list[str], cents: int, limit: int):
        third = Fraction(1, 3)
        naive = [
            NaiveStep("first", 1, below=third),
            NaiveStep("last", 1, "first", below=third),
            NaiveStep("money-first"),
        ]
        on = standing(releases=[signed(f"R{n}", f"O{n}", kind=kind) for n, kind in enumerate(before)])
        found = climbed(str(Decimal(cents) / 100), used=str(limit), limit=str(Decimal(limit) / 100), at=on)
        wanted = open_steps(naive, before, Fraction(cents, 100), Fraction(limit, 100))
        assert [step for step, each in found.items() if each.open] == wanted


class TestASignedRelease:
    def test_it_lets_its_order_through_until_it_expires(self):
        assert covered(signed(), on=date(2026, 3, 20)).usable is True
        late = covered(signed(), on=date(2026, 3, 21))
        assert (late.usable, why(late)) == (False, ["release-expired"])

    def test_the_answer_says_who_signed_in_which_role_until_when_and_why(self):
        (reason,) = covered(signed(reason="new models")).reasons
        assert step(reason, "en") == (
            "release R1 of 2026-03-10 for 20,000, signed by RM as regional-manager, until 2026-03-20: new models"
        )
        assert step(reason, "zh").endswith("，2026-03-20 前有效：new models")

    def test_its_own_last_day_comes_before_the_steps(self):
        assert covered(signed(expires_on="2026-03-14")).usable is False

    def test_it_lets_no_more_through_than_its_amount(self):
        assert covered(signed(), amount="20000.00").usable is True
        assert why(covered(signed(), amount="20000.01")) == ["release-too-small"]

    def test_without_one_nothing_is_said(self):
        assert covered() == Covered(usable=False)

    def test_the_step_says_in_which_role_it_is_signed(self):
        found = covered(signed(by="SELLS"))
        assert (why(found), [each.code for each in found.problems]) == (["release-wrong-role"], ["DK562"])

    def test_the_role_that_is_written_counts_before_the_signers_own(self):
        assert covered(signed(by="SELLS", role="regional-manager")).usable is True

    def test_a_signer_nobody_knows_is_none(self):
        assert why(covered(signed(by="GHOST", role="regional-manager"))) == ["release-signer-unknown"]

    @pytest.mark.parametrize("second", ["", "DIR", "SELLS"])
    def test_two_must_sign_where_the_step_asks_for_two(self, second: str):
        assert why(covered(signed(by="DIR", kind="last", seconded_by=second))) == ["release-not-seconded"]

    def test_another_person_in_the_second_role_suffices(self):
        assert covered(signed(by="DIR", kind="last", seconded_by="FIN")).usable is True

    def test_it_is_for_its_own_customer_alone(self):
        assert why(covered(signed(), customer="E")) == ["release-for-another"]

    def test_a_step_the_ladder_does_not_have_lets_nothing_through(self):
        found = covered(signed(kind="frist"))
        assert (why(found), found.problems[0].code, found.problems[0].arg("nearest")) == (
            ["release-of-no-step"],
            "DK560",
            "first",
        )

    def test_a_step_that_is_paid_first_is_none_to_sign(self):
        assert covered(signed(kind="money-first")).problems[0].code == "DK560"

    def test_two_for_one_order_leave_it_undetermined_until_one_is_withdrawn(self):
        other = signed("R2")
        found = covered(signed(), other)
        assert (found.usable, found.release, [each.code for each in found.problems]) == (None, None, ["DK561"])
        assert covered(signed(withdrawn_on="2026-03-12"), other).usable is True

    def test_the_second_of_a_step_that_is_signed_once_is_beyond_it(self):
        earlier = signed("R0", "O0", date="2026-02-01")
        assert why(covered(earlier, signed())) == ["release-beyond-times"]

    def test_a_currency_that_nothing_converts_lets_nothing_through(self):
        on = standing(releases=[signed(currency="USD")])
        assert [each.code for each in on.releases.problems] == ["DK564"]
        assert why(covered(signed(currency="USD"))) == ["release-not-converted"]

    def test_it_is_spent_once_the_order_was_shipped(self):
        order = {"order": "O1", "date": "2026-03-01", "customer": "D", "gross_amount": "20000", "currency": "CNY"}
        load = {"delivery": "L", "date": "2026-03-12", "customer": "D", "order": "O1", "currency": "CNY"}
        asked = Order(customer="D", amount=Decimal(20_000), order="O1", day=DAY)
        part = standing(POLICY, [signed()], orders=[order], deliveries=[{**load, "gross_amount": "19999"}])
        assert standing_release(part, ladder_of(POLICY), asked, DAY).usable is True
        whole = standing(POLICY, [signed()], orders=[order], deliveries=[{**load, "gross_amount": "20000"}])
        assert why(standing_release(whole, ladder_of(POLICY), asked, DAY)) == ["release-spent"]


class TestTheMemory:
    def test_the_order_in_which_releases_are_added_does_not_matter(self):
        made = [Release(release=f"R{n}", order="O", customer="D", day=date(2026, 1, n)) for n in (3, 1, 2)]
        one, other = Releases(made), Releases(made[::-1])
        assert [*one] == [*other]
        assert one.of_order("O") == other.of_order("O")

    def test_a_stretch_has_both_its_ends(self):
        made = Releases(Release(release=f"R{n}", order=f"O{n}", customer="D", day=date(2026, 1, n)) for n in (1, 2, 3))
        found = made.of_customer("D", date(2026, 1, 1), date(2026, 1, 2))
        assert [each.release for each in found] == ["R1", "R2"]


class TestChecks:
    def codes(self, steps: str, more: str = "") -> list[str]:
        return [each.code for each in check_ladder(policy_of(steps, more=more))]

    def test_a_sound_ladder_is_silent(self):
        assert self.codes(STEPS) == []

    @pytest.mark.parametrize(
        ("steps", "code"),
        [
            ("{id: a, times: 1, sign: x}, {id: b, after: c, times: 1, sign: x}", "DK555"),
            ("{id: a, times: 1, after: b, sign: x}, {id: b, times: 1, sign: x}", "DK555"),
            ("{id: a, times: 1}", "DK556"),
            ("{id: a, times: 1, sign: x, cash_first: true}", "DK556"),
            ("{id: a, times: 1, sign: x, second: x}", "DK556"),
            ("{id: a, times: 1, authority: nothing}", "DK557"),
            ("{id: a, shipment: {below: 1}, sign: x}, {id: b, times: 1, after: a, sign: x}", "DK558"),
            ("{id: a, cash_first: true}, {id: b, times: 1, sign: x}", "DK558"),
            ("{id: a, times: 1, sign: x, unpaid: {from: signer, share: 20%}}", "DK559"),
            ("{id: a, times: 1, sign: x, expires: 24 hours}", "DK377"),
        ],
    )
    def test_a_mistake_is_found_before_the_first_order(self, steps: str, code: str):
        assert self.codes("".join(f"      - {{{each}\n" for each in f", {steps}".split(", {")[1:])) == [code]
