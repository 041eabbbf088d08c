"""ABC analysis: classes by the share of the total that the largest cumulate.

Sorted by a figure, the largest first; a class reaches up to a share of the total. Sources: V. Pareto's observation as
J. M. Juran used it; H. F. Dickie, "ABC Inventory Analysis Shoots for Dollars, Not Pennies" (Factory Management and
Maintenance, 1951). What the literature leaves open is stated here: the line that crosses, ties, zeros and negatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import KEY, SHARE, choice
from dealerkit.policy.shapes import Keyed, entry, expression, items, record, ruled
from dealerkit.policy.types import COUNT, MONEY, NUMBER, Type
from dealerkit.policy.types import SHARE as SHARE_TYPE
from dealerkit.problems import Arg
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, class_key, known_numbers
from dealerkit.scoring.classes.ranked import (
    AFTER,
    BEFORE,
    BETTER,
    BY_CODE,
    COUNT_MODES,
    NEAREST,
    TOGETHER,
    WORSE,
    Bound,
    Ranked,
    by_count,
    by_cumulated_share,
)
from dealerkit.values.exact import ZERO, Number, as_fraction, total

RANKED_BY = "figure"
"""The name of the figure by which members are ranked."""
RANKED_ALIKE = "ranked"
"""Said of members at zero or below: they are ranked like all others."""

_OF = "what members are ranked by, the largest first, as in figure.sales"


@frozen(kw_only=True)
class UpTo:
    """One class of a ranking: it reaches from where the class before ends up to a cumulated share."""

    rule: Rule = ruled()
    class_: str = entry(KEY, "the class")
    up_to: Number = entry(SHARE, "the cumulated share up to which it reaches; the last one reaches 100%")  # type: ignore[assignment]  # mypy joins the union

    @property
    def bound(self) -> Bound:
        """The class as arithmetic takes it."""
        return Bound(self.class_, self.up_to)


UP_TO = items(record(UpTo), class_key)


@frozen(kw_only=True)
class ByShares:
    """ABC: classes by the share of the total that the largest cumulate."""

    adds_up: ClassVar[str] = RANKED_BY
    rule: Rule = ruled()
    of: Expression = entry(expression(SCOPE, NUMBER), _OF)
    bands: Keyed[UpTo] = entry(UP_TO, "the classes, the best first, each up to a cumulated share of the total")
    crossing: str = entry(
        choice(BEFORE, AFTER, NEAREST),
        "where the line that crosses a bound belongs: in the class before it, in the one after, or in the one to which"
        " the nearer end of the line belongs",
    )
    ties: str = entry(
        choice(TOGETHER, BY_CODE), "members with the same figure: one line together, or each apart in order of codes"
    )
    at_zero_or_below: str = entry(
        KEY, "the class of members whose figure is zero or negative; they are no part of the total"
    )

    @property
    def figures(self) -> Mapping[str, Type]:
        """The figure, its share, and the share cumulated through it."""
        return {"figure": MONEY, "rank": COUNT, "share": SHARE_TYPE, "cumulated": SHARE_TYPE}

    def uses(self) -> Iterator[Use]:
        """The class of each band, and of who has nothing."""
        yield from (Use(each.class_, each.rule) for each in self.bands.values())
        yield Use(self.at_zero_or_below, self.rule, "at_zero_or_below")

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class."""
        known, lacking = known_numbers(members, self.of)
        above = {key: amount for key, amount in known.items() if amount > 0}
        whole, bounds = total(above.values()), [each.bound for each in self.bands.values()]
        found = {
            each.key: self._placed(each, whole) for each in by_cumulated_share(above, bounds, self.crossing, self.ties)
        }
        for key, amount in known.items():
            if key not in above:
                found[key] = without_share(key, amount, self.at_zero_or_below, self.rule)
        found.update((key, Placed(key, missing=missing)) for key, missing in lacking.items())
        return found

    def _placed(self, ranked: Ranked, whole: Number) -> Placed:
        values, band = _values(ranked, whole), self.bands[ranked.name]
        figures: tuple[tuple[str, Arg], ...] = (
            *values,
            ("begins", as_fraction(ranked.before) / as_fraction(whole)),
            ("up_to", band.up_to),
            ("class", ranked.name),
        )
        reasons = [Reason("class-share", band.rule, figures)]
        if ranked.crossed:
            reasons.append(Reason(f"class-crossing-{self.crossing}", self.rule, (("class", ranked.name),)))
        return Placed(ranked.key, ranked.name, values, tuple(reasons))


