"""Books: batches and rows, counts that add up, what was known when, things that last."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book import TABLES, Book, FirstRejects, tables
from dealerkit.problems import DealerkitError
from tests.book.folders import LINE, codes, read, rejects


def line(**changes: object) -> dict[str, object]:
    return {"date": "2026-01-05", "dealer": "D001", "product": "P1", "quantity": "2", "net_amount": "10.00", **changes}


class TestFromTables:
    def test_texts_are_read_as_a_file_is_and_typed_values_are_taken(self):
        book = Book.from_tables(
            {"lines": [line(net_amount="30万"), line(date=date(2026, 1, 6), quantity=3, net_amount=Decimal("1.10"))]}
        )
        assert read(book, "lines", *LINE) == [
            (date(2026, 1, 5), "D001", "P1", Decimal(2), Decimal(300000)),
            (date(2026, 1, 6), "D001", "P1", Decimal(3), Decimal("1.10")),
        ]

    def test_a_column_of_ones_own_has_the_kind_of_its_first_value(self):
        book = Book.from_tables(
            {"lines": [line(channel=None), line(channel="shop", bonus=Decimal(3), since=date(2026, 1, 1), new=True)]}
        )
        kinds = {column.name: column.kind.value for column in book.columns("lines")}
        assert [kinds[name] for name in ("channel", "bonus", "since", "new")] == ["text", "number", "date", "boolean"]
        assert read(book, "lines", "channel", "new") == [(None, None), ("shop", True)]

    def test_a_row_stands_at_its_number_in_its_table(self):
        book = Book.from_tables({"lines": [line(), line(quantity="x")]})
        (batch,) = book.batches("lines", LINE)
        assert str(batch.at(0, "quantity")) == "lines:1:4"
        assert rejects(book) == [("lines:2:4", "DK835")]

    def test_a_table_that_no_book_has_is_a_mistake_of_the_programme(self):
        with pytest.raises(DealerkitError, match="lines"):
            Book.from_tables({"line": []})

    def test_a_required_column_that_no_row_has_is_a_problem(self):
        assert [each.arg("column") for each in Book.from_tables({"lines": [{"date": "2026-01-05"}]}).problems] == [
            "dealer"
        ]

    def test_no_rows_are_no_problem(self):
        book = Book.from_tables({"lines": []})
        assert book.problems == ()
        assert read(book, "lines", *LINE) == []


class TestBatches:
    def test_a_wanted_column_that_nothing_fills_is_empty_and_can_be_asked_for_first(self):
        book = Book.from_tables({"lines": [line()]})
        assert read(book, "lines", "cost", "nonsense") == [(None, None)]
        assert [(each.code, each.arg("column")) for each in book.lacking("lines", ("cost", "dealer"))] == [
            ("DK809", "cost")
        ]

    def test_a_table_that_is_not_there_gives_nothing_and_can_be_asked_for_first(self):
        book = Book.from_tables({})
        assert list(book.batches("lines", LINE)) == []
        assert book.rows("customers") == ()
        assert [each.code for each in book.lacking("lines", ())] == ["DK802"]

    def test_long_tables_come_in_several_batches_in_order(self):
        book = Book.from_tables({"lines": [line(quantity=number) for number in range(10_000)]})
        batches = list(book.batches("lines", ("quantity",)))
        assert len(batches) > 1
        assert [value for batch in batches for value in batch.columns["quantity"]] == list(range(10_000))
        assert [row for batch in batches for row in batch.rows] == list(range(1, 10_001))

    def test_a_row_is_rejected_for_a_needed_cell_even_if_it_is_not_wanted(self):
        book = Book.from_tables({"lines": [line(), line(net_amount="")]})
        assert read(book, "lines", "dealer") == [("D001",)]

    def test_a_second_pass_counts_anew_and_reports_no_reject_twice(self):
        sink = FirstRejects()
        book = Book.from_tables({"lines": [line(), line(quantity="x")]}, rejects=sink)
        for _ in range(2):
            read(book, "lines", *LINE)
        assert sink.total == 1
        assert book.counts["lines"].rejected == 1

    def test_the_tables_own_key_finds_repeated_lines_where_its_columns_are_there(self):
        rows = [line(document="S1", line_no="1"), line(document="S1", line_no="1"), line(document="S1", line_no="2")]
        book = Book.from_tables({"lines": rows})
        assert len(read(book, "lines", *LINE)) == 2
        assert rejects(book) == [("lines:2:6", "DK842")]

    def test_a_stated_key_goes_before_the_tables_own(self):
        rows = [line(document="S1", line_no="1"), line(document="S1", line_no="1", product="P2")]
        book = Book.from_tables({"lines": rows}, key={"lines": ("document", "line_no", "product")})
        assert len(read(book, "lines", *LINE)) == 2

    def test_an_empty_part_of_a_key_cannot_identify_a_line(self):
        book = Book.from_tables({"lines": [line(document="S1", line_no=None), line(document="S1", line_no="1")]})
        read(book, "lines", *LINE)
        assert [code for _, code in rejects(book)] == ["DK834"]


class TestKnownAt:
    ROWS = (line(recorded_at="2026-01-31"), line(recorded_at="2026-02-01"), line(recorded_at=""))

    def test_rows_recorded_later_are_not_seen_and_counted_apart(self):
        book = Book.from_tables({"lines": self.ROWS}, known_at=date(2026, 1, 31))
        assert len(read(book, "lines", *LINE)) == 2
        assert (book.counts["lines"].later, book.counts["lines"].complete) == (1, True)

    def test_without_a_day_everything_is_known(self):
        assert len(read(Book.from_tables({"lines": self.ROWS}), "lines", *LINE)) == 3

    def test_a_line_not_yet_known_makes_no_later_line_a_repetition(self):
        key = {"document": "S1", "line_no": "1"}
        rows = [line(**key, recorded_at="2026-03-01"), line(**key, recorded_at="2026-01-31")]
        book = Book.from_tables({"lines": rows}, known_at=date(2026, 1, 31))
        assert len(read(book, "lines", *LINE)) == 1


class TestMasterTables:
    def test_a_key_that_stands_twice_keeps_the_first_row_and_names_both_places(self):
        book = Book.from_tables({"customers": [{"customer": "D1", "name": "a"}, {"customer": "D1", "name": "b"}]})
        assert [row["name"] for row in book.rows("customers")] == ["a"]
        (found,) = book.problems
        assert (found.code, str(found.at), str(found.related[0].at)) == ("DK860", "customers:2:1", "customers:1:1")
        count = book.counts["customers"]
        assert (count.used, count.rejected, count.complete) == (1, 1, True)
        assert rejects(book) == [("customers:2:1", "DK860")]

    def test_versions_may_follow_each_other_but_not_overlap(self):
        def row(status: str, start: str, end: str) -> dict[str, str]:
            return {"customer": "D1", "status": status, "valid_from": start, "valid_to": end}

        book = Book.from_tables(
            {"customers": [row("a", "", "2026-07-31"), row("b", "2026-08-01", ""), row("c", "2026-12-31", "")]}
        )
        customers = book.versions("customers")
        assert codes(book) == ["DK861"]
        at = {day: customers.at(day, "D1") for day in (date(2026, 7, 31), date(2026, 8, 1), date(2027, 1, 1))}
        assert [row and row["status"] for row in at.values()] == ["a", "b", "b"]
        assert [row["status"] for row in customers.all("D1")] == ["a", "b"]
        assert customers.at(date(2026, 1, 1), "D2") is None

    def test_a_row_that_ends_before_it_begins_is_set_aside(self):
        book = Book.from_tables(
            {"customers": [{"customer": "D1", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}]}
        )
        assert book.rows("customers") == ()
        assert codes(book) == ["DK864"]

    def test_a_cell_of_a_row_knows_its_place(self):
        (row,) = Book.from_tables({"customers": [{"customer": "D1", "name": "a"}]}).rows("customers")
        assert str(row.cell_at("name")) == "customers:1:2"
        assert dict(row)["customer"] == "D1"

    def test_times_of_events_are_kept(self):
        (row,) = Book.from_tables({"events": [{"case": "C1", "at": "2026-01-05 08:30", "name": "open"}]}).rows("events")
        assert row["at"] == datetime(2026, 1, 5, 8, 30)


class TestTrees:
    def test_a_path_leads_from_a_node_to_its_root(self):
        book = Book.from_tables(
            {"product_groups": [{"group": "a"}, {"group": "b", "parent": "a"}, {"group": "c", "parent": "b"}]}
        )
        groups = book.forest("product_groups")
        assert groups.path("c", None) == ("c", "b", "a")
        assert groups.path("x", None) == ("x",)

    def test_a_circle_is_a_finding_that_names_it_once(self):
        rows = [
            {"group": "a", "parent": "c"},
            {"group": "b", "parent": "a"},
            {"group": "c", "parent": "b"},
            {"group": "d", "parent": "c"},
        ]
        book = Book.from_tables({"groups": rows})
        assert book.forest("groups").path("d", None) == ("d", "c", "b", "a")
        assert [(each.code, each.arg("path")) for each in book.problems] == [("DK862", ("a", "c", "b", "a"))]

    def test_a_node_may_move_and_a_circle_may_exist_on_some_days_only(self):
        def row(group: str, parent: str, start: str = "", end: str = "") -> dict[str, str]:
            return {"group": group, "parent": parent, "valid_from": start, "valid_to": end}

        moved = [row("a", ""), row("b", "a", "", "2026-06-30"), row("b", "", "2026-07-01")]
        book = Book.from_tables({"groups": moved})
        assert book.forest("groups").path("b", date(2026, 6, 30)) == ("b", "a")
        assert book.forest("groups").path("b", date(2026, 7, 1)) == ("b",)
        assert codes(book) == []
        circle = [
            row("b", "a"),
            row("a", "", "", "2026-06-30"),
            row("a", "b", "2026-07-01", "2026-07-31"),
            row("a", "", "2026-08-01"),
        ]
        book = Book.from_tables({"groups": circle})
        book.rows("groups")
        assert codes(book) == ["DK862"]

    def test_a_parent_that_is_nowhere(self):
        book = Book.from_tables({"territories": [{"territory": "t", "parent": "x"}]})
        book.rows("territories")
        assert [(each.code, each.arg("parent")) for each in book.problems] == [("DK863", "x")]

    def test_a_table_without_parents_is_no_tree(self):
        with pytest.raises(DealerkitError):
            Book.from_tables({"lines": []}).forest("lines")

    @given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=7, unique_by=lambda edge: edge[0]))
    def test_circles_are_found_exactly_where_walking_up_never_ends(self, edges: list[tuple[int, int]]):
        parents = {str(node): str(parent) for node, parent in edges}

        def endless(node: str) -> bool:
            for _ in range(10):
                if node not in parents:
                    return False
                node = parents[node]
            return True

        book = Book.from_tables({"groups": [{"group": node, "parent": parent} for node, parent in parents.items()]})
        book.rows("groups")
        assert ("DK862" in codes(book)) == any(map(endless, parents))


CELLS = st.sampled_from(
    ["2026-01-05", "D001", "", "x", "1", "-2.50", "30万", "NaN", None, 3, True, Decimal("1.5"), date(2026, 1, 1)]
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys([*LINE, "document", "line_no"], CELLS)), max_size=40))
def test_read_is_used_and_rejected_and_ignored_whatever_the_rows(rows: list[dict[str, object]]):
    book = Book.from_tables({"lines": rows})
    usable = read(book, "lines", *LINE)
    if "lines" in book.counts:
        count = book.counts["lines"]
        assert (count.read, count.used, count.complete) == (len(rows), len(usable), True)
        assert count.rejected == sum(count.by_code.values())


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("123")), max_size=30))
def test_repeated_keys_are_those_that_a_set_finds(keys: list[tuple[str, str]]):
    book = Book.from_tables({"lines": [line(document=document, line_no=number) for document, number in keys]})
    read(book, "lines", *LINE)
    seen: set[tuple[str, str]] = set()
    repeated = []
    for place, key in enumerate(keys, 1):
        if key in seen:
            repeated.append(place)
        seen.add(key)
    sink = book.rejects
    assert isinstance(sink, FirstRejects)
    assert sink.total == len(repeated)
    assert [reject.at.line for reject in sink.first] == repeated[:20]


class TestVocabulary:
    @pytest.mark.parametrize("name", list(TABLES))
    def test_every_table_describes_itself(self, name: str):
        found = TABLES[name]
        assert found.meaning
        assert all(column.meaning for column in found.columns)
        assert "recorded_at" in found.by_name
        assert {*found.key, *found.line_key} <= set(found.by_name)
        assert len(found.by_name) == len(found.columns)

    def test_no_two_tables_share_a_name(self):
        parts = (import_module(f"{tables.__name__}.{part.name}") for part in iter_modules(tables.__path__))
        names = [table.name for part in parts for table in part.TABLES]
        assert sorted(names) == sorted(TABLES)
