"""What a customer's file holds of what is asked of it: item by item, as bits of a number.

The items of a policy have numbers; a set of items is a number with their bits. So a million files are judged with a
few operations each, and a file that lacks nothing costs no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from dealerkit.book import TABLES, Batch, Book, Kind
from dealerkit.book.kinds import Value
from dealerkit.customers.census import filled
from dealerkit.customers.files.asking import RowFacts, WithoutCustomers, conditions
from dealerkit.customers.files.forms import OF_A_BANK, banks_of, each_of, forms_of, held_by, never
from dealerkit.customers.files.section import Files, Item
from dealerkit.customers.files.standards import Check
from dealerkit.customers.staff import Staff
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location

_TEXTS = frozenset({Kind.CODE, Kind.TEXT})


@frozen(eq=False)
class Held:
    """What one customer's file holds: items that are asked for, lack, are of a wrong form, or cannot be told."""

    customer: str
    name: str
    kind: str
    owner: str
    asked: int
    missing: int
    wrong: int
    unknown: int
    at: Location
    places: Mapping[str, int] = field(repr=False)
    troubles: Mapping[str, str] = field(factory=dict, repr=False)
    """Of a wrong account: what is wrong with it, by item."""

    @property
    def lacks(self) -> int:
        """Items that stand against any purpose they are needed for."""
        return self.missing | self.wrong

    def cell(self, column: str) -> Location:
        """Where a field of it stands."""
        return Location(self.at.file, self.at.line, self.places.get(column, 1))


@frozen(eq=False)
class _Asked:
    """What is asked of one kind of customer."""

    fields: tuple[tuple[str, Check | None, int, str], ...]
    """Column, form, bit; the last is the item's id where the form is the bank's."""
    optional: tuple[tuple[str, Check, int], ...]
    papers: int
    always: int
    when: tuple[tuple[Item, int], ...]