@frozen(kw_only=True)
class ByCounts:
    """80/20: classes by the share of the members, ranked by a figure and counted from the best."""

    adds_up: ClassVar[str] = RANKED_BY
    rule: Rule = ruled()
    of: Expression = entry(expression(SCOPE, NUMBER), _OF)
    bands: Keyed[UpTo] = entry(UP_TO, "the classes, the best first, each up to a cumulated share of the members")
    rounding: str = entry(choice(*COUNT_MODES), "how a share of the members becomes a whole number of them")
    ties: str = entry(
        choice(BETTER, WORSE, BY_CODE),
        "members with the same figure between whom a class would end: all in the better class, all in the worse, or"
        " cut in order of codes",
    )
    at_zero_or_below: str = entry(
        KEY,
        "members whose figure is zero or negative: `ranked` and counted like all others, or the class they get without"
        " being counted",
    )

    @property
    def figures(self) -> Mapping[str, Type]:
        """The figure, its share, and the share cumulated through it."""
        return {"figure": MONEY, "rank": COUNT, "share": SHARE_TYPE, "cumulated": SHARE_TYPE}

    def uses(self) -> Iterator[Use]:
        """The class of each band, and of who has nothing."""
        yield from (Use(each.class_, each.rule) for each in self.bands.values())
        if self.at_zero_or_below != RANKED_ALIKE:
            yield Use(self.at_zero_or_below, self.rule, "at_zero_or_below")

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class."""
        known, lacking = known_numbers(members, self.of)
        everybody = self.at_zero_or_below == RANKED_ALIKE
        counted = {key: amount for key, amount in known.items() if everybody or amount > 0}
        whole = total(amount for amount in counted.values() if amount > 0)
        bounds = [each.bound for each in self.bands.values()]
        ranking = by_count(counted, bounds, self.rounding, self.ties) if counted else ()
        found = {each.key: self._placed(each, whole, len(counted)) for each in ranking}
        for key, amount in known.items():
            if key not in counted:
                found[key] = without_share(key, amount, self.at_zero_or_below, self.rule)
        found.update((key, Placed(key, missing=missing)) for key, missing in lacking.items())
        return found

    def _placed(self, ranked: Ranked, whole: Number, count: int) -> Placed:
        values, band = _values(ranked, whole), self.bands[ranked.name]
        figures: tuple[tuple[str, Arg], ...] = (
            *values,
            ("count", count),
            ("up_to", band.up_to),
            ("class", ranked.name),
        )
        reasons = [Reason("class-count", band.rule, figures)]
        if ranked.crossed:
            reasons.append(Reason(f"class-tied-{self.ties}", self.rule, (("class", ranked.name),)))
        return Placed(ranked.key, ranked.name, values, tuple(reasons))


def without_share(key: str, amount: Number, name: str, rule: Rule) -> Placed:
    """A member who has nothing of the total."""
    values: tuple[tuple[str, Arg], ...] = (("figure", amount),)
    return Placed(key, name, values, (Reason("class-nothing", rule, (*values, ("class", name))),))


def _values(ranked: Ranked, whole: Number) -> tuple[tuple[str, Arg], ...]:
    found: list[tuple[str, Arg]] = [("figure", ranked.amount), ("rank", ranked.rank)]
    if whole and ranked.amount > ZERO:
        share: Fraction = as_fraction(ranked.amount) / as_fraction(whole)
        found += [("share", share), ("cumulated", as_fraction(ranked.after) / as_fraction(whole))]
    return tuple(found)


BY_SHARES = record(ByShares)
BY_COUNTS = record(ByCounts)
