"""One scorecard (评分卡), key by key.

    scoring:
      scorecards:
        dealer:
          title: 经销商评分
          where: dealer.kind == "dealer"
          total: 100                       # what the weights add up to
          if_missing: refuse               # of an item: refuse, zero, leave-out, or so many points
          items:
            - {id: payment, of: figure.days_to_pay, weight: 60, bands: [{at: 0, points: 100}, {above: 30, points: 40}]}
            - id: growth
              of: figure.growth
              weight: 40
              if_missing: leave-out
              against: {peers: {same: [dealer.class], take: median}, as: difference}
              bands: [{at: -100%, points: 0}, {at: 0, points: 60}, {at: 10%, points: 100}]
          grades: [{at: 85, grade: A}, {at: 70, grade: B}, {at: 0, grade: C}]
          gates: [{id: unpaid, item: payment, below: 40, at_most: B}]
          minimum: {items: 2, weight: 60%}
          history: {every: quarter, periods: 4, downgrade_after: 2}

With weights the score is the weighted mean of the items' points, without it is their sum. An item whose figure is
missing is refused, is zero, or is left out: then the others carry its weight, each in proportion to its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.bands import Band, banded
from dealerkit.policy.expressions import Expression
from dealerkit.policy.header import MODES
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import BOOLEAN as FLAG
from dealerkit.policy.scalars import (
    COUNT_FROM_1,
    KEY,
    NUMBER,
    RATE,
    SHARE,
    STEP,
    TEXT,
    JsonSchema,
    choice,
)
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, listing, named, placed, record, ruled
from dealerkit.policy.shapes import items as list_of
from dealerkit.policy.types import BOOLEAN, Type
from dealerkit.policy.types import NUMBER as NUMBER_TYPE
from dealerkit.scoring.figures.tables import CUSTOMER
from dealerkit.values.exact import ZERO, Number
from dealerkit.values.percentiles import MEDIAN
from dealerkit.values.rounding import Mode, Rounding

SCOPE = frozenset({"figure", "dealer", "contract"})
"""What an item, a gate, a condition of who is scored may ask."""

REFUSE, NOTHING, LEAVE_OUT = "refuse", "zero", "leave-out"
RATIO, DIFFERENCE = "ratio", "difference"
TAKES = ("median", "average", "highest", "lowest", "quantile")


class IfMissing:
    """What an item without a figure gets: ``refuse``, ``zero``, ``leave-out``, or a number of points."""

    _words = choice(REFUSE, NOTHING, LEAVE_OUT)

    def read(self, node: Node, reading: Reading, address: str) -> str | Number | Invalid:
        """The word or the points, or INVALID with the reason reported."""
        text = node.text if isinstance(node, Scalar) else ""
        if text[:1].isdigit() or text[:1] in {"-", "+"}:
            return NUMBER.read(node, reading, address)
        return self._words.read(node, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"anyOf": [self._words.schema(definitions), NUMBER.schema(definitions)]}


_IF_MISSING = cast("Shape[str | Number]", IfMissing())
_NUMBER, _RATE, _SHARE = (cast("Shape[Number]", each) for each in (NUMBER, RATE, SHARE))


def _asked(wanted: Type) -> Shape[Expression]:
    return expression(SCOPE, wanted)


@frozen(kw_only=True)
class PointsBand(Band):
    """The points an item gets from a value on."""

    points: Number = entry(_NUMBER, "the points from this value on")


@frozen(kw_only=True)
class Step:
    """The points an item gets where a condition holds; the first that does decides."""

    rule: Rule = ruled()
    id: str = named()
    when: Expression = entry(_asked(BOOLEAN), "the condition")
    points: Number = entry(_NUMBER, "the points if it holds")


@frozen(kw_only=True)
class Peers:
    """Others that one is compared with: who is scored by the same card and is the same in what ``same`` names."""

    rule: Rule = placed()
    same: tuple[str, ...] = entry(
        listing(TEXT), "facts that peers have in common, as dealer.class; all who are scored if absent", default=()
    )
    take: str = entry(choice(*TAKES), "which value of theirs stands for them")
    quantile: Number = entry(_SHARE, "of `take: quantile`, the share of peers that do not exceed it", default=MEDIAN)
    at_least: int = entry(COUNT_FROM_1, "with fewer peers than this the comparison is missing", default=1)
    including_own: bool = entry(FLAG, "whether one's own value counts among the peers'", default=False)


@frozen(kw_only=True)
class Against:
    """What an item's figure is compared with before it gets points."""

    rule: Rule = placed()
    benchmark: str | None = entry(TEXT, "the code of one subject that all are compared with", default=None)
    peers: Peers | None = entry(record(Peers), "or a value of the others", default=None)
    as_: str = entry(
        choice(RATIO, DIFFERENCE), "ratio: the figure divided by the other; difference: the figure less the other"
    )


