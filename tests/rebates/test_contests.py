"""Sales contests over small books; figures can be worked out in the head."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.contests.ranking import Entrant, awarded, ranking, total_worth
from dealerkit.rebates.contests.results import Contender, ContestRun
from tests.rebates import naive_contests
from tests.rebates.contesting import OVER, contest_of, policy_of, posted, run, sold

LATER = date(2026, 4, 20)


def rows(found: ContestRun, period: str = "2026-Q1") -> dict[str, Contender]:
    (holding,) = [each for each in found.holdings if each.window.label == period]
    return {each.dealer: each for each in holding.contenders}


def won(found: ContestRun) -> dict[str, tuple[int | None, Decimal | None]]:
    return {dealer: (row.rank, row.decision.amount) for dealer, row in rows(found).items()}


def codes(found: ContestRun) -> list[str]:
    return [each.code for each in found.problems]


class TestPlaces:
    def test_the_greatest_figure_is_first(self):
        found = run(policy_of(), lines=[sold("A", 10), sold("B", 30), sold("C", 20), sold("D", 5)])
        assert won(found) == {"B": (1, 1_000), "C": (2, 500), "A": (3, 200), "D": (4, 0)}

    def test_after_two_firsts_comes_the_third(self):
        found = run(policy_of(), lines=[sold("A", 30), sold("B", 30), sold("C", 20)])
        assert won(found) == {"A": (1, 750), "B": (1, 750), "C": (3, 200)}

    def test_returns_count_against_a_dealer(self):
        found = run(policy_of(), lines=[sold("A", 30), sold("A", -25), sold("B", 10)])
        assert won(found) == {"B": (1, 1_000), "A": (2, 500)}

    def test_nobody_is_ranked_for_nothing(self):
        found = run(policy_of(), lines=[sold("A", 30), sold("A", -30)])
        assert won(found) == {"A": (None, 0)}
        assert rows(found)["A"].decision.code == "DK334"

    def test_without_a_prize_the_place_is_told_all_the_same(self):
        found = run(policy_of(prizes="[{rank: 1, pay: 9}]", total="9"), lines=[sold("A", 2), sold("B", 1)])
        assert won(found) == {"A": (1, 9), "B": (2, 0)}


class TestTies:
    def test_all_get_the_higher_prize_where_the_policy_says_so(self):
        ties = "{how: all, beyond_total: allowed}"
        found = run(policy_of(ties=ties), lines=[sold("A", 30), sold("B", 30), sold("C", 20)])
        assert won(found) == {"A": (1, 1_000), "B": (1, 1_000), "C": (3, 200)}
        assert codes(found) == ["DK491"]

    def test_a_second_figure_decides_and_who_is_still_tied_shares(self):
        policy = policy_of(ties="{how: tie-break, by: {measure: quantity}, then: share}")
        lines = [
            sold("A", 30, quantity="1"),
            sold("B", 30, quantity="2"),
            sold("C", 30, quantity="2"),
            sold("D", 29, quantity="9"),
        ]
        assert won(run(policy, lines=lines)) == {"B": (1, 750), "C": (1, 750), "A": (3, 200), "D": (4, 0)}

    def test_goods_that_cannot_be_divided_are_shared_at_their_worth(self):
        prizes = "[{rank: 1, goods: {product: VAN, quantity: 3, worth: 100}}, {rank: 2, pay: 20}]"
        contest = contest_of(prizes=prizes, total="320")
        found = awarded(contest, 1, ["A", "B"])
        # Three vans for two: one each, and the third as 100 in money beside the 20.
        assert [(each.pay, each.goods[0].quantity) for each in found.values()] == [(60, 1), (60, 1)]
        assert total_worth(found.values()) == 320

    def test_places_beyond_the_last_prize_bring_nothing_to_the_pot(self):
        contest = contest_of()
        assert [each.pay for each in awarded(contest, 3, ["A", "B", "C"]).values()] == [
            Decimal("66.67"),
            Decimal("66.67"),
            Decimal("66.66"),
        ]


class TestWhatIsNotKnown:
    CUSTOMERS = (
        {"customer": "A", "status": "active"},
        {"customer": "B", "status": "active"},
        {"customer": "C", "status": "active"},
        {"customer": "X", "status": "active", "valid_from": "2027-01-01"},
    )

    def test_places_at_or_below_are_open_and_those_above_are_not(self):
        policy = policy_of(eligible='dealer.status == "active"')
        lines = [sold("A", 40), sold("X", 30), sold("B", 20)]
        found = run(policy, lines=lines, customers=self.CUSTOMERS)
        assert won(found) == {"A": (1, 1_000), "X": (None, None), "B": (None, None)}
        assert [each.account.payee for each in found.proposals] == ["A"]
        assert codes(found) == ["DK492"]

    def test_who_could_win_nothing_in_any_case_gets_nothing(self):
        policy = policy_of(eligible='dealer.status == "active"', prizes="[{rank: 1, pay: 9}]", total="9")
        lines = [sold("A", 40), sold("X", 30), sold("B", 20)]
        found = run(policy, lines=lines, customers=self.CUSTOMERS)
        assert won(found) == {"A": (1, 9), "X": (None, 0), "B": (None, 0)}
        assert codes(found) == []

    def test_a_figure_that_is_not_known_leaves_every_place_open(self):
        contest = contest_of()
        (first, second) = ranking(contest, [Entrant("A", Decimal(9)), Entrant("B", None, certain=False)])
        assert (first.rank, first.award, second.best) == (None, None, 1)

    def test_what_keeps_a_dealer_out_does_so_whatever_else_is_missing(self):
        policy = policy_of(eligible='dealer.status == "active"', minimum="{base: 25}")
        found = run(policy, lines=[sold("A", 40), sold("X", 24)], customers=self.CUSTOMERS)
        assert rows(found)["X"].decision.code == "DK334"
        assert codes(found) == []


class TestGrowth:
    LINES = (sold("A", 150), sold("B", 90))

    def shares(self, against: str, **tables: object) -> dict[str, tuple[object, str]]:
        found = run(policy_of(against=against), lines=self.LINES, **tables)  # type: ignore[arg-type]
        return {dealer: (row.entry.figure, row.decision.code) for dealer, row in rows(found).items()}

    def test_an_amount_may_be_the_baseline_of_all(self):
        assert self.shares("{baseline: 100, missing: skip}") == {"A": (Decimal("1.5"), ""), "B": (Decimal("0.9"), "")}

    def test_an_amount_may_stand_in_for_a_baseline_that_is_missing(self):
        found = self.shares("{baseline: same-period-last-year, missing: 50}")
        assert found == {"A": (3, ""), "B": (Decimal("1.8"), "")}

    def test_the_target_may_stand_in_for_one_that_is_missing(self):
        targets = [{"subject": "A", "period": "2026-Q1", "fact": "c", "value": "300"}]
        found = self.shares("{baseline: same-period-last-year, missing: target}", targets=targets)
        assert found == {"A": (Decimal("0.5"), ""), "B": (90, "DK333")}

    def test_a_baseline_that_cannot_be_computed_leaves_all_places_open(self):
        found = self.shares("{baseline: =period.days_to_pay * 1, missing: skip}")
        assert {code for _, code in found.values()} == {"DK003"}

    def test_a_dealer_of_whom_a_fact_is_missing_may_be_left_out(self):
        eligible = '{when: dealer.class == "A", if_missing: refuse}'
        customers = [{"customer": "A", "class": "A"}, {"customer": "B"}]
        found = run(policy_of(eligible=eligible), lines=self.LINES, customers=customers)
        assert {dealer: row.decision.code for dealer, row in rows(found).items()} == {"A": "", "B": "DK336"}


class TestWhen:
    def test_while_it_runs_places_are_told_and_nothing_is_proposed(self):
        found = run(policy_of(), date(2026, 2, 10), lines=[sold("A", 30)])
        (holding,) = found.holdings
        assert (holding.is_over, holding.contenders[0].rank, found.proposals) == (False, 1, ())

    def test_each_quarter_has_its_own_prizes(self):
        found = run(policy_of(), date(2026, 7, 1), lines=[sold("A", 30), sold("B", 30, "2026-05-01")])
        assert [(each.account.payee, each.account.period, each.net) for each in found.proposals] == [
            ("A", "2026-Q1", 1_000),
            ("B", "2026-Q2", 1_000),
        ]

    def test_one_that_is_held_once_is_over_on_its_last_day(self):
        policy = policy_of(period="", effective="2026-03-01..2026-05-31")
        lines = [sold("A", 30, "2026-03-01"), sold("B", 99, "2026-02-28"), sold("B", 99, "2026-06-01")]
        before, after = run(policy, date(2026, 5, 30), lines=lines), run(policy, date(2026, 5, 31), lines=lines)
        assert before.proposals == ()
        assert [(each.account.payee, each.account.period) for each in after.proposals] == [
            ("A", "2026-03-01..2026-05-31")
        ]

    def test_growth_over_the_same_days_a_year_before(self):
        policy = policy_of(
            period="",
            effective="2026-03-01..2026-05-31",
            against="{baseline: same-period-last-year, missing: skip}",
        )
        lines = [
            sold("A", 100, "2025-03-01"),
            sold("A", 900, "2025-02-28"),
            sold("A", 150, "2026-03-01"),
            sold("B", 100, "2025-05-31"),
            sold("B", 140, "2026-05-31"),
        ]
        found = run(policy, date(2026, 6, 1), lines=lines)
        shares = [each.entry.figure for each in found.holdings[0].contenders]
        assert shares == [Decimal("1.5"), Decimal("1.4")]


class TestTheLedger:
    LINES = (sold("A", 30), sold("B", 20))

    def test_a_second_run_over_the_same_facts_proposes_nothing(self):
        first = run(policy_of(), lines=self.LINES)
        second = run(policy_of(), LATER, lines=self.LINES, postings=posted(first))
        assert (len(first.proposals), second.proposals, codes(second)) == (2, (), [])

    def test_a_late_sale_is_adjusted_for_all_whom_it_moves(self):
        first = run(policy_of(), lines=self.LINES)
        lines = [*self.LINES, sold("C", 25)]
        second = run(policy_of(), LATER, lines=lines, postings=posted(first))
        # B falls from the second place, 500, to the third, 200; C comes second, and had nothing before.
        assert [(each.account.payee, each.kind, each.net) for each in second.proposals] == [
            ("C", "settlement", 500),
            ("B", "adjustment", -300),
        ]

    def test_prizes_that_are_left_as_they_were_are_a_finding(self):
        policy = policy_of(settle="{payout: credit-note, late: leave}")
        first = run(policy, lines=self.LINES)
        second = run(policy, LATER, lines=[*self.LINES, sold("C", 25)], postings=posted(first))
        # A keeps 1,000 and B 500, though he is third now; the second prize is given, so C, who is second, gets none.
        assert (second.proposals, codes(second)) == ((), ["DK498"])

    def test_what_was_not_given_yet_is_given_though_places_are_left_as_they_were(self):
        policy = policy_of(settle="{payout: credit-note, late: leave}")
        first = run(policy, lines=self.LINES)
        ledger = [row for row in posted(first) if row["payee"] == "A"]
        second = run(policy, LATER, lines=self.LINES, postings=ledger)
        assert [(each.account.payee, each.net) for each in second.proposals] == [("B", 500)]

    def test_places_that_are_left_never_cost_more_than_the_total(self):
        policy = policy_of(settle="{payout: credit-note, late: leave}")
        first = run(policy, lines=[*self.LINES, sold("C", 10)])
        second = run(policy, LATER, lines=[*self.LINES, sold("C", 10), sold("D", 40)], postings=posted(first))
        assert (second.proposals, codes(second)) == ((), ["DK498"])

    def test_a_closed_period_changes_only_by_adjustment(self):
        closings = [{"period": "2026-Q1", "closed_on": "2026-04-05"}]
        found = run(policy_of(), lines=self.LINES, closings=closings)
        assert {each.kind for each in found.proposals} == {"adjustment"}

    def test_goods_go_back_when_the_place_is_lost(self):
        prizes = "[{rank: 1, goods: {product: VAN, worth: 100}}]"
        policy = policy_of(prizes=prizes, total="100")
        first = run(policy, lines=self.LINES)
        second = run(policy, LATER, lines=[*self.LINES, sold("C", 40)], postings=posted(first))
        assert [(each.account.payee, each.net, each.quantity) for each in second.proposals] == [
            ("C", 0, 1),
            ("A", 0, -1),
        ]

    def test_a_prize_for_a_period_without_a_contest_is_a_finding(self):
        row = {
            "id": "x",
            "kind": "settlement",
            "programme": "contests.c",
            "payee": "A",
            "period": "2025-Q4",
            "seq": "1",
            "net": "5",
            "posted_on": "2026-01-05",
        }
        assert codes(run(policy_of(), lines=self.LINES, postings=[row])) == ["DK374"]

    def test_nothing_is_proposed_against_postings_of_a_later_day(self):
        first = run(policy_of(), LATER, lines=self.LINES)
        second = run(policy_of(), OVER, lines=[*self.LINES, sold("A", -15)], postings=posted(first))
        assert (second.proposals, set(codes(second))) == ((), {"DK366"})


names = st.sampled_from("ABCDEFGH")
fields = st.dictionaries(names, st.integers(1, 6), min_size=1)
pots = st.lists(st.integers(0, 1_000), min_size=1, max_size=5)


def contest_with(prizes: list[int], ties: str):
    written = ", ".join(
        f"{{rank: {place}, pay: {Decimal(cents).scaleb(-2)}}}" for place, cents in enumerate(prizes, start=1)
    )
    return contest_of(prizes=f"[{written}]", total=str(Decimal(sum(prizes)).scaleb(-2)), ties=ties)


class TestOverTime:
    @given(st.lists(st.lists(st.tuples(names, st.integers(1, 9)), max_size=3), min_size=1, max_size=5), pots)
    def test_whenever_it_is_run_each_has_had_in_the_end_what_his_place_brings(
        self, deliveries: list[list[tuple[str, int]]], prizes: list[int]
    ):
        written = ", ".join(f"{{rank: {n}, pay: {Decimal(c).scaleb(-2)}}}" for n, c in enumerate(prizes, start=1))
        policy = policy_of(prizes=f"[{written}]", total=str(Decimal(sum(prizes)).scaleb(-2)))
        lines: list[dict[str, object]] = []
        ledger: list[dict[str, object]] = []
        for step, delivery in enumerate(deliveries):
            lines += [sold(dealer, amount) for dealer, amount in delivery]
            ledger += posted(run(policy, OVER + timedelta(days=step), lines=lines, postings=ledger))
        figures: dict[str, int] = {}
        for dealer, amount in (each for delivery in deliveries for each in delivery):
            figures[dealer] = figures.get(dealer, 0) + amount
        had: dict[str, int] = dict.fromkeys(figures, 0)
        for row in ledger:
            had[str(row["payee"])] += int(Decimal(str(row["net"])) * 100)
        assert had == naive_contests.shared(figures, prizes)


class TestAgainstPaper:
    @given(fields, pots)
    def test_shared_prizes_are_those_dealt_out_by_hand(self, figures: dict[str, int], prizes: list[int]):
        found = ranking(contest_with(prizes, "share"), [Entrant(name, Decimal(mine)) for name, mine in figures.items()])
        assert {each.entrant.dealer: each.rank for each in found} == naive_contests.places(figures)
        cents = {each.entrant.dealer: int(each.award.pay * 100) for each in found if each.award is not None}
        assert cents == naive_contests.shared(figures, prizes)

    @given(fields, pots)
    def test_shared_prizes_sum_to_those_of_the_places_that_are_taken(self, figures: dict[str, int], prizes: list[int]):
        found = ranking(contest_with(prizes, "share"), [Entrant(name, Decimal(mine)) for name, mine in figures.items()])
        assert total_worth(each.award for each in found) * 100 == sum(prizes[: len(figures)])

    @given(fields, pots)
    def test_alike_prizes_are_those_of_the_place(self, figures: dict[str, int], prizes: list[int]):
        contest = contest_with(prizes, "{how: all, beyond_total: allowed}")
        found = ranking(contest, [Entrant(name, Decimal(mine)) for name, mine in figures.items()])
        cents = {each.entrant.dealer: int(each.award.pay * 100) for each in found if each.award is not None}
        assert cents == naive_contests.all_alike(figures, prizes)

    @given(fields, st.dictionaries(st.sampled_from("XYZ"), st.integers(1, 6)), pots)
    def test_a_prize_is_certain_only_if_no_answer_to_the_open_questions_changes_it(
        self, figures: dict[str, int], unsure: dict[str, int], prizes: list[int]
    ):
        entrants = [Entrant(name, Decimal(mine)) for name, mine in figures.items()]
        entrants += [Entrant(name, Decimal(mine), certain=False) for name, mine in unsure.items()]
        possible = naive_contests.possible(figures, unsure, prizes)
        for each in ranking(contest_with(prizes, "share"), entrants):
            if each.award is not None and each.entrant.dealer in figures:
                assert possible[each.entrant.dealer] == {int(each.award.pay * 100)}
