"""Names that lead nowhere in the book are told: they would pass for nothing to do."""

from __future__ import annotations

from datetime import date

from dealerkit.customers.touch.run import touch_plan
from tests.customers.contact_books import book_of, policy_of

POLICY = policy_of("""\
customers:
  touch:
    rest_days: keep
    done_when: [reached]
    measured_over: 1 month
    rules:
      call: {after: receipt, to: 5 days, kind: call}
      later: {after: move-in, to: 5 days, kind: call}
""")
DAY = date(2026, 3, 31)


def told(*, kind: str = "receipt", occasion: str = "O1", customer: str = "K1", day: str = "2026-03-03") -> list[str]:
    book = book_of(
        customers=[{"customer": each, "kind": "dealer"} for each in ("K1", "K2")],
        occasions=[{"occasion": "O1", "kind": kind, "at": "2026-03-02", "customer": "K1"}],
        touches=[{"touch": "T1", "date": day, "customer": customer, "kind": "call", "occasion": occasion}],
    )
    found = touch_plan(POLICY, book, DAY).problems
    return [
        f"{each.code} {dict(each.args)['rule' if each.code == 'DK825' else 'touch']}"
        for each in found
        if "82" in each.code
    ]


def test_a_contact_that_answers_an_occasion_of_its_customer_is_sound():
    assert told() == []


def test_a_contact_that_answers_an_unknown_occasion_is_told():
    assert told(occasion="O7") == ["DK824 T1"]


def test_a_contact_that_answers_the_occasion_of_another_customer_is_told():
    assert told(customer="K2") == ["DK824 T1"]


def test_an_old_contact_whose_occasion_is_no_longer_in_the_book_is_let_be():
    assert told(occasion="O7", day="2026-02-28") == []


def test_a_kind_that_is_written_nearly_as_one_that_happens_is_told_and_one_that_never_happened_is_not():
    # `later` goes by move-in, of which the book has none and nothing like it.
    assert told(kind="reciept") == ["DK825 call"]
