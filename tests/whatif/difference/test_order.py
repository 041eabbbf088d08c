"""Somebody has said of every list of a policy whether its order means something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import cast

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.policy.bands import bound_key
from dealerkit.policy.cases import CASES
from dealerkit.policy.header import CALENDARS
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import JsonSchema
from dealerkit.policy.shapes import Items
from dealerkit.whatif.difference.comparing import difference
from dealerkit.whatif.difference.names import SPEAKING_OF
from dealerkit.whatif.difference.order import BY_THEIR_KEYS, IN_ANY_ORDER
from dealerkit.whatif.difference.parts import entries
from tests.whatif.difference.policies import policy_of

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
        "ByRules.first",
        "Item.steps",  # the points of a scorecard's item
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
        "ByShares.bands",  # each class begins where the one before it ends
        "ByCounts.bands",
        "Scan.answers",  # the mildest first
        "Signal.answers",
        "Verdict.answers",
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


def definitions() -> JsonSchema:
    """Every class that policies are read into: what a shape reads it has to describe, whatever stands around it."""
    found: JsonSchema = {}
    for section in SECTIONS:
        section.shape.schema(found)
    for shape in (CALENDARS, CASES):
        shape.schema(found)
    return found


def is_list(part: object) -> bool:
    """Whether a list may stand here; what other classes have is told of them."""
    if isinstance(part, Mapping):
        return part.get("type") == "array" or any(
            is_list(each) for key, each in part.items() if key in {"anyOf", "allOf", "additionalProperties"}
        )
    return isinstance(part, list) and any(map(is_list, part))


def lists() -> Iterator[tuple[str, str]]:
    """Every list but bands, which go by their bounds: its class with the module, and ``Class.key``."""
    for each in cast("Mapping[str, Mapping[str, object]]", definitions()).values():
        origin = str(each["$comment"])
        module, _, name = origin.rpartition(".")
        specs = {
            spec.key or field.removesuffix("_"): spec
            for field, spec in entries(getattr(import_module(module), name)).items()
        }
        for key, part in cast("Mapping[str, object]", each["properties"]).items():
            shape = specs[key].shape if key in specs else None
            if is_list(part) and not (isinstance(shape, Items) and shape.key is bound_key):
                yield origin, f"{name}.{key}"


FREE = frozenset(f"{owner}.{key}" for owner, keys in IN_ANY_ORDER.items() for key in keys)


def test_every_list_has_an_order_or_none():
    found = {name for _, name in lists()}
    assert found - FREE - IN_ORDER == set()
    assert (FREE | IN_ORDER) - found == set()
    assert not FREE & IN_ORDER


def test_no_two_classes_of_one_name_have_a_list_under_one_key_but_those_that_are_alike():
    # Lists are known by the name of their class: what is said of one is said of the other.
    owners: dict[str, set[str]] = {}
    for origin, name in lists():
        owners.setdefault(name, set()).add(origin)
    assert {name for name, found in owners.items() if len(found) > 1} == {"StockRule.kinds"}


def test_mappings_in_an_order_are_where_they_are_said_to_be():
    known = cast("Mapping[str, JsonSchema]", definitions()).values()
    found = {
        (str(each["$comment"]).rpartition(".")[2], key)
        for each in known
        for key in cast("JsonSchema", each["properties"])
    }
    assert {(owner, key) for owner, keys in BY_THEIR_KEYS.items() for key in keys} <= found


def test_ids_of_other_definitions_stand_where_they_are_said_to_stand():
    # A key that is written wrongly would never be asked for.
    known = cast("Mapping[str, JsonSchema]", definitions()).values()
    found = {
        (str(each["$comment"]).rpartition(".")[2], key)
        for each in known
        for key in cast("JsonSchema", each["properties"])
    }
    assert SPEAKING_OF.keys() <= found


def classes(into: str, parts: str) -> Policy:
    rows = "[{id: all, then: {class: A}}]"
    return policy_of(
        "scoring: {figures: {sales: {of: customer, from: lines, sum: net_amount, over: 12 months}},"
        f" classes: {{rfm: {{into: {{{into}}}, if_missing: undetermined, rfm: {{parts: {{{parts}}},"
        f" segments: {{hit: first, rows: {rows}}}}}}}}}}}"
    )


@pytest.mark.parametrize(
    ("into", "parts", "told"),
    [
        ("A: {title: best}, B: {title: worst}", "r: {R}, m: {M}", []),
        # Whoever moves from A to B rises now.
        ("B: {title: worst}, A: {title: best}", "r: {R}, m: {M}", ["scoring.classes.rfm.into"]),
        # 5 and 4 were 54, and are 45.
        ("A: {title: best}, B: {title: worst}", "m: {M}, r: {R}", ["scoring.classes.rfm.rfm.parts"]),
    ],
)
def test_classes_and_digits_have_an_order(into: str, parts: str, told: list[str]):
    part = "of: figure.sales, bands: [{at: 0, score: 1}]"
    r, m = f"{part}, below: 1", f"{part}, below: 2"
    filled = parts.replace("{R}", f"{{{r}}}").replace("{M}", f"{{{m}}}")
    before = classes("A: {title: best}, B: {title: worst}", f"r: {{{r}}}, m: {{{m}}}")
    found = difference(before, classes(into, filled)).changes
    assert [(each.kind.value, each.address) for each in found] == [("reordered", each) for each in told]


def test_a_list_under_a_key_of_the_authors_goes_by_what_is_said_of_it():
    # The duties of a role are a set.
    def duties(listed: str) -> Policy:
        separated = "separated: {s: {duties: [enter, audit], scope: document}}"
        return policy_of(f"contracts: {{duties: {{roles: {{clerk: {listed}}}, {separated}}}}}")

    assert difference(duties("[enter, audit]"), duties("[audit, enter]")).changes == ()
    (change,) = difference(duties("[enter, audit]"), duties("[enter]")).changes
    assert (change.kind.value, change.address) == ("changed", "contracts.duties.roles.clerk")
