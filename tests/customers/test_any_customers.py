"""Whatever stands in the cells, an audit ends: every row is used or rejected, every report can be shown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book, FirstRejects
from dealerkit.customers.auditing import audit_customers
from dealerkit.report.customer_audit import AuditReport
from dealerkit.report.diagnostics import diagnostics
from dealerkit.report.places import shortest
from tests.customers.test_customer_audit import AS_OF, POLICY

WORDS = (
    "HZ001 HZ002 甲乙丙丁 甲乙丁丙 有限公司"
    " 13800000000 １38-0000-0000 1801 某银行 true dealer 2026-03-02 2026-02-30 2099-01-01"
    " 10:00 -1 1e3 3 \ufffd ä¸\xad sales late S1 name phone copy record a car gift licence monday % '"
)
CELLS = st.sampled_from(["", "", "2026-03-02 10:00", "\n", "甲\n乙", *WORDS.split()])
TABLES = {
    "customers": "customer name kind status city phone bank bank_account account_holder account_kind first_contact"
    " filed_on owner parent transfer_number call_day valid_from valid_to",
    "papers": "paper customer dossier change received_on lost_on",
    "dossiers": "dossier kind customer object employee department delivered_on handed_over_at",
    "file_events": "event date kind employee department customer items corrected_on",
    "expenses": "expense date kind customer amount",
    "customer_changes": "change customer field asked_on done_at told",
    "source_values": "customer field source value",
    "identity_filings": "filing of customer other filed_on until",
    "signings": "signing customer sent_on signed_on copies",
    "performance_pay": "employee month amount withheld decided_by",
    "employees": "employee role department",
    "jobs": "job entry date project opener department",
}
BOOKS = st.fixed_dictionaries(
    {
        name: st.lists(st.fixed_dictionaries(dict.fromkeys(columns.split(), CELLS)), max_size=6)
        for name, columns in TABLES.items()
    }
)


@settings(max_examples=25)
@given(BOOKS)
def test_no_cell_stops_an_audit_and_no_row_is_lost(tables: dict[str, list[dict[str, str]]]):
    book = Book.from_tables(tables, rejects=FirstRejects())
    found = audit_customers(POLICY, book, AS_OF)
    for table, count in book.counts.items():
        assert count.read == count.used + count.rejected + count.ignored, table
    for customer in ("", "HZ001"):
        made = AuditReport.of(found, shortest(()), customer).report()
        for lang in ("en", "zh"):
            assert made.page(lang).text(lang)
            assert made.paper(lang).html(lang)
            assert made.document(lang)
            assert all(len(row) == len(table.columns) for table in made.tables(lang) for row in table.rows)
            diagnostics(found.problems, {}, lang)
