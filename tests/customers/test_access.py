"""Access to files: against a reference that tries every rule, and what must hold whatever the rules are."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.customers.access.audit import value_on
from dealerkit.customers.access.deciding import Desk
from dealerkit.customers.access.request import Request
from dealerkit.customers.access.run import AccessRun, evaluate
from dealerkit.customers.access.view import access_of, redacted
from dealerkit.customers.known import Ground
from dealerkit.decisions import Outcome
from dealerkit.policy.policy import Policy
from tests.customers.contact_books import book_of, policy_of
from tests.customers.naive_access import Asked, Ban, House, Person, Rule, may

DAY = date(2026, 3, 2)
PEOPLE = {
    "S1": Person("sales", "north"),
    "S2": Person("sales", "north"),
    "S3": Person("sales", "south"),
    "M1": Person("manager", "north"),
    "M3": Person("manager", "south"),
    "G": Person("general", "head"),
    "I": Person("information", "head"),
}
ROLES = ("sales", "manager", "general", "information", "employee")
OPERATIONS = ("read", "change", "copy")
CLASSES = ("public", "contact", "bank")
COLUMNS = {"public": "name", "contact": "phone", "bank": "bank_account"}
SIGNERS = {"": (), "one": ("manager",), "two": ("manager", "general")}

GRANTS = st.lists(
    st.builds(
        Rule,
        st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True).map(tuple),
        st.sampled_from(["own", "department", "all"]),
        st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=2, unique=True).map(tuple),
        st.lists(st.sampled_from((*CLASSES, "all")), min_size=1, max_size=2, unique=True).map(tuple),
        st.sampled_from(list(SIGNERS.values())),
    ),
    min_size=1,
    max_size=4,
)
BANS = st.lists(
    st.builds(
        Ban,
        st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=2, unique=True).map(tuple),
        st.lists(st.sampled_from((*CLASSES, "all")), min_size=1, max_size=2, unique=True).map(tuple),
        st.lists(st.sampled_from(ROLES[:4]), max_size=2, unique=True).map(tuple),
    ),
    max_size=2,
)
CONFLICTS = st.sampled_from(["refusal", "grant"])
WHO = st.sampled_from(sorted(PEOPLE))
SIGNED = st.lists(WHO, max_size=3, unique=True)


def written(words: tuple[str, ...]) -> str:
    return f"[{', '.join(words)}]"


def policy_with(grants: list[Rule], bans: list[Ban], conflict: str = "refusal") -> Policy:
    lines = [
        "customers:",
        "  access:",
        "    unlisted: hidden",
        f"    conflict: {conflict}",
        "    department_roles: [manager]",
        "    classes:",
        "      public: {columns: [customer, name]}",
        "      contact: {columns: [phone]}",
        "      bank: {columns: [bank_account], classified: true}",
        "    grants:",
    ]
    for n, each in enumerate(grants):
        subject = next(name for name, roles in SIGNERS.items() if roles == each.signers)
        approval = f", approval: {subject}" if subject else ""
        lines.append(
            f"      - {{id: g{n}, to: {written(each.to)}, scope: {each.scope}, operations: {written(each.operations)},"
            f" classes: {written(each.classes)}{approval}}}"
        )
    if bans:
        lines.append("    refusals:")
    for n, ban in enumerate(bans):
        spared = f", except: {written(ban.except_)}" if ban.except_ else ""
        lines.append(
            f"      - {{id: r{n}, operations: {written(ban.operations)}, classes: {written(ban.classes)}{spared}}}"
        )
    lines += [
        "authority:",
        "  one: {hit: first, rows: [{id: any, then: {role: manager}}]}",
        "  two: {hit: first, rows: [{id: any, then: {role: manager, second: general}}]}",
    ]
    return policy_of("\n".join(lines) + "\n")


def book_with(owner: str) -> Book:
    employees = [{"employee": who, "role": each.role, "department": each.department} for who, each in PEOPLE.items()]
    row = {"customer": "K1", "name": "Ruifeng", "phone": "13800000001", "bank_account": "6222", "address": "road 1"}
    return book_of(employees=employees, customers=[{**row, "owner": owner}])


def asked(policy: Policy, owner: str, request: Request) -> Outcome:
    rules = access_of(policy)
    assert rules is not None
    return Desk(rules, Ground(policy, book_with(owner))).decide(request).outcome


ANSWERS = {"yes": Outcome.GRANTED, "ask": Outcome.UNDETERMINED, "no": Outcome.REFUSED}


class TestAgainstTheReference:
    @given(GRANTS, BANS, WHO, WHO, st.sampled_from(OPERATIONS), st.sampled_from(CLASSES), SIGNED, CONFLICTS)
    @settings(max_examples=60)
    def test_what_somebody_may_do_is_what_the_rules_read(
        self,
        grants: list[Rule],
        bans: list[Ban],
        who: str,
        owner: str,
        operation: str,
        class_: str,
        signed: list[str],
        conflict: str,
    ):
        policy = policy_with(grants, bans, conflict)
        request = Request(who, operation, "K1", DAY, COLUMNS[class_], tuple(signed))
        house = House(grants, bans, PEOPLE, ("manager",), conflict)
        wanted = may(house, Asked(who, owner, operation, class_, signed))
        assert asked(policy, owner, request) is ANSWERS[wanted]


class TestWhateverTheRules:
    @given(GRANTS, GRANTS, BANS, WHO, WHO, st.sampled_from(OPERATIONS), st.sampled_from(CLASSES), SIGNED)
    @settings(max_examples=40)
    def test_a_grant_more_takes_nothing_away(
        self,
        grants: list[Rule],
        more: list[Rule],
        bans: list[Ban],
        who: str,
        owner: str,
        operation: str,
        class_: str,
        signed: list[str],
    ):
        request = Request(who, operation, "K1", DAY, COLUMNS[class_], tuple(signed))
        rank = [Outcome.REFUSED, Outcome.UNDETERMINED, Outcome.GRANTED]
        before = asked(policy_with(grants, bans), owner, request)
        after = asked(policy_with([*grants, *more], bans), owner, request)
        assert rank.index(after) >= rank.index(before)

    @given(GRANTS, BANS, WHO, WHO, CONFLICTS)
    @settings(max_examples=60)
    def test_no_field_is_shown_that_the_person_may_not_read(
        self, grants: list[Rule], bans: list[Ban], who: str, owner: str, conflict: str
    ):
        policy = policy_with(grants, bans, conflict)
        house = House(grants, bans, PEOPLE, ("manager",), conflict)
        view = redacted(policy, book_with(owner), "K1", who, DAY)
        assert view is not None
        for each in view.fields:
            class_ = next((name for name in CLASSES if COLUMNS[name] == each.column), "")
            class_ = "public" if each.column == "customer" else class_
            allowed = bool(class_) and may(house, Asked(who, owner, "read", class_)) == "yes"
            assert (each.value is not None) == allowed
            assert each.is_hidden == (not allowed)

    @given(GRANTS, BANS, st.sampled_from(OPERATIONS), st.sampled_from(CLASSES))
    @settings(max_examples=40)
    def test_nobody_whom_the_book_does_not_know_may_do_anything(
        self, grants: list[Rule], bans: list[Ban], operation: str, class_: str
    ):
        request = Request("X9", operation, "K1", DAY, COLUMNS[class_])
        assert asked(policy_with(grants, bans), "S1", request) is Outcome.REFUSED

    @given(GRANTS, BANS, WHO, WHO, st.sampled_from(OPERATIONS))
    @settings(max_examples=40)
    def test_the_whole_file_takes_what_its_strictest_part_does(
        self, grants: list[Rule], bans: list[Ban], who: str, owner: str, operation: str
    ):
        policy = policy_with(grants, bans)
        rank = [Outcome.GRANTED, Outcome.UNDETERMINED, Outcome.REFUSED]
        parts = [asked(policy, owner, Request(who, operation, "K1", DAY, COLUMNS[each])) for each in CLASSES]
        assert asked(policy, owner, Request(who, operation, "K1", DAY)) is max(parts, key=rank.index)


TEXT = """\
customers:
  access:
    unlisted: hidden
    conflict: refusal
    classes:
      all-of-it: {columns: [customer, name, phone, owner]}
    grants:
      - {id: own, to: salesperson, scope: own, operations: [read, create, change, destroy], classes: all}
      - {id: below, to: head, scope: department-and-below, operations: read, classes: all}
    retention: {keep: 10 years, record: true}
    inspection: {every: 6 months}
