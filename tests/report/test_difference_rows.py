"""Result tables under two policies: which rows are alike, and which cells of the others changed."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.report.difference_rows import PairedTable, paired_tables
from dealerkit.report.languages import Words
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import WRITTEN_IN

COLUMNS = (
    Column("customer", Words("customer", "客户")),
    Column("name", Words("name", "名称")),
    Column("limit", Words("limit", "额度"), Kind.MONEY),
    WRITTEN_IN,
)


def table(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table("limits", Words("Limits", "额度"), columns, rows)


def paired(old: Table, new: Table) -> PairedTable:
    (found,) = paired_tables([old], [new])
    return found


def counts(found: PairedTable) -> tuple[int, int, int, int]:
    """Alike, changed, only before, only after."""
    sides = ((True, True), (True, False), (False, True))
    changed, gone, new = (found.count(before=before, after=after) for before, after in sides)
    return found.same, changed, gone, new


OLD = table(("D1", "One", Decimal(100), "a:1"), ("D2", "Two", Decimal(50), "a:1"), ("D3", "Three", None, "a:1"))
NEW = table(
    ("D2", "Two", Decimal(40), "b:7"), ("D1", "One", Decimal("100.0"), "b:7"), ("D4", "Four", Decimal(1), "b:7")
)


def test_rows_are_paired_by_their_key_whatever_their_order():
    assert counts(paired(OLD, NEW)) == (1, 1, 1, 1)


def test_each_cell_that_changed_is_told_with_both_values_and_the_line_of_the_policy_is_none():
    assert list(paired(OLD, NEW).lines("en", for_people=True)) == [
        ("Limits", "D2 / Two", "limit", "50.00", "40.00"),
        ("Limits", "D4 / Four", "(whole row)", None, "1.00"),
        ("Limits", "D3 / Three", "(whole row)", "", None),
    ]


def test_programs_read_names_of_columns_and_plain_figures():
    assert next(paired(OLD, NEW).lines("zh", for_people=False)) == ("limits", "D2 / Two", "limit", "50", "40")


def test_where_the_first_column_repeats_the_next_one_tells_rows_apart():
    columns = (Column("programme", Words("p", "p")), Column("payee", Words("d", "d")), COLUMNS[2])
    old = table(("v", "D1", Decimal(1)), ("v", "D2", Decimal(2)), columns=columns)
    new = table(("v", "D2", Decimal(2)), ("v", "D1", Decimal(3)), columns=columns)
    found = paired(old, new)
    assert counts(found) == (1, 1, 0, 0)
    assert [line[1:] for line in found.lines("en", for_people=True)] == [("v / D1", "limit", "1.00", "3.00")]


def test_rows_that_nothing_tells_apart_are_counted():
    columns = (Column("kind", Words("k", "k")), COLUMNS[2])
    old = table(("x", Decimal(1)), ("x", Decimal(1)), ("x", Decimal(2)), columns=columns)
    new = table(("x", Decimal(1)), ("x", Decimal(2)), ("x", Decimal(3)), columns=columns)
    assert counts(paired(old, new)) == (2, 0, 1, 1)


def test_a_table_that_only_one_result_has_is_told_whole():
    (found,) = paired_tables([], [OLD])
    assert counts(found) == (0, 0, 0, 3)


def test_columns_in_another_order_are_the_same_columns():
    # The columns of figures stand in the order of their keys.
    moved = table(
        *((row[0], row[2], row[1], row[3]) for row in OLD.rows),
        columns=(*COLUMNS[:1], COLUMNS[2], *COLUMNS[1:2], COLUMNS[3]),
    )
    assert counts(paired(OLD, moved)) == (3, 0, 0, 0)


def test_a_column_that_came_and_one_that_went_are_told_row_by_row():
    rated = Column("rate", Words("rate", "率"), Kind.RATE)
    new = table(("D1", "One", Decimal("0.5"), "a:1"), columns=(*COLUMNS[:2], rated, COLUMNS[3]))
    found = paired(table(("D1", "One", Decimal(100), "a:1")), new)
    assert counts(found) == (0, 1, 0, 0)
    assert [line[1:] for line in found.lines("en", for_people=False)] == [
        ("D1 / One", "rate", None, "0.5"),
        ("D1 / One", "limit", "100", None),
    ]


def test_the_only_row_of_a_table_needs_no_key():
    columns = (Column("total", Words("t", "t"), Kind.MONEY),)
    found = paired(table((Decimal(1),), columns=columns), table((Decimal(2),), columns=columns))
    assert counts(found) == (0, 1, 0, 0)
    assert [line[1:] for line in found.lines("en", for_people=False)] == [("", "total", "1", "2")]


def test_a_list_in_a_cell_is_alike_in_another_order():
    # What is lacking is listed in the order of the keys of the policy.
    columns = (COLUMNS[0], Column("lacking", Words("l", "l")))

    def lacking(said: str) -> Table:
        return table(("D1", said), columns=columns)

    assert counts(paired(lacking("licence, tax"), lacking("tax, licence"))) == (1, 0, 0, 0)
    assert counts(paired(lacking("营业执照、税务登记"), lacking("税务登记、营业执照"))) == (1, 0, 0, 0)
    assert counts(paired(lacking("licence, tax"), lacking("tax, tax"))) == (0, 1, 0, 0)


def test_an_id_that_was_renamed_is_the_same_row():
    columns = (Column("scheme", Words("s", "s")), COLUMNS[0], COLUMNS[2])
    old = table(("abc", "D1", Decimal(1)), ("abc, other", "D2", Decimal(1)), columns=columns)
    new = table(("value", "D1", Decimal(2)), ("value, other", "D2", Decimal(1)), columns=columns)
    (found,) = paired_tables([old], [new], {"scoring.classes.abc": "scoring.classes.value"})
    assert counts(found) == (1, 1, 0, 0)


def test_a_column_and_an_address_follow_what_was_renamed():
    def figures(name: str) -> Table:
        columns = (COLUMNS[0], Column(name, Words(name, name), Kind.MONEY), Column("why", Words("why", "why")))
        return table(("D1", Decimal(1), f"scoring.figures.{name}.where"), columns=columns)

    (found,) = paired_tables(
        [figures("sales")], [figures("bought")], {"scoring.figures.sales": "scoring.figures.bought"}
    )
    assert counts(found) == (1, 0, 0, 0)
