"""What figures are on a day, for whom they are asked about: a value, or why there is none.

What is reckoned from rows is there already; formulas, ranks and shares are found when they are asked for, once each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import DATE, Missing, Type, Value
from dealerkit.problems import Problem
from dealerkit.scoring.figures.figure import AS_OF, FIGURE, Reckoned
from dealerkit.scoring.figures.needs import needed
from dealerkit.scoring.figures.spans import shifted_day, window_of
from dealerkit.scoring.figures.tables import COMPANY, CUSTOMER
from dealerkit.values.exact import ZERO, Number, add, divide, negate
from dealerkit.values.ranges import DateRange


class Why(Enum):
    """Why a figure is missing."""

    NOT_IN_BOOK = "not-in-book"
    """The book has not the table, or not the column."""
    NO_ROWS = "no-rows"
    """There is nothing to go by: no row, or only empty cells."""
    UNCLEAR = "unclear"
    """Of a row nobody knows whether it counts, or what its amount is."""
    OVER_ZERO = "over-zero"
    """A ratio over nothing."""
    OTHER = "other-missing"
    """What its formula reads is missing."""


@frozen
class Absence:
    """A figure that is missing: why, and what is missing by name."""

    why: Why
    facts: tuple[str, ...]


@frozen(eq=False)
class Figures:
    """The figures of all subjects as of one day."""

    policy: Policy
    as_of: date
    masters: Masters = field(repr=False)
    problems: tuple[Problem, ...]
    definitions: Mapping[str, Reckoned] = field(repr=False)
    _values: Mapping[str, Mapping[str, Value | Absence]] = field(repr=False)
    _lacking: Mapping[str, tuple[str, ...]] = field(repr=False)
    _subjects: Mapping[str, tuple[str, ...]] = field(repr=False)
    _parameters: Mapping[str, Value | Missing] = field(init=False, repr=False)
    _known: dict[tuple[str, str], Value | Absence] = field(factory=dict, init=False, repr=False)
    _across: dict[str, Mapping[str, Value] | Absence] = field(factory=dict, init=False, repr=False)

    @_parameters.default
    def _on_the_day(self) -> Mapping[str, Value | Missing]:
        return self.policy.parameters_at(self.as_of)

    def subjects(self, of: str = CUSTOMER) -> tuple[str, ...]:
        """Everyone of a kind: who is in the master table, and who a row names; in order of their codes."""
        return self._subjects.get(of, (COMPANY,) if of == COMPANY else ())

    def value(self, name: str, subject: str = COMPANY) -> Value | Missing:
        """A figure of a subject; missing with the names of what is not known."""
        found = self.found(name, subject)
        return Missing(found.facts) if isinstance(found, Absence) else found

    def number(self, name: str, subject: str = COMPANY) -> Number | Missing:
        """A figure that is a number."""
        found = self.value(name, subject)
        return found if isinstance(found, (Decimal, Fraction, Missing)) else Missing((FIGURE + name,))

    def found(self, name: str, subject: str = COMPANY) -> Value | Absence:
        """A figure of a subject, or why it is missing."""
        if name == AS_OF:
            return self.as_of
        known = self._known.get((name, subject))
        if known is None:
            known = self._known[name, subject] = self._find(name, subject)
        return known

    def facts(self, subject: str, of: str = CUSTOMER) -> Mapping[str, Value | Missing]:
        """What expressions may ask of a subject: ``figure.*``, ``dealer.*``, ``contract.*``, parameters; when asked."""
        return _FactsOf(self, subject, of)

    def kind(self, name: str) -> Type:
        """The type of a figure."""
        return DATE if name == AS_OF else self.definitions[name].type

    def window(self, name: str) -> DateRange | None:
        """The days of a figure's window; None of a formula."""
        definition = self.definitions[name]
        if definition.rows is None:
            return None
        if definition.rows.is_labelled and definition.figure.over.period is not None:
            return definition.figure.over.whole_period(shifted_day(definition, self.as_of)).range
        return window_of(definition, self.as_of)

    def base(self, name: str) -> tuple[str, DateRange | None] | None:
        """The figure that a growth or a ratio is measured against, and its days; None where none is named."""
        base = self.definitions[name].figure.base
        return None if base is None else (base, self.window(base))

    def _find(self, name: str, subject: str) -> Value | Absence:
        definition = self.definitions.get(name)
        if definition is None:
            return Absence(Why.NOT_IN_BOOK, (FIGURE + name,))
        if definition.of == COMPANY:
            subject = COMPANY
        if definition.formula is not None:
            found = definition.formula.evaluate(self.facts(subject, definition.of))
            if not isinstance(found, Missing):
                return found
            is_ratio = any("/" in each for each in found.facts)
            return Absence(Why.OVER_ZERO if is_ratio else Why.OTHER, found.facts)
        if definition.figure.rank is not None or definition.figure.share is not None:
            return self._compared(definition, subject)
        lacking = self._lacking.get(name)
        if lacking:
            return Absence(Why.NOT_IN_BOOK, lacking)
        value = self._values[name].get(subject)
        if value is not None:
            return value
        if definition.figure.aggregate in {"sum", "count"}:
            return ZERO
        return Absence(Why.NO_ROWS, (definition.fact,))

    def _compared(self, definition: Reckoned, subject: str) -> Value | Absence:
        other = definition.figure.rank or definition.figure.share or ""
        own = self.found(other, subject)
        if isinstance(own, Absence):
            return Absence(Why.OTHER, own.facts)
        known = self._across.get(definition.id)
        if known is None:
            known = self._across[definition.id] = self._of_everybody(definition, other)
        if isinstance(known, Absence):
            return known
        value = known.get(subject)
        return Absence(Why.OVER_ZERO, (definition.fact,)) if value is None else value

    def _of_everybody(self, definition: Reckoned, other: str) -> Mapping[str, Value] | Absence:
        """Everybody's rank or share; an absence where somebody's figure is unclear, for it might be any."""
        found = {each: self.found(other, each) for each in self.subjects(definition.of)}
        for subject, each in found.items():
            if isinstance(each, Absence) and self._is_unclear(other, subject, each):
                return Absence(Why.OTHER, each.facts)
        numbers = {each: value for each, value in found.items() if isinstance(value, (Decimal, Fraction))}
        return _ranks(numbers) if definition.figure.rank is not None else _shares(numbers)

    def _is_unclear(self, name: str, subject: str, found: Absence) -> bool:
        """Whether a figure is missing because something is not known, and not for want of rows."""
        if found.why is not Why.OTHER:
            return found.why is Why.UNCLEAR
        parts = {each: self.found(each, subject) for each in needed(self.definitions[name].figure)}
        absent = {each: part for each, part in parts.items() if isinstance(part, Absence)}
        return not absent or any(self._is_unclear(each, subject, part) for each, part in absent.items())


