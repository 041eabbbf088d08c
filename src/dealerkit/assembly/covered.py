"""Coverage: which rules, bands and table rows of a policy some passing case was decided by."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from dealerkit.policy.overlays import steps
from dealerkit.problems import Location, Problem, problem
from dealerkit.values.numbers import Number, read_rate

RULE, BAND, ROW = "rule", "band", "row"
KINDS = (RULE, BAND, ROW)
"""What is covered, in the order in which it is told: clauses of any kind, bands by their bound, rows of tables."""

_SIDES = ("above ", "unit ")


@frozen
class Coverage:
    """Which rules some passing case was decided by, and which none was; by address."""

    covered: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> Coverage:
        """The part that is about rules, bands or rows."""
        return Coverage(
            tuple(each for each in self.covered if kind_of(each) == kind),
            tuple(each for each in self.uncovered if kind_of(each) == kind),
        )

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.covered) + len(self.uncovered)

    @property
    def share(self) -> Fraction:
        """The share that is covered; all of it where there is nothing to cover."""
        return Fraction(len(self.covered), self.count) if self.count else Fraction(1)


def kind_of(address: str) -> str:
    """What stands at an address: a row of a table, a band by its bound or its name, or another rule."""
    if not address.endswith("]"):
        return RULE
    of = address.rpartition("[")[0]
    if of.endswith(".rows"):
        return ROW
    if of.endswith(".bands"):
        return BAND
    key = steps(address)[-1]
    for side in _SIDES:
        key = key.removeprefix(side)
    return RULE if read_rate(key) is None else BAND


def coverage_of(addresses: Iterable[str], reached: Iterable[str]) -> Coverage:
    """A rule is covered when it decided a passing case, or holds one that did."""
    known = set(reached)
    covered: list[str] = []
    uncovered: list[str] = []
    for address in addresses:
        inside = any(each == address or each.startswith((f"{address}.", f"{address}[")) for each in known)
        (covered if inside else uncovered).append(address)
    return Coverage(tuple(covered), tuple(uncovered))


def below(coverage: Coverage, least: Number, at: Location) -> Iterable[Problem]:
    """DK291: less of the rules, bands or rows is covered than is asked for; each kind is held to it by itself."""
    for kind in KINDS:
        part = coverage.of_kind(kind)
        if part.share < Fraction(least):
            yield problem(
                "DK291",
                at,
                kind="table rows" if kind == ROW else f"{kind}s",
                covered=len(part.covered),
                count=part.count,
                least=least,
                uncovered=part.uncovered,
                first=part.uncovered[0],
            )
