"""The journal: every entry balances, and the accounts stand where the ledger says, in whatever order it was written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.problems import Severity
from dealerkit.rebates.journal.accounts import Accounts, account_of
from dealerkit.rebates.journal.entries import Booked, Journal, journal
from dealerkit.rebates.ledger import Account, Posting, recorded
from tests.rebates.histories import book_of, entry
from tests.rebates.naive_journal import balances

ACCOUNTS = Accounts(
    expense="Expenses:Rebates",
    accrual="Liabilities:Accrued",
    payable="Liabilities:Payable",
    tax="Liabilities:VAT",
    receivable="Assets:Receivable",
    expired="Income:Expired",
)
ACCOUNT = Account("volume", "A", "2026-Q1")
POSTING = Posting(ACCOUNT, "settlement", 1, Decimal("100.00"), Decimal("13.00"), "CNY", date(2026, 4, 1), "1")


def posted(kind: str, net: str, tax: str = "0.00", *, seq: int = 1, day: date = date(2026, 4, 1)) -> Posting:
    return evolve(POSTING, kind=kind, net=Decimal(net), tax=Decimal(tax), seq=seq, posted_on=day)


def entered(*postings: Posting, accounts: Accounts = ACCOUNTS) -> Journal:
    return journal(accounts, "CNY", [Booked(each.id, each) for each in postings])


def legs(*postings: Posting) -> list[list[tuple[str, str]]]:
    """The legs of each entry, amounts as written."""
    return [[(leg.account, str(leg.amount)) for leg in each.legs] for each in entered(*postings).entries]


class TestSettlement:
    def test_it_costs_the_net_takes_back_the_tax_and_is_owed_gross(self):
        assert legs(POSTING) == [
            [("Expenses:Rebates", "100.00"), ("Liabilities:VAT", "13.00"), ("Liabilities:Payable:A", "-113.00")]
        ]

    def test_without_tax_it_has_two_legs(self):
        assert legs(posted("settlement", "100.00")) == [
            [("Expenses:Rebates", "100.00"), ("Liabilities:Payable:A", "-100.00")]
        ]

    def test_what_is_taken_back_turns_the_sides_about(self):
        assert legs(posted("adjustment", "-40.00", "-5.20")) == [
            [("Expenses:Rebates", "-40.00"), ("Liabilities:VAT", "-5.20"), ("Liabilities:Payable:A", "45.20")]
        ]

    def test_a_posting_of_nothing_still_has_its_entry(self):
        assert legs(posted("settlement", "0.00")) == [[("Expenses:Rebates", "0.00"), ("Liabilities:Payable:A", "0.00")]]


class TestAccrual:
    """Accrued 60.00 in January and 30.00 in February."""

    JANUARY = posted("accrual", "60.00", day=date(2026, 1, 31))
    FEBRUARY = posted("accrual", "30.00", seq=2, day=date(2026, 2, 28))

    def test_it_is_an_expense_that_nobody_is_owed_yet(self):
        assert legs(self.JANUARY) == [[("Expenses:Rebates", "60.00"), ("Liabilities:Accrued", "-60.00")]]

    def test_a_settlement_of_less_uses_a_part_of_it_and_costs_nothing_more(self):
        assert legs(self.JANUARY, self.FEBRUARY, posted("settlement", "70.00"))[2] == [
            ("Liabilities:Accrued", "70.00"),
            ("Liabilities:Payable:A", "-70.00"),
        ]

    def test_a_settlement_of_more_costs_only_what_was_not_accrued(self):
        assert legs(self.JANUARY, self.FEBRUARY, posted("settlement", "100.00"))[2] == [
            ("Expenses:Rebates", "10.00"),
            ("Liabilities:Accrued", "90.00"),
            ("Liabilities:Payable:A", "-100.00"),
        ]

    def test_an_accrual_that_only_catches_up_with_a_settlement_costs_nothing(self):
        late = posted("accrual", "10.00", seq=3, day=date(2026, 4, 30))
        assert legs(self.JANUARY, self.FEBRUARY, posted("settlement", "100.00"), late)[3] == [
            ("Expenses:Rebates", "0.00"),
            ("Liabilities:Accrued", "0.00"),
        ]

    def test_what_was_accrued_too_much_is_given_back_by_an_accrual_below_zero(self):
        back = posted("accrual", "-20.00", seq=3, day=date(2026, 4, 30))
        assert legs(self.JANUARY, self.FEBRUARY, posted("settlement", "70.00"), back)[3] == [
            ("Expenses:Rebates", "-20.00"),
            ("Liabilities:Accrued", "20.00"),
        ]

    def test_what_is_taken_back_without_accrual_is_no_accrual(self):
        assert entered(posted("adjustment", "-40.00")).balances() == {
            "Expenses:Rebates": Decimal("-40.00"),
            "Liabilities:Payable:A": Decimal("40.00"),
        }

    def test_another_period_is_an_account_of_its_own(self):
        other = evolve(POSTING, account=evolve(ACCOUNT, period="2026-Q2"))
        assert entered(self.JANUARY, other).balances()["Liabilities:Accrued"] == Decimal("-60.00")

    def test_its_tax_is_left_out_and_said_to_be(self):
        found = entered(posted("accrual", "60.00", "7.80"))
        assert [(each.code, each.severity) for each in found.problems] == [("DK357", Severity.WARNING)]
        assert sum(found.balances().values()) == 0
        assert "Liabilities:VAT" not in found.balances()


class TestCredit:
    def test_an_offset_pays_what_the_dealer_owes(self):
        assert legs(posted("offset", "50.00", "6.50")) == [
            [("Liabilities:Payable:A", "56.50"), ("Assets:Receivable", "-56.50")]
        ]

    def test_an_expired_credit_is_a_gain_and_its_tax_is_owed_again(self):
        assert legs(posted("expiry", "50.00", "6.50")) == [
            [("Liabilities:Payable:A", "56.50"), ("Liabilities:VAT", "-6.50"), ("Income:Expired", "-50.00")]
        ]

    def test_without_an_account_of_its_own_it_makes_rebates_cheaper(self):
        found = entered(posted("expiry", "50.00"), accounts=evolve(ACCOUNTS, expired=None))
        assert found.balances()["Expenses:Rebates"] == Decimal("-50.00")

    def test_an_offset_without_an_account_for_it_is_left_out_and_named(self):
        found = entered(posted("offset", "50.00"), POSTING, accounts=evolve(ACCOUNTS, receivable=None))
        assert [(each.code, each.arg("id")) for each in found.problems] == [("DK356", "volume|A|2026-Q1|offset|1")]
        assert len(found.entries) == 1


class TestTheWhole:
    def test_another_currency_is_left_out_and_named(self):
        found = entered(evolve(POSTING, currency="USD"), posted("adjustment", "1.00"))
        assert [each.code for each in found.problems] == ["DK359"]
        assert [each.posting.kind for each in found.entries] == ["adjustment"]

    def test_an_account_is_opened_on_the_day_it_is_first_used(self):
        found = entered(POSTING, posted("offset", "1.00", day=date(2026, 5, 1)))
        assert found.opened["Assets:Receivable"] == date(2026, 5, 1)
        assert found.opened["Liabilities:Payable:A"] == date(2026, 4, 1)

    def test_it_says_whose_a_dealers_account_is(self):
        found = entered(evolve(POSTING, account=Account("volume", "客户 1", "2026")))
        assert list(found.dealers.values()) == ["客户 1"]
        assert found.dealers.keys() <= found.opened.keys()

    def test_the_ledger_gives_every_kind_of_posting(self):
        kinds = ("accrual", "settlement", "adjustment", "offset", "expiry")
        book = book_of([], [entry(posted(kind, "1.00")) for kind in kinds])
        assert [posting.kind for _, posting in recorded(book, "CNY", {})] == [*kinds]


cents = st.integers(-10_000, 10_000).map(lambda number: Decimal(number).scaleb(-2))
postings = st.builds(
    Posting,
    st.builds(Account, st.sampled_from("pq"), st.sampled_from(["A", "b-"]), st.sampled_from(["2026-Q1", "2026-Q2"])),
    st.sampled_from(["accrual", "settlement", "adjustment", "offset", "expiry"]),
    st.integers(1, 3),
    cents,
    cents,
    st.just("CNY"),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
ledgers = st.lists(postings, max_size=12)


def without_tax_on_accruals(ledger: list[Posting]) -> list[Posting]:
    return [evolve(each, tax=Decimal(0)) if each.kind == "accrual" else each for each in ledger]


class TestAnyLedger:
    @given(ledgers)
    def test_debits_are_credits_in_every_entry(self, ledger: list[Posting]):
        for each in entered(*ledger).entries:
            debits = sum(leg.debit or 0 for leg in each.legs)
            credits = sum(leg.credit or 0 for leg in each.legs)
            assert debits == credits
            assert len(each.legs) > 1

    @given(ledgers)
    def test_no_posting_is_lost(self, ledger: list[Posting]):
        assert sorted(each.id for each in entered(*ledger).entries) == sorted(each.id for each in ledger)

    @given(ledgers.flatmap(lambda ledger: st.tuples(st.just(ledger), st.permutations(ledger))))
    def test_the_order_in_which_it_was_written_does_not_matter(self, written: tuple[list[Posting], list[Posting]]):
        one, other = (entered(*ledger) for ledger in written)
        assert one.entries == other.entries

    @given(ledgers)
    def test_accounts_stand_where_the_naive_reference_has_them(self, ledger: list[Posting]):
        ledger = without_tax_on_accruals(ledger)
        keys = {
            name: key
            for key in ("expense", "accrual", "tax", "receivable", "expired")
            if (name := getattr(ACCOUNTS, key))
        }
        keys |= {account_of(ACCOUNTS.payable, payee): f"payable {payee}" for payee in ("A", "b-")}
        found = {keys[account]: Fraction(amount) for account, amount in entered(*ledger).balances().items() if amount}
        assert found == {key: amount for key, amount in balances(ledger).items() if amount}
