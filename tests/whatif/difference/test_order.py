"""Somebody has said of every list of a policy whether its order means something."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.assembly.registry import SECTIONS
from dealerkit.policy.bands import bound_key
from dealerkit.policy.cases import CASES
from dealerkit.policy.header import CALENDARS
from dealerkit.policy.records import Record
from dealerkit.policy.shapes import Items, Listing
from dealerkit.whatif.difference.order import IN_ANY_ORDER

IN_ORDER = frozenset(
    {
        # The first that holds decides.
        "Check.levels",
        "Clock.goals",
        "Collections.provision",
        "Liability.rules",
        "Returns.rules",
        "Assess.verdicts",
        "Assess.treatment",
        "Reception.classes",
        "Access.grants",  # of two that ask for a signature alike, the first says whose
        "Bank.drops",  # `+86` behind `+` never begins anything
        "Comparison.drops",
        "Duties.exceptions",  # until when somebody is excused
        "Limit.sublimits",  # whose figures an order is stopped with
        # Told, or done, one after the other.
        "Credit.checks",
        "Credit.eligible",
        "Exit.steps",
        "Deliveries.steps",
        "Intake.route",
        "Ladder.steps",
        "Returns.path",
        "SplitRule.steps",
        "Comparison.fields",  # joined, and then likened
        "StatisticsRule.by",
        "PriceRule.levels",
        # From one end to the other: the highest, the mildest, the youngest first.
        "AgeingRule.buckets",
        "DunningRule.levels",
        "Flow.priorities",
        "Sources.order",
        "SourceField.order",
        "Subject.order",
        "Assign.by",
        "Stacking.programmes",
        # A place says what a figure is for.
        "Accumulate.weights",
        "Method.quantiles",
        "Scheme.per",
        "Goods.kinds",  # the first is what a row without one means
        # Which missing fact ends the reckoning, where they end it in different ways.
        "Programme.supplements",
        "Programme.factors",
        # An order that reads naturally, and is kept.
        "Stacking.reduces",
    }
)


def lists(shape: object, owner: str, key: str, seen: set[object]) -> Iterator[str]:
    """Every list of records or of plain values below a shape: the class that has it and its key."""
    if (id(shape), owner, key) in seen:
        return
    seen.add((id(shape), owner, key))
    if isinstance(shape, Listing) or (isinstance(shape, Items) and shape.key is not bound_key):
        yield f"{owner}.{key}"
    if isinstance(shape, Record):
        for name, (_, entry) in shape.entries.items():
            yield from lists(entry.shape, shape.cls.__name__, name, seen)
        return
    names = [each.name for each in getattr(type(shape), "__attrs_attrs__", ())] or list(getattr(shape, "__dict__", {}))
    for name in names or list(getattr(type(shape), "__slots__", [])):
        held = getattr(shape, name, None)
        for each in held if isinstance(held, tuple) else (held,):
            if hasattr(each, "read"):
                yield from lists(each, owner, key, seen)


def test_every_list_has_an_order_or_none():
    seen: set[object] = set()
    shapes = [*((section.shape, section.key) for section in SECTIONS), (CALENDARS, "calendars"), (CASES, "tests")]
    found = {each for shape, key in shapes for each in lists(shape, key, "", seen)}
    free = {f"{owner}.{key}" for owner, keys in IN_ANY_ORDER.items() for key in keys}
    assert found - free - IN_ORDER == set()
    assert IN_ORDER - found == set()
