"""Questions for tests of the pass: conditions as text, small masters, a naive reading of the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dealerkit.book import Batch, Book
from dealerkit.measures.masters import Masters
from dealerkit.measures.question import Question
from dealerkit.measures.segments import Cuts, Segments
from dealerkit.measures.takes import Take
from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.facts import LINE, Catalogue, Fact
from dealerkit.policy.types import BOOLEAN, MONEY, NUMBER, TEXT, TREE, Missing, Type, Value
from dealerkit.problems import Location, Problem
from dealerkit.values.periods import MONTH

CATALOGUE = Catalogue(
    (
        Fact("line.net_amount", MONEY),
        Fact("line.quantity", NUMBER),
        Fact("line.kind", TEXT),
        Fact("product", TREE),
        Fact("product.brand", TEXT),
        Fact("dealer.class", TEXT),
        Fact("dealer.territory", TREE),
        Fact("contract.kind", TEXT),
    )
)

MASTERS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "customers": [
        {"customer": "A", "kind": "dealer", "class": "gold", "territory": "north-1"},
        {"customer": "B", "kind": "dealer", "class": "tin", "valid_to": "2026-02-14"},
        {"customer": "B", "kind": "dealer", "class": "gold", "valid_from": "2026-02-15"},
        {"customer": "C", "kind": "dealer"},
    ],
    "products": [
        {"product": "P1", "group": "small", "brand": "Star"},
        {"product": "P2", "group": "large", "brand": "Moon"},
        {"product": "P3", "group": "cases"},
    ],
    "product_groups": [
        {"group": "phones"},
        {"group": "small", "parent": "phones"},
        {"group": "large", "parent": "phones"},
        {"group": "cases"},
    ],
    "territories": [{"territory": "north"}, {"territory": "north-1", "parent": "north"}],
    "contracts": [
        {"contract": "1", "customer": "A", "kind": "distribution", "start": "2026-01-01", "end": "2026-06-30"},
        {"contract": "2", "customer": "A", "kind": "direct", "start": "2026-07-01"},
    ],
}

AS_OF = date(2026, 12, 31)


def condition(text: str, expected: Type = BOOLEAN, parameters: Mapping[str, Type] | None = None) -> Expression:
    """An expression over a line; it must be sound."""
    found = compile_expression(text, Location("policy.yaml", 1), CATALOGUE, LINE, expected, parameters or {})
    assert isinstance(found, Expression), found
    return found


def book_of(
    lines: Sequence[Mapping[str, object]], masters: Mapping[str, Sequence[Mapping[str, object]]] = MASTERS
) -> Book:
    return Book.from_tables({**masters, "lines": lines})


def question(book: Book, *takes: Take, as_of: date = AS_OF) -> Question:
    """A question about months of a book, with the cuts its masters need."""
    masters = Masters(book, CATALOGUE)
    own = {
        dealer: Cuts(days=tuple(masters.changes_of_dealer(dealer)))
        for dealer in ("A", "B", "C")
        if any(masters.changes_of_dealer(dealer))
    }
    columns = frozenset(column.name for column in book.columns("lines"))
    tables = ("products", "product_groups", "territories")
    changes = tuple(day for table in tables for day in masters.changes_of(table))
    segments = Segments(Cuts(frozenset({MONTH}), changes), own)
    return Question(takes, masters, segments, columns, "CNY", as_of)


class Refusals:
    """Collects the lines that a pass refuses, by their row."""

    def __init__(self) -> None:
        self.found: dict[int, Problem] = {}

    def __call__(self, batch: Batch, position: int, why: Problem) -> None:
        self.found[batch.rows[position]] = why

    @property
    def codes(self) -> dict[int, str]:
        return {row: why.code for row, why in self.found.items()}


def rebatched(batches: Sequence[Batch], sizes: Sequence[int]) -> Iterator[Batch]:
    """The same lines, cut into batches of these sizes again and again."""
    for batch in batches:
        start = turn = 0
        while start < len(batch):
            end = start + sizes[turn % len(sizes)]
            columns = {name: cells[start:end] for name, cells in batch.columns.items()}
            yield Batch(batch.table, columns, batch.rows[start:end], batch.file, batch.places)
            start, turn = end, turn + 1


def naive_facts(
    book: Book, dealer: str, product: str, day: date, line: Mapping[str, Value]
) -> dict[str, Value | Missing]:
    """Everything known of one line, read row by row without any memory."""

    def valid(table: str, key: str, code: str) -> Mapping[str, object]:
        for row in book.rows(table):
            first, last = row.get("valid_from") or row.get("start"), row.get("valid_to") or row.get("end")
            in_force = (first is None or first <= day) and (last is None or day <= last)  # type: ignore[operator]
            if row.get(key) == code and in_force:
                return row
        return {}

    found: dict[str, object] = {f"line.{name}": value for name, value in line.items()}
    item, customer = valid("products", "product", product), valid("customers", "customer", dealer)
    if item:
        path = [product]
        node = item.get("group")
        while node:
            path.append(str(node))
            node = valid("product_groups", "group", str(node)).get("parent")
        found["product"] = tuple(path)
    found["product.brand"] = item.get("brand")
    found["dealer.class"] = customer.get("class")
    path, node = [], customer.get("territory")
    while node:
        path.append(str(node))
        node = valid("territories", "territory", str(node)).get("parent")
    found["dealer.territory"] = tuple(path) or None
    found["contract.kind"] = valid("contracts", "customer", dealer).get("kind")
    return {name: value for name, value in found.items() if value is not None}  # type: ignore[misc]