"""
POLICY = policy_of(TEXT)
STAFF: list[dict[str, object]] = [
    {"employee": "S1", "role": "salesperson", "department": "north"},
    {"employee": "S2", "role": "salesperson", "department": "south"},
    {"employee": "H", "role": "head", "department": "sales"},
]
TREE: list[dict[str, object]] = [
    {"department": "sales"},
    {"department": "north", "parent": "sales"},
    {"department": "service"},
]
CUSTOMERS: list[dict[str, object]] = [{"customer": "K1", "owner": "S1", "phone": "13800000003"}]


def audited(log: list[dict[str, object]], on: date = DAY, **tables: list[dict[str, object]]) -> AccessRun:
    found = {"employees": STAFF, "departments": TREE, "customers": CUSTOMERS, "access_log": log, **tables}
    return evaluate(POLICY, book_of(**found), on)


def entry(event: str, at: str, **more: object) -> dict[str, object]:
    return {
        "event": event,
        "at": at,
        "employee": "S1",
        "operation": "change",
        "customer": "K1",
        "field": "phone",
        **more,
    }


class TestScopes:
    def test_a_head_reaches_the_departments_below_his_own(self):
        book = book_of(employees=STAFF, departments=TREE, customers=CUSTOMERS)
        view = redacted(POLICY, book, "K1", "H", DAY)
        assert view is not None
        assert view.hidden == ()

    def test_a_deputy_has_what_the_absent_has_while_he_is_away(self):
        handed: list[dict[str, object]] = [
            {"role": "salesperson", "from": "S1", "to": "S2", "since": "2026-03-01", "until": "2026-03-05"}
        ]
        book = book_of(employees=STAFF, departments=TREE, customers=CUSTOMERS, delegations=handed)
        on, later = redacted(POLICY, book, "K1", "S2", DAY), redacted(POLICY, book, "K1", "S2", date(2026, 3, 6))
        assert on is not None
        assert later is not None
        assert (on.hidden, later.visible) == ((), ())

    def test_whoever_registers_a_customer_may(self):
        rules = access_of(POLICY)
        assert rules is not None
        desk = Desk(rules, Ground(POLICY, book_of(employees=STAFF, customers=CUSTOMERS)))
        assert desk.decide(Request("S2", "create", "K9", DAY)).outcome is Outcome.GRANTED

    def test_a_customer_without_an_owner_is_in_nobodys_department(self):
        pool: list[dict[str, object]] = [{"customer": "K1", "phone": "1", "owner": ""}]
        view = redacted(POLICY, book_of(employees=STAFF, departments=TREE, customers=pool), "K1", "H", DAY)
        assert view is not None
        assert view.visible == ()


class TestSigning:
    TEXT = """\
