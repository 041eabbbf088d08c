"""Who is classed, by what is known of him, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Protocol

from attrs import frozen

from dealerkit.decisions import Decision, Outcome, Read, Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Scalar
from dealerkit.policy.types import Missing, Type, Value
from dealerkit.problems import Arg
from dealerkit.values.exact import Number, canonical

Facts = Mapping[str, Value | Missing]

SCOPE = frozenset({"figure", "dealer", "contract", "class", "score"})
"""What a class may ask for: figures, scores, the customer and his contract, and the classes that stand before it."""

NO_RULE, MISSING = "DK001", "DK003"


@frozen
class Member:
    """One to be classed, and the facts about him."""

    key: str
    facts: Facts


@frozen
class Placed:
    """Where a member was put: the class, the figures that decided, and why.

    ``name`` is empty where it cannot be told (``missing`` says what is) or where nothing fits.
    """

    key: str
    name: str = ""
    values: tuple[tuple[str, Arg], ...] = ()
    reasons: tuple[Reason, ...] = ()
    tried: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    reads: tuple[Read, ...] = ()
    code: str = ""

    @property
    def decision(self) -> Decision:
        """The class as a decision; no class is a refusal where all is known, else undetermined."""
        outcome, code = Outcome.GRANTED, ""
        if not self.name:
            outcome = Outcome.UNDETERMINED if self.missing else Outcome.REFUSED
            code = self.code or (MISSING if self.missing else NO_RULE)
        values = (("class", self.name), *self.values)
        return Decision(outcome, code, None, values, self.reasons, self.tried, self.reads, self.missing)

    def value(self, name: str) -> Arg:
        """A figure by name; ``""`` where there is none."""
        return next((value for known, value in self.values if known == name), "")


@frozen
class Use:
    """A class that a method may lead to, the rule that does, and the key of the rule under which it is written."""

    name: str
    rule: Rule
    key: str = "class"


class Method(Protocol):
    """A way to put members into classes."""

    adds_up: ClassVar[str]
    """The figure of its members that a summary adds up; none if empty."""

    @property
    def figures(self) -> Mapping[str, Type]:
        """The figures it tells of each member, in their order."""
        ...

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class. The order of the members does not matter."""
        ...

    def uses(self) -> Iterator[Use]:
        """Every class it may lead to, as the policy writes it."""
        ...


def class_key(node: MappingNode) -> str:
    """The key that an item's class makes of it."""
    written = node.get("class")
    return written.text if isinstance(written, Scalar) else f"line {node.line}"


def number_of(expression: Expression, facts: Facts) -> Number | Missing:
    """A number that a rule asks for; a whole one counts as a decimal."""
    value = expression.evaluate(facts)
    if isinstance(value, Missing | Decimal | Fraction):
        return value
    return Decimal(value) if isinstance(value, int) else Missing((expression.text,))


def known_numbers(
    members: Sequence[Member], expression: Expression
) -> tuple[dict[str, Number], dict[str, tuple[str, ...]]]:
    """A figure of all members by key, and what is missing for those whose figure is not known."""
    known: dict[str, Number] = {}
    lacking: dict[str, tuple[str, ...]] = {}
    for member in members:
        value = number_of(expression, member.facts)
        if isinstance(value, Missing):
            lacking[member.key] = value.facts
        else:
            known[member.key] = value
    return known, lacking


def facts_read(names: frozenset[str], facts: Facts) -> tuple[Read, ...]:
    """The facts that a rule read and that are known, by name."""
    found = ((name, facts.get(name)) for name in sorted(names))
    return tuple(
        Read(name, _told(value)) for name, value in found if value is not None and not isinstance(value, Missing)
    )


def facts_told(names: frozenset[str], facts: Facts) -> tuple[str, ...]:
    """The facts that a rule read, for a sentence: ``figure.orders 3``."""
    return tuple(f"{each.name} {_text(each.value)}" for each in facts_read(names, facts))


def _told(value: Value) -> Arg:
    if isinstance(value, bool):
        return "true" if value else "false"
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


def _text(value: Arg) -> str:
    if isinstance(value, Decimal | Fraction):
        return canonical(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
