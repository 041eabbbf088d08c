"""Who may act: roles on the day, delegations with an end, departments and regions."""

from __future__ import annotations

import pytest

from dealerkit.assembly import load
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Severity
from dealerkit.workflow.case import Case, open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.ground import ground_of
from dealerkit.workflow.people import People, people_of
from tests.workflow.flows import at

POLICY = """
policy: {name: desk, revision: "1", currency: CNY, timezone: Asia/Shanghai, effective: 2026-01-01..2026-12-31}
authority:
  refund:
    hit: unique
    rows:
      - {id: small, amount: {below: 500}, then: {role: boss}}
      - {id: large, amount: {at: 500}, then: {role: director}}
flows:
  desk:
    delegate_at_most: 10
    states: {open: {initial: true}, done: {final: true}}
    transitions:
      - {id: note, from: open}
      - {id: sign, from: open, by: boss}
      - {id: mend, from: open, by: [clerk, boss], department: [repair]}
      - {id: visit, from: open, by: clerk, region: own}
      - {id: refund, from: open, authority: refund, require: [amount]}
      - {id: finish, from: open, to: done}
"""

EMPLOYEES = [
    {"employee": "ann", "role": "boss", "department": "sales", "territory": "north"},
    {"employee": "bob", "role": "clerk", "department": "repair", "territory": "south"},
    {"employee": "cat", "role": "clerk", "department": "sales", "territory": "city", "left_on": "2026-03-04"},
    {"employee": "dan", "role": "director", "department": "board", "territory": ""},
    {"employee": "eve", "role": "", "department": "", "territory": "north"},
]
CUSTOMERS = [
    {"customer": "K1", "territory": "city"},
    {"customer": "K2", "territory": "south"},
    {"customer": "K3", "territory": ""},
]
TERRITORIES = [
    {"territory": "north", "parent": ""},
    {"territory": "south", "parent": ""},
    {"territory": "city", "parent": "north"},
]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    path = tmp_path_factory.mktemp("policy") / "policy.yaml"
    path.write_text(POLICY, "utf-8")
    found = load([path]).policy
    assert found is not None
    return found


def book(*delegations: tuple[str, str, str, str, str]) -> Book:
    names = ("role", "from", "to", "since", "until")
    tables = {"employees": EMPLOYEES, "customers": CUSTOMERS, "territories": TERRITORIES}
    if delegations:
        tables["delegations"] = [dict(zip(names, each, strict=True)) for each in delegations]
    return Book.from_tables(tables)


def people(policy: Policy, of: Book) -> People:
    found = people_of(policy, of, flows_of(policy)["desk"])
    assert found is not None
    return found


def after(policy: Policy, of: Book, *events: Event, customer: str = "K1") -> Case:
    flow = flows_of(policy)["desk"]
    compiled = Compiled(flow)
    facts = {"case.customer": customer} if customer else {}
    begun = open_case(compiled, Opened(case="1", at=at(2), facts=facts))
    return replay(compiled, begun, events, ground_of(policy, flow, of))


def codes(case: Case) -> list[str]:
    return [each.code for each in case.violations]


def did(name: str, actor: str, role: str = "", day: int = 3, department: str = "") -> Event:
    return Event(at(day), name, actor, role, department)


class TestRoles:
    def test_a_role_that_is_held_may_be_stated(self, policy: Policy):
        assert codes(after(policy, book(), did("sign", "ann", "boss"))) == []

    def test_a_role_that_is_not_held_is_a_violation_even_of_a_move_that_anybody_may_make(self, policy: Policy):
        found = after(policy, book(), did("note", "bob", "boss"))
        assert codes(found) == ["DK653"]
        assert found.violations[0].arg("held") == ("clerk",)

    def test_the_role_stated_still_decides_whether_the_move_was_allowed_to_it(self, policy: Policy):
        assert codes(after(policy, book(), did("sign", "bob", "boss"))) == ["DK653"]
        assert codes(after(policy, book(), did("sign", "bob", "clerk"))) == ["DK612"]

    def test_without_a_stated_role_a_person_acts_in_his_own(self, policy: Policy):
        assert codes(after(policy, book(), did("sign", "ann"))) == []
        assert codes(after(policy, book(), did("sign", "bob"))) == ["DK612"]

    def test_whoever_has_left_holds_nothing_from_the_next_day_on(self, policy: Policy):
        assert codes(after(policy, book(), did("note", "cat", "clerk", day=4))) == []
        assert codes(after(policy, book(), did("note", "cat", "clerk", day=5))) == ["DK653"]

    def test_the_day_is_that_of_the_flows_zone(self, policy: Policy):
        # 23:30 of 4 March in Shanghai is still the last day; 00:30 of 5 March is 16:30 of 4 March in universal time.
        assert codes(after(policy, book(), Event(at(4, 23, 30), "note", "cat", "clerk"))) == []
        assert codes(after(policy, book(), Event(at(5, 0, 30), "note", "cat", "clerk"))) == ["DK653"]

    def test_a_person_the_book_does_not_know_is_taken_at_his_word(self, policy: Policy):
        assert codes(after(policy, book(), did("sign", "zoe", "boss"))) == []

    def test_a_person_whose_role_the_book_does_not_say_is_taken_at_his_word(self, policy: Policy):
        assert codes(after(policy, book(), did("sign", "eve", "boss"))) == []

    def test_another_department_than_ones_own_is_a_violation(self, policy: Policy):
        assert codes(after(policy, book(), did("mend", "bob", "clerk", department="repair"))) == []
        found = after(policy, book(), did("mend", "cat", "clerk", department="repair"))
        assert codes(found) == ["DK653"]
        assert found.violations[0].arg("department") == "repair"

    def test_without_a_stated_department_it_is_ones_own(self, policy: Policy):
        assert codes(after(policy, book(), did("mend", "bob"))) == []
        assert codes(after(policy, book(), did("mend", "ann"))) == ["DK613"]

    def test_who_signs_by_the_matrix_is_looked_up_as_well(self, policy: Policy):
        def paid(actor: str) -> Event:
            return Event(at(3), "refund", actor, "", "", {"case.amount": 700})

        assert codes(after(policy, book(), paid("dan"))) == []
        assert codes(after(policy, book(), paid("ann"))) == ["DK619"]


