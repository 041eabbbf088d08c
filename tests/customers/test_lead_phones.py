"""Which registrations are of one prospect: phones as identity compares them, codes before phones."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.leads.run import evaluate
from dealerkit.policy.policy import Policy
from tests.customers.contact_books import book_of, policy_of

LEADS = """\
customers:
  leads:
    ties: first-number
    first_contact: 7 days
    protection: {lasts: 20 days}
    told: 5 days
    assign: {roles: [sales], by: [load], ability: preferred}
"""
PLAIN = policy_of(LEADS)
COMPARED = policy_of(
    LEADS
    + """\
  identity:
    compare:
      phone: {fields: [phone], as: digits, drops: ["+86", "0086"], several: ["/"], then: alarm}
"""
)
DAY = date(2026, 3, 20)


def lead(number: str, phone: str = "", customer: str = "", day: int = 2) -> dict[str, object]:
    at = f"2026-03-{day:02} 09:00"
    return {"lead": number, "registered_at": at, "registered_by": "S1", "phone": phone, "customer": customer}


def prospects(*leads: dict[str, object], policy: Policy = PLAIN, **tables: list[dict[str, object]]) -> set[str]:
    """The prospects, each written with its code and its registrations."""
    staff: list[dict[str, object]] = [{"employee": "S1", "role": "sales"}]
    found = evaluate(policy, book_of(**{"employees": staff, "leads": list(leads), **tables}), DAY).prospects
    return {f"{each.code}: {' '.join(sorted(claim.lead.number for claim in each.claims))}" for each in found}


def test_full_width_digits_are_digits():
    # U+FF11 and so on are what a Chinese input method writes for 1.
    assert prospects(lead("L1", "１３９ 0000-0003"), lead("L2", "13900000003")) == {"13900000003: L1 L2"}


def test_a_prefix_that_identity_drops_is_dropped():
    assert prospects(lead("L1", "+86 13900000003"), lead("L2", "13900000003"), policy=COMPARED) == {
        "13900000003: L1 L2"
    }
    assert len(prospects(lead("L1", "+86 13900000003"), lead("L2", "13900000003"))) == 2


def test_each_of_several_phones_in_a_cell_counts():
    leads = (lead("L1", "13900000001"), lead("L2", "13900000001 / 13900000002"), lead("L3", "13900000002"))
    assert prospects(*leads, policy=COMPARED) == {"13900000001: L1 L2 L3"}


def test_a_registration_without_the_code_belongs_to_the_code_that_has_its_phone():
    assert prospects(lead("L1", "13900000003"), lead("L2", "139 0000 0003", "P7", 4)) == {"P7: L1 L2"}


def test_a_phone_of_a_customer_stands_for_him():
    customers: list[dict[str, object]] = [{"customer": "K1", "kind": "dealer", "phone": "139-0000-0003"}]
    assert prospects(lead("L1", "13900000003"), customers=customers) == {"K1: L1"}


def test_a_phone_that_two_codes_share_stands_for_neither():
    leads = (lead("L1", "13900000003", "P1"), lead("L2", "13900000003", "P2"), lead("L3", "13900000003"))
    assert prospects(*leads) == {"P1: L1", "P2: L2", "13900000003: L3"}


def test_registrations_without_code_or_phone_are_each_of_their_own():
    assert prospects(lead("L1"), lead("L2", "-")) == {"L1: L1", "L2: L2"}


@given(st.permutations(range(6)))
@settings(max_examples=20)
def test_the_order_of_the_rows_never_matters(order: list[int]):
    leads = (
        lead("L1", "13900000001 / 13900000002", day=2),
        lead("L2", "13900000002 / 13900000003", day=3),
        lead("L3", "13900000003", "P9", 4),
        lead("L4", "13900000004", day=5),
        lead("L5", "", "P9", 6),
        lead("L6", "", day=7),
    )
    found = prospects(*(leads[i] for i in order), policy=COMPARED)
    assert found == {"P9: L1 L2 L3 L5", "13900000004: L4", "L6: L6"}
