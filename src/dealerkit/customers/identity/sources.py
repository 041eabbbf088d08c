"""Three sources compared on onboarding: the electronic record, the signed agreement, the copies of ID and card."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import field, frozen

from dealerkit.book import Batch, Book
from dealerkit.customers.census import filled
from dealerkit.customers.files.forms import Banks
from dealerkit.customers.identity.normal import Alike, without
from dealerkit.customers.identity.section import RECORD, Identity, SourceField, Sources
from dealerkit.problems import Location, Problem, Severity, nearest, problem

_COLUMNS = ("customer", "field", "source", "value")


@frozen(kw_only=True, eq=False)
class Mismatch:
    """A field on which sources differ, or of which a source says nothing; ``wins`` is the source that is right."""

    customer: str
    rule: SourceField
    values: tuple[tuple[str, str], ...]
    """What each source says, from the one that wins down; empty where it says nothing."""
    wins: str
    differ: bool
    at: Location

    def problem(self) -> Problem:
        """DK745."""
        return problem(
            "DK745",
            self.at,
            address=self.rule.rule.address,
            severity=Severity.WARNING,
            customer=self.customer,
            field=self.rule.id,
            said=tuple(f"{source}: {value or '—'}" for source, value in self.values),
            wins=self.wins if self.differ else "",
            silent=tuple(source for source, value in self.values if not value),
        )


@frozen(eq=False)
class SourceWatch:
    """Compares what sources say with the records while customers pass by."""

    sources: Sources
    alikes: Mapping[str, Alike]
    said: Mapping[str, Mapping[str, Mapping[str, tuple[str, Location]]]]
    """By customer, field and source."""
    unknown: tuple[tuple[str, str, str, Location], ...] = ()
    """What the table names and the policy does not: customer, what it is, the word, where."""
    records: dict[str, dict[str, tuple[str, str, Location]]] = field(factory=dict)

    @classmethod
    def open(cls, identity: Identity, sources: Sources, banks: Banks | None, book: Book) -> SourceWatch:
        """Ready to compare: the table ``source_values`` is read."""
        said: dict[str, dict[str, dict[str, tuple[str, Location]]]] = defaultdict(lambda: defaultdict(dict))
        unknown: list[tuple[str, str, str, Location]] = []
        known = {*sources.order, *(name for each in sources.fields.values() for name in each.order)}
        for batch in book.batches("source_values", _COLUMNS):
            for i, cells in enumerate(zip(*(batch.columns[name] for name in _COLUMNS), strict=True)):
                customer, name, source, value = (str(each or "") for each in cells)
                if name not in sources.fields:
                    unknown.append((customer, "fields", name, batch.at(i, "field")))
                elif source not in known:
                    unknown.append((customer, "sources", source, batch.at(i, "source")))
                else:
                    said[customer][name][source] = (value, batch.at(i, "value"))
        words = without(identity.words)
        account: Callable[[str, str], str] | None = banks.number if banks is not None else None
        alikes = {
            each.id: Alike(each.as_, words if each.as_ == "name" else None, (), account)
            for each in sources.fields.values()
        }
        return cls(sources, alikes, said, tuple(unknown))

    @property
    def columns(self) -> tuple[str, ...]:
        """What it reads of customers."""
        return (*self.sources.fields, "bank")

    def see(self, batch: Batch, live: Sequence[int]) -> None:
        """Keep what the record says of customers that other sources speak of."""
        if not self.said:
            return
        codes, said = batch.columns["customer"], self.said
        for i in live:
            code = str(codes[i])
            if code in said:
                bank = str(filled(batch, "bank")[i] or "")
                self.records[code] = {
                    name: (str(filled(batch, name)[i] or ""), bank, batch.at(i, name)) for name in self.sources.fields
                }

    def problems(self) -> Iterator[Problem]:
        """DK740 for each row about a field or source of which the policy says nothing."""
        sources = self.sources
        known = {"fields": tuple(sources.fields), "sources": sources.order}
        for customer, place, word, at in self.unknown:
            yield problem(
                "DK740",
                at,
                address=sources.rule.address,
                severity=Severity.WARNING,
                what="source-value",
                number=customer,
                word=word,
                place=place,
                nearest=nearest(word, known[place]),
                known=known[place],
            )

    def mismatches(self) -> Iterator[Mismatch]:
        """Where sources differ or are silent, customer by customer."""
        for customer in sorted(self.said):
            record = self.records.get(customer, {})
            for rule in self.sources.fields.values():
                found = self._compared(customer, rule, record)
                if found is not None:
                    yield found

    def _compared(
        self, customer: str, rule: SourceField, record: Mapping[str, tuple[str, str, Location]]
    ) -> Mismatch | None:
        by_source = self.said[customer].get(rule.id, {})
        own = record.get(rule.id)
        bank = own[1] if own else ""
        order = rule.order or self.sources.order
        values: list[tuple[str, str]] = []
        for source in order:
            value = own[0] if source == RECORD and own else by_source.get(source, ("",))[0]
            values.append((source, value))
        alike = self.alikes[rule.id]
        said = {alike.one(value, bank) for _, value in values if value}
        if len(said) <= 1 and all(value for _, value in values):
            return None
        at = own[2] if own else next((place for _, place in by_source.values()), None)
        if at is None:
            at = next(place for each in self.said[customer].values() for _, place in each.values())
        return Mismatch(
            customer=customer,
            rule=rule,
            values=tuple(values),
            wins=next((source for source, value in values if value), ""),
            differ=len(said) > 1,
            at=at,
        )