class TestDelegations:
    def test_a_role_may_be_held_for_somebody_from_the_first_to_the_last_day(self, policy: Policy):
        given = book(("boss", "ann", "bob", "2026-03-03", "2026-03-05"))
        found = {day: codes(after(policy, given, did("sign", "bob", "boss", day=day))) for day in (2, 3, 5, 6)}
        assert found == {2: ["DK653"], 3: [], 5: [], 6: ["DK653"]}

    def test_ones_own_role_is_kept_beside_it(self, policy: Policy):
        given = book(("boss", "ann", "bob", "2026-03-03", "2026-03-05"))
        assert {each.role for each in people(policy, given).duties("bob", at(3)) or ()} == {"clerk", "boss"}

    def test_one_that_is_too_long_is_a_problem_and_counts_for_as_long_as_allowed(self, policy: Policy):
        given = book(("boss", "ann", "bob", "2026-03-01", "2026-03-31"))
        (found,) = people(policy, given).problems
        assert (found.code, found.severity, found.arg("days"), found.arg("most")) == ("DK655", Severity.WARNING, 31, 10)
        # Ten days from 1 March are those through 10 March.
        assert codes(after(policy, given, did("sign", "bob", "boss", day=10))) == []
        assert codes(after(policy, given, did("sign", "bob", "boss", day=11))) == ["DK653"]

    def test_one_of_exactly_the_longest_length_is_none(self, policy: Policy):
        assert people(policy, book(("boss", "ann", "bob", "2026-03-01", "2026-03-10"))).problems == ()

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            (("boss", "bob", "cat", "2026-03-03", "2026-03-05"), "not-held"),
            (("boss", "zoe", "bob", "2026-03-03", "2026-03-05"), "not-held"),
            (("boss", "ann", "ann", "2026-03-03", "2026-03-05"), "to-oneself"),
            (("boss", "ann", "bob", "2026-03-05", "2026-03-03"), "ends-first"),
        ],
    )
    def test_what_cannot_be_handed_over_counts_for_nothing(
        self, policy: Policy, given: tuple[str, str, str, str, str], why: str
    ):
        found = people(policy, book(given))
        assert [(each.code, each.arg("why")) for each in found.problems] == [("DK656", why)]
        assert all(each.role != "boss" for each in found.duties("bob", at(4)) or ())

    def test_what_is_held_for_another_is_not_handed_on(self, policy: Policy):
        given = book(
            ("boss", "ann", "bob", "2026-03-03", "2026-03-05"), ("boss", "bob", "dan", "2026-03-03", "2026-03-05")
        )
        assert [each.code for each in people(policy, given).problems] == ["DK656"]
        assert {each.role for each in people(policy, given).duties("dan", at(4)) or ()} == {"director"}

    def test_it_ends_when_the_giver_no_longer_holds_the_role(self, policy: Policy):
        given = book(("clerk", "cat", "dan", "2026-03-03", "2026-03-08"))
        assert codes(after(policy, given, did("note", "dan", "clerk", day=4))) == []
        assert codes(after(policy, given, did("note", "dan", "clerk", day=5))) == ["DK653"]


class TestRegions:
    def test_a_customer_lies_in_a_territory_around_his_own(self, policy: Policy):
        # K1 lies in the city, which is part of the north.
        given = book(("director", "dan", "cat", "2026-03-02", "2026-03-04"))
        assert codes(after(policy, given, did("visit", "cat", "clerk"))) == []
        assert people(policy, given).is_in_territory("K1", "north", at(3)) is True

    def test_outside_it_the_move_is_a_violation(self, policy: Policy):
        found = after(policy, book(), did("visit", "bob", "clerk"))
        assert codes(found) == ["DK654"]
        assert found.violations[0].arg("territories") == ("south",)

    def test_whoever_stands_in_acts_for_the_others_territory(self, policy: Policy):
        given = book(("clerk", "bob", "ann", "2026-03-02", "2026-03-04"))
        assert codes(after(policy, given, did("visit", "ann", "clerk"), customer="K2")) == []
        assert codes(after(policy, given, did("visit", "ann", "clerk"), customer="K1")) == ["DK654"]

    @pytest.mark.parametrize(
        ("actor", "customer", "missing"),
        [
            ("bob", "", "case.customer"),
            ("bob", "K3", "dealer.territory"),
            ("zoe", "K1", "employees.territory"),
            ("", "K1", "employees.territory"),
        ],
    )
    def test_what_is_not_known_is_named(self, policy: Policy, actor: str, customer: str, missing: str):
        found = after(policy, book(), did("visit", actor, "clerk"), customer=customer)
        assert codes(found) == ["DK657"]
        assert missing in str(found.violations[0].arg("missing"))

    def test_without_people_nobody_can_tell(self, policy: Policy):
        nobody = Book.from_tables({"customers": CUSTOMERS})
        assert codes(after(policy, nobody, did("visit", "bob", "clerk"))) == ["DK657"]

    def test_who_has_not_the_role_is_not_asked_for_his_region_too(self, policy: Policy):
        assert codes(after(policy, book(), did("visit", "ann", "boss"), customer="K2")) == ["DK612"]
