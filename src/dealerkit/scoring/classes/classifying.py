"""Putting members into the classes of every scheme, one scheme after the other: each may ask for those before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.decisions import Reason
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.scoring.classes.members import Member, Placed
from dealerkit.scoring.classes.scheme import PREFIX, UNDETERMINED, ClassOf, Scheme
from dealerkit.scoring.classes.shares import RANKED_BY
from dealerkit.scoring.population import WithMore
from dealerkit.values.exact import Number, as_fraction, total


@frozen(eq=False)
class Share:
    """One class in a summary: how many members it has, and what they have together.

    ``amount`` is None where the method has no figure that adds up.
    """

    name: str
    count: int
    amount: Number | None = None


@frozen(eq=False)
class Classed:
    """What became of one scheme: everybody's place by key, and who is none of its members."""

    scheme: Scheme
    placed: Mapping[str, Placed]
    outside: tuple[str, ...] = ()
    recorded: Mapping[str, str] = field(factory=dict, repr=False)
    """The class that the company has on file, of those who have one; nobody where the policy does not compare."""

    @property
    def summary(self) -> tuple[Share, ...]:
        """Each class in the policy's order, with its members; those without one at the end, if there are any."""
        counts = Counter(each.name for each in self.placed.values())
        amounts: dict[str, list[Number]] = {}
        kind = self.scheme.method.adds_up
        for each in self.placed.values():
            amount = each.value(kind)
            # What is not above zero is no part of the total that a ranking shares out.
            if isinstance(amount, Decimal | Fraction) and (kind != RANKED_BY or amount > 0):
                amounts.setdefault(each.name, []).append(amount)
        names = (*self.scheme.into, *([""] if counts[""] else []))
        return tuple(Share(name, counts[name], total(amounts.get(name, ())) if kind else None) for name in names)

    @property
    def other_on_file(self) -> Iterator[tuple[str, str, str]]:
        """Who has another class on file, or none, than was found: his key, the one on file, the one found."""
        for key, placed in self.placed.items() if self.scheme.recorded is not None else ():
            on_file = self.recorded.get(key, "")
            if placed.name and placed.name != on_file:
                yield key, on_file, placed.name

    @property
    def whole(self) -> Number:
        """What all members have together."""
        return total(each.amount for each in self.summary if each.amount is not None)

    def of(self, key: str) -> ClassOf | None:
        """The class somebody is in, as the policy describes it."""
        placed = self.placed.get(key)
        return None if placed is None else self.scheme.into.get(placed.name)

    @property
    def warranted(self) -> Iterator[tuple[ClassOf, int]]:
        """The classes that have as many members as warrant something, with their number."""
        counts = Counter(each.name for each in self.placed.values())
        for each in self.scheme.into.values():
            if each.warrants is not None and counts[each.id] >= each.warrants.from_:
                yield each, counts[each.id]


def share_of(amount: Number, whole: Number) -> Number | None:
    """An amount as a share of a whole; None where there is nothing to share."""
    return as_fraction(amount) / as_fraction(whole) if whole > 0 else None


def classify_members(schemes: Iterable[Scheme], members: Iterable[Member]) -> Mapping[str, Classed]:
    """Everybody's class by every scheme, by the scheme's id. The order of the members does not matter."""
    facts = {each.key: WithMore(each.facts, {}) for each in sorted(members, key=lambda each: each.key)}
    known = [Member(key, theirs) for key, theirs in facts.items()]
    found: dict[str, Classed] = {}
    for scheme in schemes:
        found[scheme.id] = classed = _classed(scheme, known)
        for key, theirs in facts.items():
            theirs.more[f"{PREFIX}{scheme.id}"] = _as_fact(scheme, classed.placed.get(key))
    return found


def _classed(scheme: Scheme, members: list[Member]) -> Classed:
    inside: list[Member] = []
    outside: list[str] = []
    placed: dict[str, Placed] = {}
    for each in members:
        is_inside = True if scheme.where is None else scheme.where.evaluate(each.facts)
        if isinstance(is_inside, Missing):
            placed[each.key] = Placed(each.key, missing=is_inside.facts)
        elif is_inside:
            inside.append(each)
        else:
            outside.append(each.key)
    by_method = scheme.method.place(inside)
    placed.update((each.key, _settled(scheme, by_method[each.key])) for each in inside)
    return Classed(scheme, dict(sorted(placed.items())), tuple(outside), dict(_on_file(scheme, members)))


def _on_file(scheme: Scheme, members: Iterable[Member]) -> Iterator[tuple[str, str]]:
    if scheme.recorded is None:
        return
    for each in members:
        value = scheme.recorded.evaluate(each.facts)
        if isinstance(value, str):
            yield each.key, value


def _settled(scheme: Scheme, placed: Placed) -> Placed:
    """A place with the class for what is missing, where the policy gives one."""
    if placed.name or not placed.missing or scheme.if_missing == UNDETERMINED:
        return placed
    told: tuple[tuple[str, Arg], ...] = (("class", scheme.if_missing), ("missing", placed.missing))
    reason = Reason("class-if-missing", scheme.rule, told)
    return evolve(placed, name=scheme.if_missing, missing=(), code="", reasons=(*placed.reasons, reason))


def _as_fact(scheme: Scheme, placed: Placed | None) -> Value | Missing:
    return placed.name if placed is not None and placed.name else Missing((f"{PREFIX}{scheme.id}",))
