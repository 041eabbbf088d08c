"""Classes by bands of one figure: from which value on which class; and what several methods do with such bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Reason, Rule
from dealerkit.policy.bands import Band, Ladder, banded
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import KEY
from dealerkit.policy.shapes import Keyed, entry, expression, record, ruled
from dealerkit.policy.types import MONEY, NUMBER, Missing, Type
from dealerkit.problems import Arg
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, number_of
from dealerkit.values.exact import Number


@frozen(kw_only=True)
class ClassBand(Band):
    """A class from a value on."""

    class_: str = entry(KEY, "the class from this value on")


CLASS_BANDS = banded(ClassBand)
BANDS_DOC = "from which value on which class"
BELOW_DOC = "the class below the first bound"


@frozen
class Banding:
    """Bands with what holds below them, ready to find classes; ``rule`` is that of the method."""

    rule: Rule
    ladder: Ladder[ClassBand]
    below: str
    of_rates: bool = False

    @classmethod
    def of(cls, rule: Rule, bands: Keyed[ClassBand], below: str) -> Banding:
        """The bands as written, of amounts and counts."""
        return cls(rule, Ladder(bands.values()), below)

    @classmethod
    def of_shares(cls, rule: Rule, bands: Keyed[ClassBand], below: str) -> Banding:
        """The bands as written, of rates that people read as percentages."""
        return cls(rule, Ladder(bands.values()), below, of_rates=True)

    def placed(
        self, key: str, figure: Number, values: tuple[tuple[str, Arg], ...], reasons: Sequence[Reason]
    ) -> Placed:
        """The class of a figure, with what led to the figure."""
        band, unit = self.ladder.reached(figure), "-rate" if self.of_rates else ""
        if band is None:
            told: tuple[tuple[str, Arg], ...] = (("figure", figure), ("class", self.below))
            return Placed(key, self.below, values, (*reasons, Reason(f"class-below{unit}", self.rule, told)))
        told = (
            ("figure", figure),
            ("bound", band.bound.value if self.of_rates else band.bound.key),
            ("class", band.class_),
        )
        return Placed(key, band.class_, values, (*reasons, Reason(f"class-band{unit}", band.rule, told)))

    def uses(self) -> Iterator[Use]:
        """The class of each band, and the one below."""
        yield from (Use(each.class_, each.rule) for each in self.ladder.bands)
        yield Use(self.below, self.rule, "below")


@frozen(kw_only=True)
class ByBands:
    """Classes by fixed bands of a figure: nobody's class depends on the others."""

    adds_up: ClassVar[str] = ""
    rule: Rule = ruled()
    of: Expression = entry(expression(SCOPE, NUMBER), "the figure, as in figure.sales")
    bands: Keyed[ClassBand] = entry(CLASS_BANDS, BANDS_DOC)
    below: str = entry(KEY, BELOW_DOC)

    @property
    def figures(self) -> Mapping[str, Type]:
        """The figure."""
        return {"figure": MONEY}

    @property
    def banding(self) -> Banding:
        """The bands, ready."""
        return Banding.of(self.rule, self.bands, self.below)

    def uses(self) -> Iterator[Use]:
        """The class of each band, and the one below."""
        return self.banding.uses()

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class."""
        banding = self.banding
        found: dict[str, Placed] = {}
        for member in members:
            value = number_of(self.of, member.facts)
            if isinstance(value, Missing):
                found[member.key] = Placed(member.key, missing=value.facts)
            else:
                found[member.key] = banding.placed(member.key, value, (("figure", value),), ())
        return found


BY_BANDS = record(ByBands)
