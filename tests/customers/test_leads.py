"""Prospects: against a reference that asks day by day, and what must hold of the log of assignments."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.leads.run import LeadRun, evaluate
from tests.customers.contact_books import book_of, policy_of

TEXT = """\
customers:
  leads:
    ties: first-number
    first_contact: 7 days
    protection: {lasts: 20 days, renewed_by: [visit]}
    told: 5 days
    assign: {roles: [sales], by: [ability, load], ability: required, at_most: 3}
"""
POLICY = policy_of(TEXT)
START = datetime(2026, 3, 2, 9)
PEOPLE = ("S1", "S2", "S3")
STAFF: list[dict[str, object]] = [{"employee": each, "role": "sales"} for each in PEOPLE]
ONE = timedelta(days=1)

REGISTRATIONS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(PEOPLE)), min_size=1, max_size=4)
VISITS = st.lists(st.tuples(st.integers(0, 50), st.sampled_from(PEOPLE)), max_size=6)


def owner_day_by_day(registrations: list[tuple[int, str]], visits: list[tuple[int, str]], until: int) -> str:
    """Who has a prospect on a day: the owner loses it the day after a term ends; whoever registers then, gets it."""
    owner, since, last, contacted = "", 0, 0, False
    for day in range(until + 1):
        if owner and ((not contacted and day > since + 7) or day > last):
            owner = ""
        for at, who in registrations:
            if at == day and not owner:
                owner, since, last, contacted = who, day, day + 20, False
        for at, who in visits:
            if at == day and who == owner:
                contacted, last = True, max(last, day + 20)
    return owner


def run(leads: list[dict[str, object]], on: date, **tables: list[dict[str, object]]) -> LeadRun:
    return evaluate(POLICY, book_of(**{"employees": STAFF, "leads": leads, **tables}), on)


def lead(number: int, day: int, who: str, prospect: str = "P1", **more: object) -> dict[str, object]:
    at = START + timedelta(days=day)
    return {"lead": f"L{number:02}", "registered_at": at, "registered_by": who, "customer": prospect, **more}


class TestWhose:
    @given(REGISTRATIONS, VISITS, st.integers(0, 50))
    @settings(max_examples=120)
    def test_it_is_whose_it_would_be_counting_day_by_day(
        self, registrations: list[tuple[int, str]], visits: list[tuple[int, str]], until: int
    ):
        inside = sorted((each for each in registrations if each[0] <= until), key=lambda each: each[0])
        leads = [lead(n, day, who) for n, (day, who) in enumerate(inside)]
        touches: list[dict[str, object]] = [
            {"touch": f"T{n}", "date": (START + day * ONE).date(), "customer": "P1", "kind": "visit", "employee": who}
            for n, (day, who) in enumerate(visits)
        ]
        found = run(leads, (START + until * ONE).date(), touches=touches)
        owner = found.prospects[0].owner if found.prospects else ""
        assert owner == owner_day_by_day(inside, [each for each in visits if each[0] <= until], until)

    @given(REGISTRATIONS, st.randoms())
    @settings(max_examples=30)
    def test_another_prospect_changes_nothing(self, registrations: list[tuple[int, str]], chance: object):
        mine = [lead(n, day, who) for n, (day, who) in enumerate(registrations)]
        others = [lead(n + 50, day, who, "P2") for n, (day, who) in enumerate(registrations)]
        on = (START + 40 * ONE).date()
        alone = [each.owner for each in run(mine, on).prospects]
        both = [each.owner for each in run([*others, *mine], on).prospects if each.code == "P1"]
        assert both == alone

    def test_two_numbers_of_one_phone_are_one_prospect(self):
        leads = [lead(1, 0, "S1", phone="139-0000 0001"), lead(2, 1, "S2", phone="13900000001")]
        for each in leads:
            each["customer"] = ""
        assert [each.code for each in run(leads, START.date() + ONE).prospects] == ["13900000001"]


def test_a_term_that_ends_in_a_year_nobody_has_published_is_told():
    policy = policy_of(TEXT.replace("first_contact: 7 days", "first_contact: 7 working days"))
    leads = [{**lead(1, 0, "S1"), "registered_at": "2026-12-29 09:00"}]
    found = evaluate(policy, book_of(employees=STAFF, leads=leads), date(2026, 12, 31))
    assert [each.code for each in found.problems] == ["DK368"]


KINDS = st.lists(st.sampled_from(["tea", "wine"]), min_size=1, max_size=8)
ABLE = st.dictionaries(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["tea", "wine"])), st.integers(1, 3))


class TestAssignment:
    @given(KINDS, ABLE)
    @settings(max_examples=60)
    def test_each_goes_to_the_ablest_with_the_least_and_nobody_gets_too_many(
        self, kinds: list[str], able: dict[tuple[str, str], int]
    ):
        leads = [lead(n, n, "", f"P{n}", kind=kind) for n, kind in enumerate(kinds)]
        abilities: list[dict[str, object]] = [
            {"employee": who, "kind": kind, "level": level} for (who, kind), level in able.items()
        ]
        found = run(leads, (START + 10 * ONE).date(), abilities=abilities)
        had: Counter[str] = Counter()
        for entry, kind in zip(found.assigned, kinds, strict=True):
            may = [who for who in PEOPLE if (who, kind) in able and had[who] < 3]
            best = min(may, key=lambda who: (-able[who, kind], had[who], who), default="")
            assert entry.employee == best
            had[best] += 1

    def test_the_pool_is_served_in_the_order_of_registration_whatever_the_file_says(self):
        abilities: list[dict[str, object]] = [{"employee": "S1", "kind": "tea", "level": 1}]
        leads = [lead(n, n, "", f"P{n}", kind="tea") for n in range(4)]
        on = (START + 10 * ONE).date()
        found = [each.prospect.code for each in run(leads[::-1], on, abilities=abilities).assigned if each.employee]
        assert found == ["P0", "P1", "P2"]
