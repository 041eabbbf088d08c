"""The ``contests:`` section (销售竞赛), key by key: who takes part, what is measured, which prize each place brings.

    contests:
      spring:
        effective: 2026-03-01..2026-05-31
        eligible: dealer.kind == "dealer"
        measured: {where: within(product, "cars"), measure: quantity}
        minimum: {base: 20}
        prizes:
          - {rank: 1..40, goods: {product: VAN, quantity: 1, worth: 140_000}}
          - {rank: 41..60, pay: 20_000}
        total: 6_000_000
        ties: share
        settle: {payout: transfer, late: adjust}

Source: a dealers' handbook whose contest gave 40 vehicles and 400,000 in cash, 6 million in all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.reading import INVALID, Invalid, Reading
from dealerkit.policy.scalars import AMOUNT, DURATION, INTEGER, RANGE, RATE, TEXT, JsonSchema, at_least, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, items, keyed, named, placed, record, ruled
from dealerkit.rebates.clauses import Against, Base, Condition
from dealerkit.rebates.periods import PERIOD, PeriodRule
from dealerkit.rebates.places import Shorthand
from dealerkit.values.durations import Duration
from dealerkit.values.exact import EXACT, ZERO
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import DateRange

SECTION = "contests"

_AMOUNT_FROM_0 = cast("Shape[Decimal]", at_least(AMOUNT, 0))
_RATE_FROM_0 = cast("Shape[Number]", at_least(RATE, 0))
_COUNT = cast("Shape[int]", at_least(INTEGER, 1))
_PLACES = re.compile(r"\s*([0-9]{1,6})(?:\s*\.\.\s*([0-9]{1,6}))?\s*\Z")


@frozen
class Places:
    """The places a prize is for: ``first`` through ``last``, counted from 1."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"

    def __len__(self) -> int:
        return self.last - self.first + 1


class PlacesShape:
    """One place, or a range of them: ``1``, ``2..5``."""

    def read(self, node: Node, reading: Reading, address: str) -> Places | Invalid:
        """The places."""
        found = _PLACES.match(node.text) if isinstance(node, Scalar) else None
        if found is None:
            # Whatever else is wrong with a number is told as of any whole number.
            number = _COUNT.read(node, reading, address)
            return number if isinstance(number, Invalid) else Places(number, number)
        first = int(found[1])
        last = first if found[2] is None else int(found[2])
        if not 1 <= first <= last:
            reading.report("DK486", node, address, rank=str(node.text), expected="")  # type: ignore[union-attr]
            return INVALID
        return Places(first, last)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^[0-9]+(\.\.[0-9]+)?$"}]}


def _places_key(node: Mapping) -> str:
    written = node.get("rank")
    return written.text.replace(" ", "") if isinstance(written, Scalar) else "?"


@frozen(kw_only=True)
class PrizeGoods:
    """What is handed over, and what it is worth."""

    rule: Rule = placed()
    product: str = entry(TEXT, "the code of the product that is given")
    quantity: int = entry(_COUNT, "how many of it each place brings", default=1)
    worth: Decimal = entry(_AMOUNT_FROM_0, "what one of it is worth in money; it counts towards the total")


@frozen(kw_only=True)
class Prize:
    """What each of these places brings: money, goods, or both."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the prize's name for people", default=None)
    rank: Places = entry(PlacesShape(), "the place, or the places from..to, that bring it; each brings it once")
    pay: Decimal | None = entry(_AMOUNT_FROM_0, "the money each place brings", default=None)
    goods: PrizeGoods | None = entry(record(PrizeGoods), "the goods each place brings", default=None)

    @property
    def worth(self) -> Decimal:
        """What one such place is worth in money."""
        goods = ZERO if self.goods is None else EXACT.multiply(Decimal(self.goods.quantity), self.goods.worth)
        return EXACT.add(self.pay or ZERO, goods)


@frozen(kw_only=True)
class Ties:
    """What holds for those who reached the same figure."""

    rule: Rule = ruled()
    how: str = entry(
        choice("share", "all", "tie-break"),
        "share: the prizes of the tied places are added up and shared equally; all: each gets the prize of the"
        " best of these places; tie-break: a second figure decides",
    )
    by: Base | None = entry(record(Base), "the second figure; the greater one stands above (tie-break)", default=None)
    then: str = entry(
        choice("share", "all"), "for those whose second figure is the same as well (tie-break)", default="share"
    )
    beyond_total: str | None = entry(
        choice("allowed"), "says that ties under `all` may lift the prizes beyond the total", default=None
    )

    @property
    def at_last(self) -> str:
        """What becomes of those who stay tied: ``share`` or ``all``."""
        return self.then if self.how == "tie-break" else self.how


@frozen(kw_only=True)
class Least:
    """What must be reached to be ranked at all."""

    rule: Rule = ruled()
    base: Number | None = entry(_RATE_FROM_0, "the least that must have been measured", default=None)
    share: Number | None = entry(_RATE_FROM_0, "the least share of the baseline (with `against`)", default=None)


@frozen(kw_only=True)
class Awarding:
    """How prizes are given, and what late facts still change."""

    rule: Rule = placed()
    payout: str = entry(choice("credit-note", "deduction", "transfer"), "how the money is paid")
    due: Duration | None = entry(
        DURATION, "how long after the posting it is paid; the day itself is not counted", default=None
    )
    late: str = entry(
        choice("adjust", "leave"),
        "if facts that come late change the places: adjust what was given, or leave it as it is",
    )


@frozen(kw_only=True)
class Contest:
    """One contest: dealers are ranked by what they sold, or by its growth, and places bring prizes."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the contest's name for people", default=None)
    effective: DateRange | None = entry(RANGE, "the days that count; those of the policy if absent", default=None)
    period: PeriodRule | None = entry(
        cast("Shape[PeriodRule]", Shorthand(PERIOD, "kind")),
        "how often it is held: every month, quarter …, each with all prizes; once, over its days, if absent",
        default=None,
    )
    eligible: Condition | None = entry(
        Shorthand(record(Condition), "when"), "who takes part; everyone who bought if absent", default=None
    )
    measured: Base = entry(record(Base), "what is added up and ranked by, the greatest first")
    against: Against | None = entry(
        record(Against),
        "for a contest of growth: places go by the share of this baseline that was reached",
        default=None,
    )
    minimum: Least | None = entry(record(Least), "what must be reached to be ranked", default=None)
    prizes: Keyed[Prize] = entry(items(record(Prize), _places_key), "the prizes, from the first place down")
    total: Decimal = entry(_AMOUNT_FROM_0, "what all prizes are worth together; they must sum to it")
    ties: Ties = entry(Shorthand(record(Ties), "how"), "what holds for dealers with the same figure")
    settle: Awarding = entry(record(Awarding), "how prizes are given")

    @property
    def last_place(self) -> int:
        """The last place that brings a prize."""
        return max(prize.rank.last for prize in self.prizes.values())

    @property
    def worth(self) -> Decimal:
        """What the prizes of all places are worth."""
        return sum(
            (EXACT.multiply(Decimal(len(prize.rank)), prize.worth) for prize in self.prizes.values()), start=ZERO
        )

    def prize(self, place: int) -> Prize | None:
        """The prize of a place."""
        return next((each for each in self.prizes.values() if each.rank.first <= place <= each.rank.last), None)


CONTESTS = keyed(record(Contest))
"""The shape of the whole ``contests:`` section."""