@frozen(kw_only=True)
class Item:
    """One item of a scorecard: a figure, how it becomes points, and what the points weigh."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the item's name for people", default=None)
    source: str | None = entry(TEXT, "where it comes from", default=None)
    of: Expression | None = entry(_asked(NUMBER_TYPE), "the figure that the bands go by", default=None)
    weight: Number | None = entry(_RATE, "what its points weigh; of all items or of none", default=None)
    bands: Keyed[PointsBand] | None = entry(
        cast("Shape[Keyed[PointsBand]]", banded(PointsBand)), "points by lower bounds of the figure", default=None
    )
    below: Number = entry(_NUMBER, "the points below the first bound", default=ZERO)
    steps: Keyed[Step] | None = entry(list_of(record(Step)), "points by conditions, the first that holds", default=None)
    otherwise: Number | None = entry(
        _NUMBER, "the points where no step holds; the item is missing if absent", default=None
    )
    points: Expression | None = entry(
        _asked(NUMBER_TYPE), "an expression that gives the points themselves", default=None
    )
    against: Against | None = entry(
        record(Against, exactly_one=(("benchmark", "peers"),)),
        "a benchmark or peers that the figure is compared with before the bands",
        default=None,
    )
    if_missing: str | Number | None = entry(
        _IF_MISSING, "what the item gets without a figure, where not what the card says", default=None
    )

    @property
    def name(self) -> str:
        """Its name for people."""
        return self.title or self.id


@frozen(kw_only=True)
class GradeBand(Band):
    """A grade, from a score on."""

    grade: str = entry(TEXT, "the grade")
    title: str | None = entry(TEXT, "the grade's name for people", default=None)
    treatment: str | None = entry(TEXT, "what follows from it: terms, support, a conversation", default=None)


@frozen(kw_only=True)
class Gate:
    """What keeps a grade down whatever the score: too few points in one item, or a condition."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the gate's name for people", default=None)
    item: str | None = entry(KEY, "the item whose points are looked at", default=None)
    below: Number | None = entry(_NUMBER, "with fewer points than this the gate holds", default=None)
    when: Expression | None = entry(_asked(BOOLEAN), "or a condition under which it holds", default=None)
    at_most: str = entry(TEXT, "the best grade that can then be reached")
    if_missing: str | None = entry(
        choice("apply", "pass"),
        "what becomes of it where nobody knows whether it holds; no grade if absent",
        default=None,
    )


@frozen(kw_only=True)
class Minimum:
    """What has to be known of somebody before he gets a grade."""

    rule: Rule = ruled()
    items: int | None = entry(COUNT_FROM_1, "so many items have a figure", default=None)
    weight: Number | None = entry(_SHARE, "items of so large a share of the weight have a figure", default=None)
    when: Expression | None = entry(_asked(BOOLEAN), "a condition, as figure.orders >= 3", default=None)
    grade: str | None = entry(TEXT, "the grade of who has less, as `new`; none if absent", default=None)


@frozen(kw_only=True)
class ScoreRounding:
    """How a score is rounded before it is graded."""

    rule: Rule = placed()
    to: Decimal = entry(STEP, "the step: 0.1, 1")
    mode: str = entry(choice(*MODES), "what happens to a half, or which way to go", default="half-up")

    def apply(self, score: Number) -> Decimal:
        """The score rounded."""
        return Rounding(self.to, Mode(self.mode)).apply(score)


@frozen(kw_only=True)
class History:
    """How grades follow one another over periods."""

    rule: Rule = placed()
    every: str = entry(choice("month", "quarter", "half-year", "year"), "how often a grade is given")
    periods: int = entry(COUNT_FROM_1, "how many periods are looked back at, besides the running one")
    downgrade_after: int = entry(COUNT_FROM_1, "after how many periods below in a row a grade falls", default=1)
    upgrade_after: int = entry(COUNT_FROM_1, "after how many periods above in a row it rises", default=1)


@frozen(kw_only=True)
class Scorecard:
    """Who is scored, by which items, and which grade follows from which score."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the scorecard's name for people", default=None)
    source: str | None = entry(TEXT, "where it comes from", default=None)
    of: str = entry(KEY, "what is scored: customer, outlet, employee, product …", default=CUSTOMER)
    where: Expression | None = entry(_asked(BOOLEAN), "who is scored; everybody if absent", default=None)
    total: Number = entry(_RATE, "what the weights add up to; without weights, the most points one can get")
    items: Keyed[Item] = entry(
        list_of(record(Item, exactly_one=(("bands", "steps", "points"),), not_together=(("points", "of"),))),
        "what is scored",
    )
    if_missing: str | Number = entry(
        _IF_MISSING,
        "what an item without a figure gets: refuse, zero, leave-out (the others carry its weight), or points",
    )
    minimum: Minimum | None = entry(record(Minimum), "what has to be known before there is a grade", default=None)
    rounding: ScoreRounding | None = entry(
        record(ScoreRounding), "how the score is rounded before it is graded; not at all if absent", default=None
    )
    grades: Keyed[GradeBand] = entry(
        cast("Shape[Keyed[GradeBand]]", banded(GradeBand)), "grades by lower bounds of the score, the lowest first"
    )
    gates: Keyed[Gate] = entry(
        list_of(record(Gate, exactly_one=(("item", "when"),))),
        "what keeps a grade down whatever the score",
        default=Keyed(),
    )
    history: History | None = entry(record(History), "how grades follow one another", default=None)

    @property
    def name(self) -> str:
        """Its name for people."""
        return self.title or self.id

    @property
    def is_weighted(self) -> bool:
        """Whether its items have weights; without, points are added up."""
        return any(each.weight is not None for each in self.items.values())

    def missing_rule(self, item: Item) -> str | Number:
        """What an item without a figure gets."""
        return self.if_missing if item.if_missing is None else item.if_missing

    def order(self, grade: str) -> int | None:
        """The place of a grade, the best the highest; None of one that the card does not know."""
        names = [band.grade for band in self.ladder_order()]
        return names.index(grade) if grade in names else None

    def ladder_order(self) -> tuple[GradeBand, ...]:
        """The grades, the lowest first."""
        return tuple(sorted(self.grades.values(), key=lambda band: (band.bound.value, band.bound.side == "above")))


CARD = record(Scorecard)