customers:
  access:
    unlisted: hidden
    conflict: refusal
    classes: {all-of-it: {columns: [customer, phone]}}
    grants: [{id: asked, to: employee, scope: all, operations: read, classes: all, approval: reading}]
authority:
  reading: {hit: first, rows: [{id: any, then: {role: head}}]}
"""

    def asked(self, who: str, signed: str) -> Outcome:
        policy = policy_of(self.TEXT)
        handed: list[dict[str, object]] = [
            {"role": "head", "from": "H", "to": "S2", "since": "2026-03-01", "until": "2026-03-05"}
        ]
        rules = access_of(policy)
        assert rules is not None
        desk = Desk(rules, Ground(policy, book_of(employees=STAFF, customers=CUSTOMERS, delegations=handed)))
        return desk.decide(Request(who, "read", "K1", DAY, "phone", (signed,))).outcome

    def test_a_deputy_signs_for_others(self):
        assert self.asked("S1", "S2") is Outcome.GRANTED

    def test_a_deputy_does_not_sign_for_whom_he_stands_in(self):
        assert self.asked("H", "S2") is Outcome.UNDETERMINED


class TestLog:
    CHANGES = (
        entry("L1", "2026-02-10 09:00", before="13800000001", after="13800000002"),
        entry("L2", "2026-02-20 09:00", before="13800000002", after="13800000003"),
    )

    def test_a_chain_of_changes_that_ends_with_the_file_is_whole(self):
        assert audited([*self.CHANGES]).problems == ()

    def test_a_file_that_differs_from_its_last_change_was_changed_past_the_log(self):
        [found] = audited([self.CHANGES[0]]).found("DK764")
        assert (found.arg("event"), found.arg("why")) == ("L1", "access-unlogged")

    def test_a_change_of_which_nothing_is_kept_cannot_be_undone(self):
        found = audited([entry("L1", "2026-02-10 09:00")]).found("DK764")
        assert [each.arg("why") for each in found] == ["access-not-kept"]

    def test_every_earlier_state_can_be_restored(self):
        book = book_of(customers=CUSTOMERS, access_log=[*self.CHANGES])
        days = (date(2026, 2, 9), date(2026, 2, 10), date(2026, 2, 19), date(2026, 2, 20))
        assert [value_on(book, "K1", "phone", day, DAY) for day in days] == [
            "13800000001",
            "13800000002",
            "13800000002",
            "13800000003",
        ]

    def test_a_finding_names_the_event_and_the_row_and_no_content(self):
        log = [*self.CHANGES, entry("L3", "2026-02-25 09:00", employee="S2", operation="read")]
        [found] = audited(log).found("DK761")
        assert found.at is not None
        assert (found.arg("event"), found.at.file, found.at.line) == ("L3", "access_log", 3)
        assert "13800000003" not in str(found.args)

    def test_a_destruction_without_a_record_is_found(self):
        closed: list[dict[str, object]] = [{"customer": "K1", "owner": "S1", "closed_on": "2010-01-01"}]
        log = [entry("L1", "2026-02-10 09:00", operation="destroy", field="")]
        run = audited(log, customers=closed)
        assert [each.code for each in run.problems] == ["DK765"]

    def test_a_paper_lent_without_leave_is_found_in_the_register(self):
        lent: list[dict[str, object]] = [
            {"lending": "B1", "customer": "K1", "paper": "contract", "borrower": "S2", "lent_on": "2026-03-01"}
        ]
        [found] = audited([], lendings=lent).problems
        assert (found.code, found.arg("event"), found.arg("operation")) == ("DK761", "B1", "lend")

    def test_a_delegation_that_counts_for_nothing_is_told(self):
        handed: list[dict[str, object]] = [
            {"role": "general", "from": "S1", "to": "S2", "since": "2026-03-01", "until": "2026-03-05"}
        ]
        assert [each.code for each in audited([], delegations=handed).problems] == ["DK656"]

    def test_an_inspection_is_due_half_a_year_after_the_last(self):
        done: list[dict[str, object]] = [{"inspection": "J1", "date": "2026-01-15"}]
        on_time, late = (
            audited([], date(2026, 7, 15), inspections=done),
            audited([], date(2026, 7, 16), inspections=done),
        )
        assert (on_time.problems, [each.code for each in late.problems]) == ((), ["DK765"])
