"""Terms and papers that a contract must have: which are there, which are lacking, which cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dealerkit.book import Book, Row, Value
from dealerkit.contracts.facts import Known
from dealerkit.contracts.judged import day_of, text
from dealerkit.contracts.kinds.kind import Kind, Paper, Term
from dealerkit.decisions import Reason
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg

TARGETS = "targets"
"""The ``column`` of a term that stands in a table of its own."""


class Found(Enum):
    """What is known of something that a contract needs."""

    THERE = "there"
    LACKING = "lacking"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@frozen
class Item:
    """A term or a paper, and what is known of it; ``missing`` names what would have to be known."""

    id: str
    found: Found
    reason: Reason
    missing: tuple[str, ...] = ()


@frozen
class Completeness:
    """All that a contract must have, item by item."""

    items: tuple[Item, ...]

    @property
    def required(self) -> int:
        """How many items there must be."""
        return len(self.items)

    @property
    def there(self) -> int:
        """How many of them are there."""
        return sum(each.found is Found.THERE for each in self.items)

    @property
    def share(self) -> Fraction:
        """What is there as a share of what must be; all of it where nothing must be."""
        return Fraction(self.there, self.required) if self.required else Fraction(1)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The items that are not there, or expired."""
        return tuple(each.id for each in self.items if each.found in {Found.LACKING, Found.EXPIRED})

    @property
    def missing(self) -> tuple[str, ...]:
        """What would have to be known to tell of the others."""
        return tuple(dict.fromkeys(name for each in self.items for name in each.missing))


@frozen(eq=False)
class Dossiers:
    """The terms and papers of a book by contract."""

    book: Book
    known: Known
    as_of: date
    _terms: Mapping[tuple[str, str], Row] = field(init=False, repr=False)
    _papers: Mapping[tuple[str, str], tuple[Row, ...]] = field(init=False, repr=False)
    _columns: frozenset[str] = field(init=False, repr=False)
    _targets: frozenset[str] = field(init=False, repr=False)

    @_terms.default
    def _terms_by_name(self) -> dict[tuple[str, str], Row]:
        return {(text(row, "contract"), text(row, "term")): row for row in self.book.rows("contract_terms")}

    @_papers.default
    def _papers_by_name(self) -> dict[tuple[str, str], tuple[Row, ...]]:
        found: dict[tuple[str, str], tuple[Row, ...]] = {}
        for row in self.book.rows("contract_papers"):
            key = text(row, "contract"), text(row, "paper")
            found[key] = (*found.get(key, ()), row)
        return found

    @_columns.default
    def _columns_of_contracts(self) -> frozenset[str]:
        return frozenset(each.name for each in self.book.columns("contracts"))

    @_targets.default
    def _who_has_targets(self) -> frozenset[str]:
        return frozenset(text(row, "subject") for row in self.book.rows(TARGETS))

    def of(self, row: Row, kind: Kind) -> Completeness:
        """What the contract of a row has of what its kind needs."""
        found = [*self._terms_of(row, kind), *self._papers_of(row, kind)]
        return Completeness(tuple(found))

    def _terms_of(self, row: Row, kind: Kind) -> Iterator[Item]:
        for term in kind.terms.values():
            needed = self._is_needed(term, row)
            if isinstance(needed, Missing):
                yield _unknown(term, needed.facts)
            elif needed:
                yield self._term(term, row)

    def _papers_of(self, row: Row, kind: Kind) -> Iterator[Item]:
        for paper in (kind.papers or {}).values():
            needed = self._is_needed(paper, row)
            if isinstance(needed, Missing):
                yield _unknown(paper, needed.facts)
            elif needed:
                yield self._paper(paper, row)

    def _is_needed(self, item: Term | Paper, row: Row) -> bool | Missing:
        if item.when is None:
            return True
        return self.known.holds(item.when, text(row, "contract"), text(row, "customer"))

    def _term(self, term: Term, row: Row) -> Item:
        column, contract, customer = term.column or term.id, text(row, "contract"), text(row, "customer")
        written = self._terms.get((contract, term.id))
        if written is not None and text(written, "value"):
            return _item(term, Found.THERE, text(written, "value"))
        if column == TARGETS:
            if self.book.has(TARGETS):
                return _item(term, Found.THERE if {contract, customer} & self._targets else Found.LACKING)
        elif column in self._columns:
            value = row.get(column)
            # `no` in a column of yes and no is an answer, and the answer is that the term is not agreed.
            return _item(term, Found.LACKING if value is None or value is False else Found.THERE, _said(value))
        if written is not None or self.book.has("contract_terms"):
            return _item(term, Found.LACKING)
        return _unknown(term, (f"contracts.{column}",))

    def _paper(self, paper: Paper, row: Row) -> Item:
        if not self.book.has("contract_papers"):
            return _unknown(paper, (f"contract_papers.{paper.id}",))
        rows = self._papers.get((text(row, "contract"), paper.id), ())
        came = [each for each in rows if (day := day_of(each, "received_on")) is not None and day <= self.as_of]
        held = [each for each in came if (until := day_of(each, "valid_until")) is None or self.as_of <= until]
        copies = sum(count if isinstance(count := each.get("copies"), int) else 1 for each in held)
        if copies >= paper.copies:
            return _item(paper, Found.THERE)
        return _item(paper, Found.EXPIRED if came and not held else Found.LACKING)


def _item(item: Term | Paper, found: Found, said: Arg = "") -> Item:
    sort = "term" if isinstance(item, Term) else "paper"
    name = item.title or item.id
    return Item(item.id, found, Reason(f"contract-{sort}-{found.value}", item.rule, (("name", name), ("said", said))))


def _unknown(item: Term | Paper, missing: tuple[str, ...]) -> Item:
    name = item.title or item.id
    reason = Reason("contract-unknown", item.rule, (("name", name), ("missing", missing)))
    return Item(item.id, Found.UNKNOWN, reason, missing)


def _said(value: Value | None) -> Arg:
    """What a cell says beside being there; yes and no say nothing more."""
    return "" if value is None or isinstance(value, bool) else value