@frozen(eq=False)
class Judge:
    """Judges files by one policy on one day."""

    policy: Policy
    files: Files
    book: Book
    as_of: date
    papers: Mapping[str, int]
    items: tuple[Item, ...] = field(init=False)
    columns: tuple[str, ...] = field(init=False)
    _masters: Masters | None = field(init=False)
    kinds: dict[str, Location] = field(init=False, factory=dict)
    """The kinds of customers that were met, and where first."""
    _kinds: dict[str, _Asked] = field(init=False, factory=dict)
    _weights: dict[int, int] = field(init=False, factory=dict)
    _forms: Mapping[str, Check] = field(init=False)
    loose: int = field(init=False)
    """The optional items: they stand against nothing."""

    @items.default
    def _numbered(self) -> tuple[Item, ...]:
        return tuple(self.files.items.values())

    @columns.default
    def _read(self) -> tuple[str, ...]:
        found = ["customer", "name", "kind", "owner"]
        for each in self.items:
            if each.field:
                found.append(each.field)
            if each.format == OF_A_BANK:
                found += ["bank", "account_kind", "usable_everywhere"]
            if each.when is not None:
                found += [name.partition(".")[2] for name in each.when.reads if name.startswith("dealer.")]
        return tuple(dict.fromkeys(found))

    @_masters.default
    def _of_the_book(self) -> Masters | None:
        if all(each.when is None for each in self.files.items.values()):
            return None
        return Masters(WithoutCustomers(self.book), self.policy.catalogue)  # type: ignore[arg-type]

    @loose.default
    def _optional(self) -> int:
        return sum(1 << i for i, each in enumerate(self.items) if each.optional)

    @_forms.default
    def _made(self) -> Mapping[str, Check]:
        return forms_of(self.files)

    def needed(self, purpose: str) -> int:
        """The items that are needed for a purpose."""
        return sum(
            1 << i for i, each in enumerate(self.items) if not each.optional and (not each.for_ or purpose in each.for_)
        )

    def suffices(self, held: Held) -> bool:
        """Whether nothing that is asked for lacks or cannot be told; a wrong form of what is optional may be."""
        return not ((held.lacks | held.unknown) & ~self.loose)

    def weight(self, items: int) -> int:
        """The weights of a set of items, added up."""
        found = self._weights.get(items)
        if found is None:
            found = self._weights[items] = sum(each.weight for i, each in enumerate(self.items) if items >> i & 1)
        return found

    def completeness(self, held: Held) -> Fraction | None:
        """The weight of what is there and right, of what is asked for; not known where that is not known."""
        if held.unknown:
            return None
        asked = self.weight(held.asked)
        return Fraction(asked - self.weight(held.lacks & held.asked), asked) if asked else Fraction(1)

    def of(self, items: int) -> Iterator[Item]:
        """The items of a set."""
        return (each for i, each in enumerate(self.items) if items >> i & 1)

    def judged(self, batch: Batch, live: Sequence[int], *, every: bool = False) -> Iterator[Held]:
        """The files of a batch that lack something or cannot be told; with ``every`` all of them."""
        codes, names, kinds, owners = (filled(batch, name) for name in ("customer", "name", "kind", "owner"))
        bound: dict[object, _Bound] = {}
        facts: RowFacts | None = None
        if self._masters is not None:
            facts = RowFacts(batch, self._masters, self.as_of, self.policy.parameters_at(self.as_of))
        papers = self.papers
        for i in live:
            kind = kinds[i]
            plan = bound.get(kind)
            if plan is None:
                plan = bound[kind] = self._bound(str(kind or ""), batch)
                self.kinds.setdefault(str(kind or ""), batch.at(i, "kind"))
            missing, wrong, troubles = plan.judged(i, papers.get(codes[i], 0))  # type: ignore[arg-type]
            asked, unknown = plan.always, 0
            if plan.when and facts is not None:
                facts.position, facts.customer = i, str(codes[i])
                conditional, unknown = conditions(plan.when, facts)
                asked |= conditional
                # What is not asked, or not known to be, neither lacks nor is wrong.
                missing &= asked
                wrong &= asked | plan.loose
            if missing or wrong or unknown or every:
                yield Held(
                    str(codes[i]),
                    str(names[i] or ""),
                    str(kind or ""),
                    str(owners[i] or ""),
                    asked,
                    missing,
                    wrong,
                    unknown,
                    batch.at(i),
                    batch.places,
                    troubles,
                )

    def _bound(self, kind: str, batch: Batch) -> _Bound:
        asked = self._asked(kind)
        accounts = []
        plain = []
        for column, check, bit, item in asked.fields:
            if item:
                accounts.append((self._account(column, batch), bit, item))
            else:
                plain.append((filled(batch, column), check, bit))
        optional = [(filled(batch, column), check, bit) for column, check, bit in asked.optional]
        loose = sum(bit for _, _, bit in optional)
        return _Bound(plain, accounts, optional, asked.papers, asked.always, asked.when, loose)

    def _asked(self, kind: str) -> _Asked:
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = self._asked_of(kind)
        return found

    def _asked_of(self, kind: str) -> _Asked:
        fields: list[tuple[str, Check | None, int, str]] = []
        optional: list[tuple[str, Check, int]] = []
        when: list[tuple[Item, int]] = []
        papers = always = 0
        for i, each in enumerate(self.items):
            bit = 1 << i
            if each.kinds and kind not in each.kinds:
                continue
            form = self._form(each)
            if each.optional:
                if each.field and form is not None:
                    optional.append((each.field, form, bit))
                continue
            if each.field:
                fields.append((each.field, form, bit, each.id if each.format == OF_A_BANK else ""))
            else:
                papers |= bit
            if each.when is None:
                always |= bit
            else:
                when.append((each, bit))
        return _Asked(tuple(fields), tuple(optional), papers, always, tuple(when))

    def _form(self, item: Item) -> Check | None:
        if item.role is not None:
            return held_by(item.role, Staff(self.book, self.as_of))
        if item.format is None or item.format == OF_A_BANK:
            return None
        form = each_of(item.several, self._forms.get(item.format, never))
        known = TABLES["customers"].by_name.get(item.field or "")
        # A code or a text is looked at as it is; what was read as a number or a day by its text.
        return form if known is not None and known.kind in _TEXTS else lambda value: form(f"{value}")

    def _account(self, column: str, batch: Batch) -> Callable[[int], tuple[Value | None, str]]:
        banks = banks_of(self.files)
        cells, names = filled(batch, column), filled(batch, "bank")
        kinds, usable = filled(batch, "account_kind"), filled(batch, "usable_everywhere")

        def account(i: int) -> tuple[Value | None, str]:
            value = cells[i]
            if value is None or banks is None:
                return value, ""
            return value, banks.trouble(str(names[i] or ""), str(value), str(kinds[i] or ""), usable[i])

        return account


_NONE: Mapping[str, str] = {}


@frozen(eq=False)
class _Bound:
    """What is asked of a kind, with the cells of one batch."""

    fields: Sequence[tuple[Sequence[Value | None], Check | None, int]]
    accounts: Sequence[tuple[Callable[[int], tuple[Value | None, str]], int, str]]
    optional: Sequence[tuple[Sequence[Value | None], Check, int]]
    papers: int
    always: int
    when: tuple[tuple[Item, int], ...]
    loose: int
    """The optional items."""

    def judged(self, i: int, held: int) -> tuple[int, int, Mapping[str, str]]:
        """What lacks and what is wrong in one row, and what is wrong with its accounts."""
        missing, wrong = self.papers & ~held, 0
        troubles = _NONE
        for cells, check, bit in self.fields:
            value = cells[i]
            if value is None:
                missing |= bit
            elif check is not None and not check(value):  # type: ignore[arg-type]
                wrong |= bit
        for account, bit, item in self.accounts:
            value, trouble = account(i)
            if value is None:
                missing |= bit
            elif trouble:
                wrong |= bit
                troubles = {**troubles, item: trouble}
        for cells, form, bit in self.optional:
            value = cells[i]
            if value is not None and not form(value):  # type: ignore[arg-type]
                wrong |= bit
        return missing, wrong, troubles
