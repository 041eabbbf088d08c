from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.ledger import Account, Posting, content_hash, read_closings, read_ledger
from dealerkit.values.periods import MONTH, QUARTER
from tests.rebates.histories import book_of, entry

ACCOUNT = Account("volume", "A", "2026-Q1")
POSTING = Posting(ACCOUNT, "settlement", 1, Decimal("100.00"), Decimal("13.00"), "CNY", date(2026, 4, 1), "1")
NAMES = {"volume": "volume"}


def ledger_of(
    *postings: Posting, names: dict[str, str] | None = None, changed: Mapping[str, object] = MappingProxyType({})
):
    rows = [{**entry(each), **changed} for each in postings]
    return read_ledger(book_of([], rows), "CNY", names or NAMES)


class TestNames:
    def test_a_name_says_what_was_paid_for_and_nothing_else(self):
        assert POSTING.id == "volume|A|2026-Q1|settlement|1"
        assert evolve(POSTING, net=Decimal(5), revision="2", posted_on=date(2026, 5, 1)).id == POSTING.id

    @given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
    def test_two_accounts_never_share_a_name(self, one: tuple[str, str], other: tuple[str, str]):
        names = {evolve(POSTING, account=Account(*each, "2026")).id for each in (one, other)}
        assert len(names) == len({one, other})

    def test_content_is_the_amounts_however_written(self):
        assert content_hash("x", Decimal("1.50"), Decimal(0), "CNY") == content_hash(
            "x", Decimal("1.5"), Decimal("0.00"), "CNY"
        )
        assert content_hash("x", Decimal("1.50"), Decimal(0), "CNY") != content_hash(
            "x", Decimal("1.51"), Decimal(0), "CNY"
        )

    def test_the_day_and_the_revision_are_not_content(self):
        assert evolve(POSTING, posted_on=date(2026, 5, 1), revision="9").content_hash == POSTING.content_hash


class TestReading:
    def test_settlements_and_adjustments_are_what_was_paid(self):
        more = [evolve(POSTING, kind=kind) for kind in ("adjustment", "accrual", "offset", "expiry")]
        assert ledger_of(POSTING, *more).settled(ACCOUNT).net == 200

    def test_a_book_without_postings_has_no_ledger(self):
        assert not read_ledger(book_of([], None), "CNY", NAMES).present

    def test_a_renamed_programmes_postings_go_on_under_the_new_name(self):
        ledger = ledger_of(POSTING, names={"volume": "volume-2026", "volume-2026": "volume-2026"})
        assert ledger.settled(Account("volume-2026", "A", "2026-Q1")).net == 100
        assert ledger.problems == ()

    def test_a_programme_may_stand_with_its_section(self):
        assert (
            ledger_of(POSTING, changed={"programme": "rebates.volume", "content_hash": None}).settled(ACCOUNT).net
            == 100
        )

    def test_an_unknown_programme_is_a_warning(self):
        assert [each.code for each in ledger_of(POSTING, names={"other": "other"}).problems] == ["DK362"]

    @pytest.mark.parametrize(
        ("code", "changed"),
        [
            ("DK363", {"currency": "USD", "content_hash": None}),
            ("DK364", {"gross": "133.00"}),
            ("DK365", {"net": "90.00", "gross": "103.00"}),
        ],
    )
    def test_what_is_wrong_with_an_entry_disputes_its_account(self, code: str, changed: dict[str, object]):
        ledger = ledger_of(POSTING, changed=changed)
        assert [each.code for each in ledger.problems] == [code]
        assert ledger.disputed == {ACCOUNT}

    def test_two_entries_of_one_sequence_dispute_their_account(self):
        rows = [entry(POSTING), {**entry(POSTING), "id": "V-17", "content_hash": None}]
        ledger = read_ledger(book_of([], rows), "CNY", NAMES)
        assert [each.code for each in ledger.problems] == ["DK361"]
        assert ledger.disputed == {ACCOUNT}

    def test_an_entry_without_fingerprint_is_believed(self):
        assert ledger_of(POSTING, changed={"content_hash": None}).problems == ()


class TestAppending:
    def test_a_name_that_is_not_there_is_new(self):
        assert ledger_of(POSTING).new([evolve(POSTING, seq=2)]) == ((evolve(POSTING, seq=2),), ())

    def test_the_same_name_with_the_same_content_is_there_already(self):
        assert ledger_of(POSTING).new([evolve(POSTING, posted_on=date(2026, 5, 1))]) == ((), ())

    def test_the_same_name_with_other_content_is_a_finding(self):
        fresh, findings = ledger_of(POSTING).new([evolve(POSTING, net=Decimal(5))])
        assert fresh == ()
        assert [each.code for each in findings] == ["DK360"]


class TestClosings:
    def closings(self, **row: object):
        return read_closings(
            book_of([], None, tables={"closings": [{"closed_on": "2026-04-10", **row}]}), NAMES, date(2026, 4, 10)
        )

    def test_a_closed_quarter_closes_its_months(self):
        closings = self.closings(period="2026-Q1")
        assert closings.closed("volume", QUARTER.containing(date(2026, 1, 1)))
        assert closings.closed("volume", MONTH.containing(date(2026, 3, 1)))
        assert not closings.closed("volume", MONTH.containing(date(2026, 4, 1)))

    def test_a_period_may_be_closed_for_one_programme(self):
        closings = self.closings(period="2026-Q1", programme="volume")
        assert closings.closed("volume", QUARTER.containing(date(2026, 1, 1)))
        assert not closings.closed("other", QUARTER.containing(date(2026, 1, 1)))

    def test_a_closing_of_tomorrow_does_not_count_today(self):
        book = book_of([], None, tables={"closings": [{"period": "2026-Q1", "closed_on": "2026-04-11"}]})
        assert not read_closings(book, NAMES, date(2026, 4, 10)).closed("volume", QUARTER.containing(date(2026, 1, 1)))
