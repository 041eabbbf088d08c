"""Where the order of a list means something, and where it does not.

A list is compared in its order unless it is named here: somebody who adds a list to a policy then sees moves told
until they say that they mean nothing. Bands go by their bounds and mappings, but for one, by their keys, whatever
their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from dealerkit.policy.bands import bound_key
from dealerkit.policy.records import Entry
from dealerkit.policy.shapes import Items
from dealerkit.policy.tables import Table
from dealerkit.rebates.programme import Programme

IN_ANY_ORDER: Mapping[str, AbstractSet[str]] = {
    "Access": {"department_roles", "refusals"},
    "Adjustment": {"kinds"},
    "Assess": {"gifts"},
    "Assign": {"roles"},
    "Backed": {"by"},
    "Bank": {"begins", "names"},
    "Base": {"of"},
    "BearingRule": {"bearers"},
    "CalendarRule": {"holidays", "make_up_days"},
    "Case": {"because", "not_because"},
    "ChangeRule": {"papers"},
    "Channel": {"required"},
    "Clock": {"pauses"},
    "Combined": {"of"},
    "Comparison": {"same", "several"},
    "CompensationRule": {"move"},
    "ConcentrationRule": {"tops"},
    "ContactRule": {"after", "after_contact", "before", "kind", "roles"},
    "Contest": {"prizes"},
    "Damage": {"kinds"},
    "Deadline": {"kinds"},
    "Declaration": {"words"},
    "Deposit": {"offset"},
    "Dispatch": {"kinds"},
    "Dossier": {"papers"},
    "Duties": {"roles"},
    "Escalation": {"to"},
    "Excuse": {"duties"},
    "Exit": {"demands"},
    "FeeRule": {"kinds"},
    "FieldClass": {"columns", "papers"},
    "Flow": {"clocks", "kinds", "notices", "roles", "transitions"},
    "Format": {"any"},
    "GapRule": {"products"},
    "Gifts": {"approved_by", "reported_to"},
    "Goal": {"escalate", "warn"},
    "Goods": {"posting", "reports"},
    "Grant": {"classes", "operations", "to"},
    "Holiday": {"dates"},
    "Identity": {"keys_apart", "stops", "words"},
    "Invariant": {"apart", "programmes"},
    "Intake": {"required"},
    "Item": {"for", "kinds", "several"},
    "KeyDuty": {"by"},
    "Kind": {"papers", "parties", "terms"},
    "Leads": {"done_when", "to_the_named"},
    "Leaks": {"to"},
    "Level": {"dealers"},
    "Limit": {"group_kinds"},
    "Loss": {"methods"},
    "NamedMeasure": {"of"},
    "NewBusiness": {"papers"},
    "Notice": {"to"},
    "Obedience": {"kinds"},
    "OfFinds": {"kinds", "only"},
    "OfIncidents": {"kinds", "only"},
    "OfPushing": {"excuses"},
    "OfStatus": {"blocked"},
    "OfWithholding": {"asks"},
    "OffsetLimit": {"except", "payouts"},
    "OwnName": {"of"},
    "Pause": {"in"},
    "Peers": {"same"},
    "Penalty": {"departments"},
    "Posting": {"kinds"},
    "Programme": {"gates"},
    "Protection": {"renewed_by"},
    "Purpose": {"expenses"},
    "Refusal": {"classes", "except", "operations"},
    "ReportRule": {"kinds"},
    "ReturnRule": {"asked"},
    "Scan": {"concentration", "signals", "verdicts"},
    "Scorecard": {"gates", "items"},
    "Separated": {"duties", "kinds"},
    "Shortages": {"warehouses"},
    "SoldRule": {"kinds"},
    "SpecialBids": {"methods"},
    "StatisticsRule": {"clocks"},
    "Step": {"demands", "papers"},
    "StockRotation": {"condition"},
    "StockRule": {"holders", "kinds", "tell"},
    "StoreRule": {"kinds", "limited"},
    "Sublimit": {"components"},
    "Taken": {"kinds", "moves"},
    "TerritoryRule": {"kinds"},
    "Touch": {"done_when"},
    "Transition": {"after", "by", "department", "from", "not_by", "require"},
    "Trigger": {"enter", "leave", "move"},
    "Watch": {"kinds"},
}
"""Lists whose order means nothing, by the class that has them and their key."""

BY_THEIR_KEYS: Mapping[str, AbstractSet[str]] = {"ByRfm": {"parts"}, "Credit": {"limits"}, "Scheme": {"into"}}
"""Mappings whose order means something all the same.

The first limit that is for a customer is his; scores stand in the order of their digits; classes from the best down,
so that who moves from one to the other rises or falls.
"""


def in_order(owner: object, key: str, spec: Entry | None) -> bool:
    """Whether the order of the list under ``key`` of ``owner`` means something."""
    if isinstance(owner, Programme) and key in {"supplements", "factors"}:
        return _ends_differently(getattr(owner, key))
    if key == "drops":
        return _begin_alike(getattr(owner, key))
    if isinstance(owner, Table):
        return owner.hit == "first"
    if spec is not None and isinstance(spec.shape, Items) and spec.shape.key is bound_key:
        return False
    if key == "programmes" and getattr(owner, "how", "") == "sum":
        return False  # a stacking that lets everybody pay
    return key not in IN_ANY_ORDER.get(type(owner).__name__, ())


def in_order_of_keys(owner: object, key: str) -> bool:
    """Whether the order of the mapping under ``key`` of ``owner`` means something."""
    return key in BY_THEIR_KEYS.get(type(owner).__name__, ())


def _ends_differently(items: Mapping[str, object]) -> bool:
    """Whether missing facts end the reckoning in one way in one item and in another in the next: the first decides."""
    ways = {getattr(each, "if_missing", "") for each in items.values()}
    return {"undetermined", "refuse"} <= ways


def _begin_alike(prefixes: tuple[str, ...]) -> bool:
    """Whether one prefix begins another: the first that a value begins with is dropped, and only that one."""
    return any(one != other and one.startswith(other) for one in prefixes for other in prefixes)
