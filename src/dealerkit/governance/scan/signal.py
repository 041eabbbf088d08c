"""The ``governance.scan`` room: which signs are looked for, and what several of them together mean.

    governance:
      scan:
        window: 12 months
        concentration:
          - {id: one-dealer, top: 1, at: 20%}
        signals:
          - {id: overstocked, weeks_of_stock: {above: 8}, answers: [written-notice]}
          - {id: diverted, incidents: {kinds: [diversion], at: 1}, answers: [hold-fees]}
        verdicts:
          - {id: false-big-dealer, when: scan.share >= 10% and signal.overstocked, answers: [ration-hot-products]}

A signal is a sign, not a sentence: what it says of a dealer is proposed to people, never carried out.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.governance.scan import methods
from dealerkit.policy.expressions import Expression
from dealerkit.policy.expressions.lexer import is_name
from dealerkit.policy.facts import Fact
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import INVALID, Invalid, Reading
from dealerkit.policy.scalars import BOOLEAN as FLAG
from dealerkit.policy.scalars import COUNT_FROM_1, DURATION, KEY, TEXT, JsonSchema
from dealerkit.policy.shapes import Keyed, entry, expression, items, listing, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.numbers import Number

SIGNAL = "signal."
"""What the names of signals begin with in the conditions of verdicts: ``signal.overstocked``."""

DEALER, OFFICE = "dealer", "office"

_SCOPE = frozenset({"dealer", "scan", "figure"})
_VERDICT = _SCOPE | {"signal"}


METHODS = (
    "sell_through",
    "weeks_of_stock",
    "days_of_stock",
    "stock_coefficient",
    "delivered_elsewhere",
    "beyond_capacity",
    "found_elsewhere",
    "incidents",
    "price_reports",
    "single_product",
    "rhythm",
    "short_deliveries",
    "out_of_stock",
    "fewer_articles",
    "raised_prices",
    "retained_promotions",
    "refused_products",
    "neighbours_falling",
    "gains_while_total_falls",
    "withheld_payment",
    "pushed",
    "condition",
)
"""The keys of which a signal has exactly one."""


@frozen(kw_only=True)
class Signal:
    """One sign that is looked for at every dealer."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    where: Expression | None = entry(
        expression(_SCOPE, CONDITION), 'the dealers it is looked for at, as in dealer.kind == "dealer"', default=None
    )
    sell_through: methods.OfShareBelow | None = entry(
        methods.OF_SHARE_BELOW, "sell-through as a share of sell-in, in units", default=None
    )
    weeks_of_stock: methods.OfStock | None = entry(
        methods.OF_STOCK, "the last count, in weeks of sell-through", default=None
    )
    days_of_stock: methods.OfStock | None = entry(
        methods.OF_STOCK, "the last count, in days of sell-through", default=None
    )
    stock_coefficient: methods.OfStock | None = entry(
        methods.OF_STOCK, "the last count over an average month's sell-through (库存系数)", default=None
    )
    delivered_elsewhere: methods.OfShareAbove | None = entry(
        methods.OF_SHARE_ABOVE, "units delivered outside the dealer's territory, as a share of sell-in", default=None
    )
    beyond_capacity: methods.OfCapacity | None = entry(
        methods.OF_CAPACITY, "an average month's volume against what his own outlets can sell", default=None
    )
    found_elsewhere: methods.OfFinds | None = entry(
        methods.OF_FINDS, "units he had bought, found by serial number outside his territories", default=None
    )
    incidents: methods.OfIncidents | None = entry(
        methods.OF_INCIDENTS,
        "what was found or reported: goods in other territories, letters of neighbours",
        default=None,
    )
    price_reports: methods.OfIncidents | None = entry(
        methods.OF_INCIDENTS,
        "reports of prices below a floor: recorded, for resale price maintenance is restricted by competition law",
        default=None,
    )
    single_product: methods.OfShareAbove | None = entry(
        methods.OF_SHARE_ABOVE, "the largest product's share of what he bought", default=None
    )
    rhythm: methods.OfRhythm | None = entry(methods.OF_RHYTHM, "a sudden change, up or down", default=None)
    short_deliveries: methods.OfShareAbove | None = entry(
        methods.OF_SHARE_ABOVE, "what stores ordered of him and did not get, as a share", default=None
    )
    out_of_stock: methods.OfShareAbove | None = entry(
        methods.OF_SHARE_ABOVE,
        "listed articles found out of stock in his stores, as a share of those checked",
        default=None,
    )
    fewer_articles: methods.OfShareAbove | None = entry(
        methods.OF_SHARE_ABOVE, "articles listed in his stores that are listed no more, as a share", default=None
    )
    raised_prices: methods.OfShareAbove | None = entry(
        methods.OF_SHARE_ABOVE,
        "how far shelf prices of his stores stand above the usual ones, on average",
        default=None,
    )
    retained_promotions: methods.OfShareAbove | None = entry(
        methods.OF_SHARE_ABOVE,
        "promotional money or goods he did not pass on, as a share of what he was given",
        default=None,
    )
    refused_products: methods.OfProducts | None = entry(
        methods.OF_PRODUCTS, "hard or low-margin products he leaves to others", default=None
    )
    neighbours_falling: methods.OfNeighbours | None = entry(
        methods.OF_NEIGHBOURS, "neighbours who bought less than before", default=None
    )
    gains_while_total_falls: methods.OfGain | None = entry(
        methods.OF_GAIN, "he gained, and all others together lost more", default=None
    )
    withheld_payment: methods.OfWithholding | None = entry(
        methods.OF_WITHHOLDING, "what he owes past its due day, while he asks to give goods back", default=None
    )
    pushed: methods.OfPushing | None = entry(
        methods.OF_PUSHING, "goods our own office delivered into high stock: a finding against us", default=None
    )
    condition: Expression | None = entry(
        expression(_SCOPE, CONDITION), "any condition on dealer, scan and figures", default=None
    )
    answers: tuple[str, ...] = entry(
        listing(KEY), "what is proposed where it shows, the mildest first, as in written-notice", default=()
    )

    @property
    def method(self) -> str:
        """The key of what it looks at."""
        return next(name for name in METHODS if getattr(self, name) is not None)

    @property
    def against(self) -> str:
        """Whom the finding is about: the dealer, or our own office."""
        return OFFICE if self.pushed is not None else DEALER


