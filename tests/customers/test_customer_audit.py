"""The audit over small books: bad input, the order of customers, and that each finding stands where it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book, FirstRejects, open_book
from dealerkit.customers.auditing import Audit, audit_customers
from dealerkit.customers.census import is_misread
from dealerkit.customers.files.ruling import file_allows
from dealerkit.decisions import Outcome
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem

TEXT = r"""
policy: {name: test, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
customers:
  files:
    purposes: {open: {}, reimburse: {expenses: gift}}
    formats: {mobile: {pattern: '1[3-9]\d{9}'}}
    banks: {a: {names: 某银行, begins: "180"}}
    items:
      name: {field: name, weight: 2}
      phone: {field: phone, format: mobile}
      account: {field: bank_account, format: bank, for: open}
      licence: {paper: licence, kinds: dealer, for: open}
    deadlines:
      filing: {from: first_contact, done: filed_on, within: 5 working days, fine: late}
    dossiers: {car: {papers: [a, b], one_per_object: true}}
    penalties: {sales: {fines: {late: {amount: 50, per: file}}, correct_within: 1 working day}}
  identity:
    words: [有限公司]
    largest_bucket: 4
    compare:
      phone: {fields: phone, as: digits, then: alarm}
      account: {fields: bank_account, as: account, then: wait}
      name: {fields: name, as: name, near: 1, then: note}
    own_name: {of: name}
    keys_apart: transfer_number
  codes:
    customer: {pattern: "{city}{sequence:3}", by: first_contact, restarts: year}
"""
AS_OF = date(2026, 3, 31)

Row = Mapping[str, object]


def policy_of(text: str = TEXT) -> Policy:
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


POLICY = policy_of()


def customer(n: int, **other: object) -> dict[str, object]:
    return {
        "customer": f"HZ{n:03}",
        "name": f"客户{n:03}号",
        "kind": "dealer",
        "status": "active",
        "city": "HZ",
        "phone": f"138{n:08}",
        "bank": "某银行",
        "bank_account": f"180{n:05}",
        "account_holder": f"客户{n:03}号",
        "first_contact": "2026-03-02",
        "filed_on": "2026-03-03",
        "owner": "S1",
        **other,
    }


def audited(customers: Sequence[Row], **tables: Sequence[Row]) -> Audit:
    employees: list[Row] = [{"employee": "S1", "role": "seller", "department": "sales"}]
    papers = tables.pop("papers", [{"paper": "licence", "customer": each["customer"]} for each in customers])
    book = Book.from_tables({"customers": customers, "employees": employees, "papers": papers, **tables})
    return audit_customers(POLICY, book, AS_OF)


def told(problems: Sequence[Problem], code: str) -> list[str]:
    return [str(each.at) for each in problems if each.code == code]


def far_apart(*numbers: int) -> list[dict[str, object]]:
    """Customers whose names are not near each other."""
    names = ("东方", "西湖商店", "南山车行", "北海租赁行", "中山物流公司", "天一", "长江建材")
    return [
        customer(n, name=names[i] + str(n) * 3, account_holder=names[i] + str(n) * 3) for i, n in enumerate(numbers)
    ]


class TestGoodFiles:
    def test_customers_with_everything_give_no_findings(self):
        found = audited(far_apart(1, 2, 3))
        assert [each.code for each in found.problems] == []

    def test_a_complete_file_is_counted_and_not_kept(self):
        found = audited(far_apart(1, 2))
        assert found.files is not None
        assert (found.files.count, found.files.held) == (2, ())
        assert [(each.department, each.files, each.complete) for each in found.files.completeness] == [("sales", 2, 2)]


class TestBadInput:
    def test_a_code_twice_is_rejected_with_its_place_and_the_first_one_stays(self):
        rejects = FirstRejects()
        rows = [customer(1), customer(1, phone="13900000000")]
        book = Book.from_tables({"customers": rows, "papers": []}, rejects=rejects)
        found = audit_customers(POLICY, book, AS_OF)
        assert told(found.problems, "DK860") == ["customers:2:1"]
        count = book.counts["customers"]
        assert (count.read, count.used, count.rejected) == (2, 1, 1)
        assert [each.problem.code for each in rejects.first] == ["DK860"]

    def test_two_rows_of_a_code_at_different_times_are_no_mistake(self):
        rows = [customer(1, valid_to="2026-02-28"), customer(1, valid_from="2026-03-01")]
        assert told(audited(rows).problems, "DK860") == []

    def test_parents_in_a_circle_are_told_once_with_their_path(self):
        rows = [customer(1, parent="HZ002"), customer(2, parent="HZ003"), customer(3, parent="HZ001")]
        found = [each for each in audited(rows).problems if each.code == "DK862"]
        assert [each.arg("path") for each in found] == [("HZ001", "HZ002", "HZ003", "HZ001")]
        assert found[0].at is not None

    def test_a_customer_that_is_its_own_parent_is_a_circle(self):
        found = audited([customer(1, parent="HZ001")])
        assert told(found.problems, "DK862") == ["customers:1:13"]

    def test_a_parent_that_is_nowhere_is_told(self):
        assert told(audited([customer(1, parent="HZ999")]).problems, "DK863") == ["customers:1:13"]

    def test_a_name_read_in_the_wrong_encoding_is_told_at_its_cell(self):
        spoilt = "华信通讯".encode().decode("latin-1")
        assert told(audited([customer(1, name=spoilt)]).problems, "DK749") == ["customers:1:2"]

    def test_what_may_be_a_name_is_not_suspected(self):
        assert not any(map(is_misread, ("华信", "Café Zoë", "Ægir A/S", "Señor Ñandú", "Müller & Söhne")))

    def test_replacement_characters_and_what_they_turn_into_are_suspected(self):
        assert all(map(is_misread, ("华\ufffd信", "锟斤拷公司", "中文".encode().decode("cp1252"), "\x81abc")))

    def test_an_unknown_bank_is_told_at_the_account(self):
        found = [each for each in audited([customer(1, bank="无名银行")]).problems if each.code == "DK736"]
        assert [(each.arg("trouble"), str(each.at)) for each in found] == [("account-bank", "customers:1:8")]

    def test_a_dossier_of_an_unknown_kind_is_told_and_judged_by_nothing(self):
        found = audited([customer(1)], dossiers=[{"dossier": "X1", "kind": "boat"}])
        assert told(found.problems, "DK740") == ["dossiers:1:2"]
        assert found.files is not None
        assert found.files.bundles == ()

    def test_one_car_with_two_dossiers_is_told(self):
        rows = [{"dossier": f"X{n}", "kind": "car", "object": "VIN"} for n in (1, 2)]
        papers = [{"paper": name, "dossier": f"X{n}"} for n in (1, 2) for name in "ab"]
        assert told(audited([customer(1)], dossiers=rows, papers=papers).problems, "DK739") == ["dossiers:2:1"]

    def test_a_violation_that_no_fine_knows_is_told(self):
        event = {"event": 1, "date": "2026-03-02", "kind": "boredom", "employee": "S1"}
        assert told(audited([customer(1)], file_events=[event]).problems, "DK740") == ["file_events:1:3"]

    def test_a_book_without_papers_says_so(self):
        book = Book.from_tables({"customers": [customer(1)]})
        found = audit_customers(POLICY, book, AS_OF)
        assert {"DK802", "DK734"} <= {each.code for each in found.problems}


class TestIdentity:
    def test_a_transfer_number_that_is_a_customers_code_is_told(self):
        rows = [*far_apart(1, 2)]
        rows[0]["transfer_number"] = "HZ002"
        found = [each for each in audited(rows).problems if each.code == "DK748"]
        assert [each.arg("what") for each in found] == ["code-mixed-up"]

    def test_more_than_are_compared_one_by_one_are_a_crowd_with_their_number(self):
        rows = [{**each, "phone": "13800000000"} for each in far_apart(1, 2, 3, 4, 5, 6)]
        found = audited(rows).identity
        assert found is not None
        crowd = next(each for each in found.matches if each.comparison.id == "phone")
        assert (crowd.crowd, crowd.count) == (True, 6)

    def test_near_names_are_notes_and_exact_ones_of_several_stand_for_a_side(self):
        rows = far_apart(1, 2, 3)
        for row, name in zip(rows, ("东升建材商行", "东升建材商行有限公司", "东昇建材商行"), strict=True):
            row["name"] = row["account_holder"] = name
        found = audited(rows).identity
        assert found is not None
        assert [(each.near, each.customers) for each in found.matches] == [
            (False, ("HZ001", "HZ002")),
            (True, ("HZ001", "HZ003")),
        ]

    def test_an_exception_to_nothing_that_is_compared_is_told(self):
        filing = {"filing": "F1", "of": "telephone", "customer": "HZ001", "filed_on": "2026-03-02"}
        assert told(audited(far_apart(1), identity_filings=[filing]).problems, "DK740") == ["identity_filings:1:2"]

    def test_three_codes_with_one_number_are_told_whatever_their_order(self):
        text = TEXT.replace('pattern: "{city}{sequence:3}"', 'pattern: "{city}{name}{sequence:3}", loose: name')
        rows = [customer(n, customer=f"HZ{sign}001", name=sign * 3) for n, sign in enumerate("abc")]
        for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
            book = Book.from_tables({"customers": [rows[i] for i in order], "papers": []})
            found = [each for each in audit_customers(policy_of(text), book, AS_OF).problems if each.code == "DK748"]
            assert sorted((each.arg("number"), each.arg("other")) for each in found) == [
                ("HZb001", ("HZa001",)),
                ("HZc001", ("HZa001",)),
            ]


class TestTheDecision:
    def book(self, **other: object) -> Book:
        return Book.from_tables(
            {"customers": [customer(1, **other)], "papers": [{"paper": "licence", "customer": "HZ001"}]}
        )

    def test_it_names_the_items_that_decided_and_what_they_read(self):
        found = file_allows(POLICY, self.book(phone="1"), AS_OF, "HZ001", "open")
        assert (found.outcome, found.because) == (Outcome.REFUSED, ("customers.files.items.phone",))
        assert ("dealer.phone", "1") in [(each.name, each.value) for each in found.reads]

    def test_it_agrees_with_the_audit(self):
        book = self.book(phone="1")
        run = audit_customers(POLICY, book, AS_OF).files
        assert run is not None
        for purpose in ("open", "reimburse"):
            blocked = {each.customer for each in run.blocked(purpose)}
            allowed = file_allows(POLICY, book, AS_OF, "HZ001", purpose).outcome is Outcome.GRANTED
            assert allowed == ("HZ001" not in blocked)


class TestDeadlinesAndFines:
    def test_a_file_that_is_late_is_fined_to_its_owner_until_it_is_filed(self):
        # 9 March is the fifth working day; 9, 10 and 11 March end without the file, the 12th has it.
        found = audited([customer(1, filed_on="2026-03-12")]).files
        assert found is not None
        assert [(each.employee, each.violations, each.total) for each in found.fines.months] == [("S1", 3, 150)]

    def test_timeliness_counts_what_was_due(self):
        rows = far_apart(1, 2, 3)
        rows[0]["filed_on"] = ""
        rows[2]["first_contact"], rows[2]["filed_on"] = "2026-03-30", ""
        found = audited(rows).files
        assert found is not None
        assert [(each.due, each.in_time) for each in found.timeliness] == [(2, 1)]


class TestDossiersWithoutADay:
    def told(self, *dossiers: Row) -> list[tuple[object, object]]:
        text = TEXT.replace(
            "    dossiers: {car",
            "      handover: {of: dossiers, kinds: car, from: delivered_on, done: handed_over_on, within: 3 days}\n"
            "    dossiers: {van: {papers: [a]}, car",
        )
        book = Book.from_tables({"customers": far_apart(1), "papers": [], "dossiers": dossiers})
        found = audit_customers(policy_of(text), book, AS_OF).problems
        return [(each.arg("count"), each.arg("dossiers")) for each in found if each.code == "DK828"]

    def test_who_has_no_day_to_count_from_is_told_once_with_all_of_them(self):
        rows = [{"dossier": f"F{n}", "kind": "car", "customer": "HZ001", "delivered_on": ""} for n in (2, 1)]
        assert self.told(*rows) == [(2, ("F1", "F2"))]

    def test_one_that_is_delivered_and_one_of_another_kind_are_not(self):
        delivered = {"dossier": "F1", "kind": "car", "customer": "HZ001", "delivered_on": "2026-03-30"}
        assert self.told(delivered, {"dossier": "F2", "kind": "van", "customer": "HZ001", "delivered_on": ""}) == []


class TestWithheld:
    RULE = "correct_within: 1 working day, withhold: {from: 1, least: 10%, most: 30%, decided_by: head}"

    def why(self, share: str, by: str, filed_on: str = "2026-03-10") -> list[object]:
        policy = policy_of(TEXT.replace("correct_within: 1 working day", self.RULE))
        pay = {"employee": "S1", "month": "2026-03-01", "amount": "1000", "withheld": share, "decided_by": by}
        tables: dict[str, Sequence[Row]] = {
            "customers": [customer(1, filed_on=filed_on)],
            "papers": [{"paper": "licence", "customer": "HZ001"}],
            "employees": [
                {"employee": "S1", "role": "seller", "department": "sales"},
                {"employee": "H1", "role": "head", "department": "sales"},
            ],
            "performance_pay": [pay],
        }
        found = audit_customers(policy, Book.from_tables(tables), AS_OF)
        return [each.arg("why") for each in found.problems if each.code == "DK741"]

    def test_within_the_range_by_who_may_is_no_finding(self):
        assert [self.why(share, "H1") for share in ("10%", "30%", "0%", "")] == [[], [], [], []]

    def test_outside_the_range_or_by_another_is_told(self):
        assert self.why("9%", "H1") == self.why("31%", "H1") == ["withheld-range"]
        assert self.why("20%", "S1") == self.why("20%", "") == ["withheld-role"]

    def test_without_any_violation_nothing_may_be_withheld(self):
        assert self.why("20%", "H1", filed_on="2026-03-03") == ["withheld-count"]


def seen(found: Audit) -> object:
    """What an audit says, without the places of rows."""
    run, identity = found.files, found.identity
    assert run is not None
    assert identity is not None
    return (
        [(each.customer, each.missing, each.wrong) for each in run.held],
        [(each.subject, each.timing) for each in run.lapses],
        [(each.employee, each.total) for each in run.fines.months],
        [(each.comparison.id, each.customers, each.near, each.count) for each in identity.matches],
        identity.not_own,
        sorted((each.code, each.args) for each in found.problems),
    )


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.randoms(use_true_random=False))
def test_the_order_of_customers_never_matters(dice: Random, rng: Random):
    rows = [
        customer(
            n,
            name=dice.choice(["东升建材商行", "东昇建材商行", "东升建材", f"客户{n:03}号"]),
            phone=dice.choice(["13800000000", "1", "", f"139{n:08}"]),
            filed_on=dice.choice(["", "2026-03-05", "2026-03-20"]),
            parent=dice.choice(["", "", "HZ001", "HZ002"]),
            city=dice.choice(["HZ", "NB"]),
        )
        for n in range(1, 9)
    ]
    shuffled = [*rows]
    rng.shuffle(shuffled)
    assert seen(audited(rows)) == seen(audited(shuffled))


def test_files_of_several_batches_and_files_are_placed_where_they_stand(tmp_path: Path):
    for part in (1, 2):
        rows = ["customer,name,kind,status,phone"]
        rows += [
            f"HZ{n:05},名{n},dealer,active,{'13800000000' if n % 4000 == 1 else ''}"
            for n in range(part * 5000 - 5000, part * 5000)
        ]
        (tmp_path / f"customers-{part}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "columns.yaml").write_text("tables: {customers: {files: customers-*.csv}}\n", encoding="utf-8")
    text = TEXT[: TEXT.index("  files:")] + "  identity: {compare: {phone: {fields: phone, as: digits, then: alarm}}}\n"
    found = audit_customers(policy_of(text), open_book(tmp_path), AS_OF)
    assert found.identity is not None
    match = found.identity.matches[0]
    assert match.customers == ("HZ00001", "HZ04001", "HZ08001")
    assert [str(each) for each in match.places] == [
        "customers-1.csv:3:5",
        "customers-1.csv:4003:5",
        "customers-2.csv:3003:5",
    ]