class _FactsOf(Mapping[str, "Value | Missing"]):
    """The facts of one subject, each looked up when it is asked for."""

    __slots__ = ("_figures", "_of", "_subject")

    def __init__(self, figures: Figures, subject: str, of: str) -> None:
        self._figures = figures
        self._subject = subject
        self._of = of

    def __getitem__(self, name: str) -> Value | Missing:
        figures = self._figures
        root, dot, rest = name.partition(".")
        if root == "figure" and dot:
            return figures.value(rest, self._subject)
        if root == "dealer" and self._of == CUSTOMER:
            return figures.masters.dealer(name, self._subject, figures.as_of)
        if root == "contract" and self._of == CUSTOMER:
            return figures.masters.contract_of_dealer(name, self._subject, figures.as_of)
        return figures._parameters[name]  # noqa: SLF001  # the two classes are one thing in two parts

    def __iter__(self) -> Iterator[str]:
        figures = self._figures
        yield FIGURE + AS_OF
        yield from (each.fact for each in figures.definitions.values() if each.of in {self._of, COMPANY})
        yield from figures._parameters  # noqa: SLF001

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _ranks(numbers: Mapping[str, Number]) -> Mapping[str, Value]:
    """The place of each by size, the largest first; equals share the better place."""
    found: dict[str, Value] = {}
    place = 0
    before: Number | None = None
    for position, (subject, number) in enumerate(
        sorted(numbers.items(), key=lambda each: (negate(each[1]), each[0])), 1
    ):
        if number != before:
            place, before = position, number
        found[subject] = Decimal(place)
    return found


def _shares(numbers: Mapping[str, Number]) -> Mapping[str, Value]:
    """The part of each in the sum of all; nothing where the sum is zero."""
    whole: Number = ZERO
    for number in numbers.values():
        whole = add(whole, number)
    return {subject: divide(number, whole) for subject, number in numbers.items()} if whole else {}
