"""The fact catalogue: everything an expression may ask about, described once.

Each domain brings its own facts; documentation and the check of expressions read them here. A place
in a policy sees facts by the first part of their name: ``line.net_amount`` belongs to ``line``, the
bare ``product`` to ``product``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from dealerkit.policy.types import Type
from dealerkit.problems import DealerkitError

LINE = frozenset({"line", "product", "dealer", "contract"})
"""What a condition on lines (``where:``) sees: the line, its product, and its dealer and contract."""

PAYEE = frozenset({"dealer", "contract", "period", "attainment", "measured"})
"""What a condition on who is paid sees: the payee and the period with its named measures, no line."""

PLACES: Mapping[str, frozenset[str]] = {"where": LINE, "eligible": PAYEE, "gates": PAYEE, "factors": PAYEE}
"""Keys of a policy under which expressions stand, and what they see there."""


@frozen
class Fact:
    """One thing that can be known.

    ``meaning`` is a sentence for people, ``source`` the table or rule it comes from, ``instant`` the
    day at which it is read (``line date``, ``period end``, ``order date``). ``unit`` is for display
    and is the type's own if not given. ``values`` lists all texts the fact can be, where that is
    known: an expression that asks for another is a finding.
    """

    name: str
    type: Type
    unit: str = field(kw_only=True)
    meaning: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    instant: str = field(default="", kw_only=True)
    values: tuple[str, ...] = field(default=(), kw_only=True)
    root: str = field(init=False, eq=False, repr=False)

    @unit.default
    def _unit_of_the_type(self) -> str:
        return self.type.unit

    @root.default
    def _first_part(self) -> str:
        return self.name.partition(".")[0]


def _all_of(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(facts)


@frozen
class Catalogue:
    """All facts by name, and which places of a policy see which of them."""

    facts: tuple[Fact, ...] = field(default=(), converter=_all_of)
    places: Mapping[str, frozenset[str]] = field(factory=lambda: PLACES, eq=False, repr=False)
    _by_name: dict[str, Fact] = field(init=False, eq=False, repr=False)

    @_by_name.default
    def _indexed(self) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for fact in self.facts:
            if found.setdefault(fact.name, fact) != fact:
                raise DealerkitError(f"the fact {fact.name} is described twice, differently")
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Fact]:
        """Every fact once, by name: the order of generated documentation."""
        return iter(sorted(self._by_name.values(), key=lambda fact: fact.name))

    def __len__(self) -> int:
        return len(self._by_name)

    def get(self, name: str) -> Fact | None:
        """The fact called ``name``, if there is one."""
        return self._by_name.get(name)

    def names(self, scope: frozenset[str]) -> tuple[str, ...]:
        """The names of the facts visible in ``scope``, sorted."""
        return tuple(fact.name for fact in self if fact.root in scope)

    def places_that_see(self, name: str) -> tuple[str, ...]:
        """The keys of a policy under which ``name`` may be asked for."""
        root = name.partition(".")[0]
        return tuple(place for place, scope in self.places.items() if root in scope)

    def with_facts(self, facts: Iterable[Fact]) -> Catalogue:
        """This catalogue with more facts."""
        return Catalogue((*self.facts, *facts), self.places)

    def with_places(self, places: Mapping[str, frozenset[str]]) -> Catalogue:
        """This catalogue with more places; what one sees is joined if its key is known already."""
        joined = dict(self.places)
        for key, scope in places.items():
            joined[key] = joined.get(key, frozenset()) | scope
        return Catalogue(self.facts, joined)
