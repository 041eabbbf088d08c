"""What a word of a policy refers to: another definition by its title, a column by its name."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.policy.policy import Policy
from dealerkit.report.handbook.conditions import Conditions

_REFERENCES = frozenset(
    [
        "from",
        "to",
        "until",
        "move",
        "enter",
        "leave",
        "in",
        "after",
        "not_by",
        "programmes",
        "except",
        "of",
        "answers",
        "excuses",
        "authority",
        "approval",
        "discount",
        "flow",
        "fine",
        "fines",
        "purposes",
        "for",
        "format",
        "formats",
        "any",
        "classes",
        "clocks",
        "demands",
        "start",
        "stops",
        "done",
        "cancel",
        "reset",
        "at",
        "loss",
        "grants",
        "reduces",
        "override",
        "scorecard",
        "item",
        "figure",
        "figures",
        "into",
        "class",
        "unlisted",
        "requires",
    ]
)
"""Keys under which the ids of other definitions stand."""
_OF_FLOWS = frozenset({"from", "to", "until", "in", "enter", "leave", "reset", "cancel"})
"""Those of them that are references in flows alone."""
_OF_CLASSES = frozenset({"below", "otherwise", "at_zero_or_below", "without_base", "without_sales", "if_missing"})
"""References to classes, in schemes of classes alone."""
_EVERYWHERE = ("rebates", "authority", "flows")
"""Sections whose definitions others refer to."""
_COLUMNS = frozenset(
    [
        "field",
        "fields",
        "column",
        "columns",
        "of",
        "require",
        "required",
        "by",
        "from",
        "done",
        "keys_apart",
        "same",
        "order",
        "without_contract",
        "papers",
        "new_business",
        "loose",
        "per",
        "amount",
        "currency",
        "measure",
        "counts_from",
    ]
)
"""Keys under which the names of columns and facts stand."""
_COLUMN_ROOTS: Mapping[str, tuple[str, ...]] = {
    "customers": ("dealer", "lead"),
    "contracts": ("intake", "contract", "line", "return", "dealer"),
    "flows": ("case",),
    "measures": ("line",),
    "scoring": ("line", "dealer"),
    "contests": ("line",),
}


_AT: Mapping[tuple[str, str], str] = {
    ("contracts.territory", "kinds"): "contracts.kinds",
    ("collections.provision", "rates"): "collections.ageing.buckets",
    ("collections.provision", "beside"): "collections.ageing.buckets",
}
"""Keys that are references in one chapter alone, with the part that they refer to."""


def is_column(key: str) -> bool:
    """Whether names of columns stand under a key."""
    return key in _COLUMNS or key == "day"


def called(text: str, key: str, section: str, policy: Policy, conditions: Conditions) -> str:
    """What ``text`` under ``key`` is called, told at the address ``section``; itself where it refers to nothing."""
    part = _AT.get((".".join(section.split(".")[:2]), key))
    if part is not None:
        return conditions.titles.get(part, {}).get(text, text)
    is_class = key in _OF_CLASSES and section.startswith("scoring.classes")
    if is_class or (key in _REFERENCES and (key not in _OF_FLOWS or section.startswith("flows"))):
        found = _referred(text, section, conditions.titles)
        if found is not None:
            return found
    if key in _COLUMNS:
        if "." in text and text in policy.catalogue:
            return conditions.fact(text)
        for root in _COLUMN_ROOTS.get(section.partition(".")[0], ()):
            if f"{root}.{text}" in policy.catalogue:
                return conditions.column(f"{root}.{text}")
    return text


def _referred(id_: str, section: str, titles: Mapping[str, Mapping[str, str]]) -> str | None:
    """The title of the definition that is called so, the one that stands nearest to what is being told."""
    here = section.split(".")
    parts = [part for part in titles if id_ in titles[part] and part.split(".")[0] in {here[0], *_EVERYWHERE}]
    nearest = max(parts, key=lambda part: _shared(here, part.split(".")), default=None)
    return titles[nearest][id_] if nearest is not None else None


def _shared(one: list[str], other: list[str]) -> int:
    """How many first parts two addresses share."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