@frozen(kw_only=True)
class Verdict:
    """What several signals together mean."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    when: Expression = entry(
        expression(_VERDICT, CONDITION), "when it holds, as in scan.share >= 10% and signal.overstocked"
    )
    answers: tuple[str, ...] = entry(listing(KEY), "what is proposed, the mildest first", default=())


@frozen(kw_only=True)
class Alarm:
    """How much of all purchases the largest may have together."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    top: int = entry(COUNT_FROM_1, "how many of the largest are added up")
    at: Number = entry(methods.RATE, "the share of all purchases from which on it is an alarm")


@frozen(kw_only=True)
class Answer:
    """One answer to what a scan shows; the company decides on it and carries it out itself."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    after: str | None = entry(
        KEY, "the answer that must have been given and ignored before, as in written-notice", default=None
    )
    sanction: bool = entry(FLAG, "whether it takes something from the dealer: goods, money, credit", default=False)


@frozen(kw_only=True)
class Scan:
    """What is looked for at every dealer, in which window, and what is proposed."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    window: Duration = entry(DURATION, "what is looked at, ending with the day of the scan, which is counted")
    goods: Expression | None = entry(
        methods.OF_GOODS,
        'the products that are looked at, as in within(product, "phones"); all if absent',
        default=None,
    )
    control: str | None = entry(TEXT, "the kind of `groups` whose members count as one in concentration", default=None)
    neighbours: int = entry(
        COUNT_FROM_1, "dealers are neighbours where their territories share the territory so many levels up", default=1
    )
    fresh: Duration = entry(
        DURATION,
        "a count of stock older than this at an end of the window says nothing of what lay there",
        default=Duration(45, Unit.DAYS),
    )
    concentration: Keyed[Alarm] | None = entry(items(record(Alarm)), "alarms on the share of the largest", default=None)
    signals: Keyed[Signal] | None = entry(
        items(record(Signal, exactly_one=(METHODS,))), "the signs that are looked for", default=None
    )
    verdicts: Keyed[Verdict] | None = entry(items(record(Verdict)), "what several signals together mean", default=None)
    answers: Keyed[Answer] | None = entry(
        items(record(Answer)), "what may be proposed, and what must come first", default=None
    )

    def answer(self, id: str) -> Answer | None:
        """An answer by its name; None where the policy does not describe it."""
        return self.answers.get(id) if self.answers is not None else None


_SHAPE = record(Scan)


class ScanShape:
    """The room; the name of each signal is a fact for the verdicts, in whatever order the keys stand."""

    def read(self, node: Node, reading: Reading, address: str) -> Scan | Invalid:
        """The scan, or INVALID with the reasons reported. DK405 where a signal's name cannot stand in an expression."""
        sound = True
        facts: list[Fact] = []
        for id, at in _names(node):
            if not is_name(f"{SIGNAL}{id}"):
                mend = id.replace("-", "_")
                reading.report("DK405", at, f"{address}.signals[{id}]", name=id, mend=mend)
                sound = False
            meaning = f"whether the signal `{id}` shows at the dealer"
            facts.append(
                Fact(f"{SIGNAL}{id}", CONDITION, meaning=meaning, source="governance.scan", instant="day of the scan")
            )
        reading.catalogue = reading.catalogue.with_facts(facts)
        found = _SHAPE.read(node, reading, address)
        return found if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the room."""
        return _SHAPE.schema(definitions)


SCAN = ScanShape()
"""The shape of the room."""


def _names(node: Node) -> Iterator[tuple[str, Node]]:
    signals = node.get("signals") if isinstance(node, Mapping) else None
    for child in signals.items if isinstance(signals, Sequence) else ():
        written = child.get("id") if isinstance(child, Mapping) else None
        if isinstance(written, Scalar):
            yield written.text, written
