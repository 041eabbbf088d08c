"""The ``scoring.classes`` section: schemes, each of which puts customers into classes by one method."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.expressions.checking import UNKNOWN
from dealerkit.policy.expressions.lexer import is_name
from dealerkit.policy.facts import Fact
from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import INVALID, Invalid, Reading, described
from dealerkit.policy.renaming import keys_renamed_once
from dealerkit.policy.scalars import COUNT_FROM_1, KEY, TEXT, JsonSchema
from dealerkit.policy.shapes import Keyed, entry, expression, keyed, named, placed, record, ruled
from dealerkit.policy.types import BOOLEAN
from dealerkit.policy.types import TEXT as TEXT_TYPE
from dealerkit.scoring.classes.banding import BY_BANDS, ByBands
from dealerkit.scoring.classes.growth import BY_GROWTH, ByGrowth
from dealerkit.scoring.classes.lifetime import BY_LIFETIME, ByLifetime
from dealerkit.scoring.classes.members import SCOPE, Method
from dealerkit.scoring.classes.rfm import BY_RFM, ByRfm
from dealerkit.scoring.classes.rules import BY_RULES, ByRules
from dealerkit.scoring.classes.shares import BY_COUNTS, BY_SHARES, ByCounts, ByShares
from dealerkit.scoring.classes.signals import BY_SIGNALS, BySignals
from dealerkit.scoring.classes.stock import BY_STOCK, ByStock

PREFIX = "class."
"""What the names of their facts begin with."""
UNDETERMINED = "undetermined"


@frozen(kw_only=True)
class Warrant:
    """What a company should have once a class has so many members."""

    rule: Rule = placed()
    from_: int = entry(COUNT_FROM_1, "from how many members on")
    what: str = entry(TEXT, "what is then warranted, as in a key-account department")


@frozen(kw_only=True)
class ClassOf:
    """One class of a scheme: what it is called, and how its members are treated."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "the class's name for people", default=None)
    treatment: str | None = entry(
        TEXT, "how its members are treated: motivate the small, encourage the growing, press the dominant", default=None
    )
    warrants: Warrant | None = entry(
        record(Warrant), "what so many members warrant, as in a key-account department", default=None
    )


METHODS = ("shares", "counts", "rfm", "bands", "rules", "signals", "growth", "lifetime", "stock")
"""The keys of the methods; a scheme has one of them."""


@frozen(kw_only=True)
class Scheme:
    """Classes of one kind: who is classed, into which classes, by which method."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the scheme's name for people", default=None)
    source: str | None = entry(TEXT, "where it comes from", default=None)
    where: Expression | None = entry(
        expression(SCOPE, BOOLEAN), "who is classed; all whom the figures know, if absent", default=None
    )
    into: Keyed[ClassOf] = entry(keyed(record(ClassOf)), "the classes, the best first, with how they are treated")
    if_missing: str = entry(
        KEY,
        "the class of who cannot be classed because something about him is not known; `undetermined` leaves it open",
    )
    recorded: Expression | None = entry(
        expression(SCOPE, TEXT_TYPE),
        "the class that the company has on file, as in dealer.class: whoever is found in another one is listed",
        default=None,
    )
    shares: ByShares | None = entry(BY_SHARES, "ABC: by the share of the total the largest cumulate", default=None)
    counts: ByCounts | None = entry(BY_COUNTS, "80/20: by the share of the members, ranked by a figure", default=None)
    rfm: ByRfm | None = entry(BY_RFM, "RFM: by scores for recency, frequency and money", default=None)
    bands: ByBands | None = entry(BY_BANDS, "by fixed bands of a figure", default=None)
    rules: ByRules | None = entry(BY_RULES, "by conditions, the first that holds", default=None)
    signals: BySignals | None = entry(BY_SIGNALS, "by signs that add up, as in a churn warning", default=None)
    growth: ByGrowth | None = entry(BY_GROWTH, "by growth against a named base period", default=None)
    lifetime: ByLifetime | None = entry(BY_LIFETIME, "by customer lifetime value", default=None)
    stock: ByStock | None = entry(BY_STOCK, "by days of stock, stock coefficient or turnover", default=None)

    @property
    def method(self) -> Method:
        """The one method it has."""
        return cast("Method", getattr(self, self.method_name))

    @property
    def method_name(self) -> str:
        """The key of its method."""
        return next(name for name in METHODS if getattr(self, name) is not None)


SCHEME = record(Scheme, exactly_one=(METHODS,))


class Schemes:
    """The schemes by name; each is a fact (``class.abc``) for those after it and for the sections that follow."""

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[Scheme] | Invalid:
        """The schemes, or INVALID with the reasons reported. DK715 where a name cannot stand in an expression."""
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        if not node.entries:
            return reading.report("DK142", node, address)
        found: dict[str, Scheme] = {}
        sound = True
        for id, (written, child) in node.entries.items():
            here = f"{address}.{id}"
            scheme = SCHEME.read_named(child, reading, here, id, written.at)
            if not is_name(f"{PREFIX}{id}"):
                reading.report("DK715", written, here, name=id, mend=id.replace("-", "_"))
                sound = False
            known = None if isinstance(scheme, Invalid) else scheme
            # What cannot be read is known all the same: rules that ask for it have no mistake of their own.
            reading.catalogue = reading.catalogue.with_facts((_fact(id, known),))
            if known is None:
                sound = False
            else:
                found[id] = known
        sound = keys_renamed_once(node, reading, address) and sound
        return Keyed(found) if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the key."""
        return keyed(SCHEME).schema(definitions)


SCHEMES = Schemes()
"""The shape of ``scoring.classes``."""


def schemes_of(policy: Policy) -> AbstractMapping[str, Scheme]:
    """The schemes of a policy; none where it has no such key."""
    section = policy.sections.get("scoring")
    found = getattr(section, "classes", None)
    return found if isinstance(found, Keyed) else {}


def _fact(id: str, scheme: Scheme | None) -> Fact:
    if scheme is None:
        return Fact(f"{PREFIX}{id}", UNKNOWN)
    values = tuple(scheme.into)
    meaning = scheme.title or id
    return Fact(f"{PREFIX}{id}", TEXT_TYPE, meaning=meaning, source="scoring.classes", instant="the day", values=values)
