"""Names of the old policy as they read in the new one: addresses, facts in expressions and cases, ids in lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node
from dealerkit.policy.nodes import Sequence as SequenceNode

_FACTS = (
    ("parameters.", ""),
    ("measures.", "measured."),
    ("scoring.figures.", "figure."),
    ("scoring.scorecards.", "score."),
    ("scoring.classes.", "class."),
    ("governance.scan.signals[", "signal."),
)
"""Where definitions stand that expressions ask for by their name, and what those names begin with."""


def today(address: str, names: Mapping[str, str]) -> str:
    """What an address of the old policy is called in the new one: its longest part that was renamed goes along."""
    known = (name for name in names if address == name or address.startswith((f"{name}.", f"{name}[")))
    longest = max(known, key=len, default="")
    return names[longest] + address.removeprefix(longest) if longest else address


def item_of(address: str) -> str:
    """The id, or key, of the thing at an address, where it stands."""
    return _split(address)[1]


def facts_today(facts: Iterable[str], names: Mapping[str, str]) -> Mapping[str, str]:
    """By the name of a fact or parameter in the old policy, its name in the new one, for those renamed."""
    found: dict[str, str] = {}
    renamed = {fact: other for old, new in names.items() for fact, other in _fact(old, new)}
    for name in facts if renamed else ():
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            if (other := renamed.get(".".join(parts[:count]))) is not None:
                found[name] = ".".join((other, *parts[count:]))
                break
    return found


def _fact(old: str, new: str) -> Iterable[tuple[str, str]]:
    for around, root in _FACTS:
        if old.startswith(around) and new.startswith(around):
            one, other = (each.removeprefix(around).removesuffix("]") for each in (old, new))
            if not {".", "["} & {*one, *other}:
                yield root + one, root + other


SPEAKING_OF: Mapping[tuple[str, str], str] = {
    ("Base", "of"): "rebates",
    ("Compensation", "override"): "rebates",
    ("Invariant", "programmes"): "rebates",
    ("NamedMeasure", "of"): "rebates",
    ("OffsetLimit", "except"): "rebates",
    ("Stacking", "programmes"): "rebates",
    ("Stacking", "reduces"): "rebates",
    ("Combined", "of"): "credit.limits",
    ("Figure", "base"): "scoring.figures",
    ("Figure", "rank"): "scoring.figures",
    ("Figure", "share"): "scoring.figures",
    ("Answer", "after"): "governance.scan.answers",
    ("Signal", "answers"): "governance.scan.answers",
    ("Verdict", "answers"): "governance.scan.answers",
    ("OfPushing", "excuses"): "governance.scan.signals",
    ("Exit", "flow"): "flows",
    ("Taken", "flow"): "flows",
    ("FloorRule", "authority"): "authority",
    ("Grant", "approval"): "authority",
    ("PriceRule", "discount"): "authority",
    ("ReturnRule", "authority"): "authority",
    ("Step", "authority"): "authority",
    ("Subject", "authority"): "authority",
    ("Transition", "authority"): "authority",
    ("Bank", "format"): "customers.files.formats",
    ("Format", "any"): "customers.files.formats",
    ("Item", "format"): "customers.files.formats",
    ("Item", "for"): "customers.files.purposes",
    ("Identity", "stops"): "customers.files.purposes",
    ("Access", "unlisted"): "customers.access.classes",
    ("Grant", "classes"): "customers.access.classes",
    ("Refusal", "classes"): "customers.access.classes",
    ("ContactRule", "holiday"): "customers.touch.holidays",
    ("Gate", "item"): ".items",
    ("Step", "after"): ".steps",
    ("Transition", "after"): ".transitions",
    ("Trigger", "move"): ".transitions",
    ("CompensationRule", "move"): ".transitions",
    ("Notice", "done"): ".transitions",
    ("StatisticsRule", "clocks"): ".clocks",
    ("Transition", "from"): ".states",
    ("Transition", "to"): ".states",
    ("Trigger", "enter"): ".states",
    ("Trigger", "leave"): ".states",
    ("Pause", "in"): ".states",
    **{
        (owner, key): ".into"
        for owner, keys in {
            "ByBands": ("below",),
            "ByCounts": ("at_zero_or_below",),
            "ByGrowth": ("below", "without_base"),
            "ByLifetime": ("below",),
            "ByRules": ("otherwise",),
            "ByShares": ("at_zero_or_below",),
            "BySignals": ("below",),
            "ByStock": ("below", "without_sales"),
            "ClassBand": ("class",),
            "Scheme": ("if_missing",),
            "Segment": ("class",),
        }.items()
        for key in keys
    },
}
"""Ids of other definitions, by the class that states them and its key: where what they name stands.

What begins with a point stands in the same definition: the states of a flow, the classes of a scheme.
"""


def spoken_of(owner: object, key: str, value: object, names: Mapping[str, str], address: str) -> object:
    """An id in the old policy, or a list or mapping of them, as the new policy calls what it names.

    ``address`` is where the owner stands in the old policy.
    """
    around = SPEAKING_OF.get((type(owner).__name__, key))
    if not names or around is None:
        return value
    known = dict(_ids(around, names, address))
    if isinstance(value, str):
        return known.get(value, value)
    if isinstance(value, tuple):
        return tuple(known.get(each, each) for each in value)
    if isinstance(value, Mapping):
        return {known.get(id, id): tuple(known.get(each, each) for each in others) for id, others in value.items()}
    return value


def _ids(around: str, names: Mapping[str, str], address: str) -> Iterable[tuple[str, str]]:
    """The ids in one place that were renamed, old and new."""
    for old, new in names.items():
        one, id = _split(old)
        if one == around or (around.startswith(".") and one.endswith(around) and _definition(one, address)):
            yield id, _split(new)[1]


def _split(address: str) -> tuple[str, str]:
    """Where a thing stands, and its id there."""
    if address.endswith("]"):
        around, _, id = address[:-1].rpartition("[")
        return around, id
    around, _, id = address.rpartition(".")
    return around, id


def _definition(one: str, address: str) -> bool:
    """Whether two addresses are within one definition: the nearest thing around the first is around the second."""
    around = one.rpartition(".")[0]
    return address == around or address.startswith((f"{around}.", f"{around}["))


def moved(case: Case, names: Mapping[str, str]) -> Case:
    """A case of the old policy that asks about the same definitions in the new one, and is given the same facts."""
    if not names:
        return case
    return evolve(
        case,
        of=today(case.of, names),
        given=given_today(case.given, names) or case.given,
        because=tuple(today(each, names) for each in case.because),
        not_because=tuple(today(each, names) for each in case.not_because),
        overlay={today(address, names): node for address, node in case.overlay.items()},
    )


def given_today(given: Node | None, names: Mapping[str, str]) -> Node | None:
    """What a case of the old policy gives, by the names that facts have in the new one."""
    if not isinstance(given, MappingNode) or not names:
        return given
    return _facts_renamed(given, names, parameters=True)


def _facts_renamed(node: MappingNode, names: Mapping[str, str], *, parameters: bool) -> MappingNode:
    """A mapping by names of facts, and the members and rows in it; parameters have no dot, and are given at its top."""
    known = facts_today((name for name in node.entries if parameters or "." in name), names)
    return evolve(
        node,
        entries={known.get(name, name): (key, _within(child, names)) for name, (key, child) in node.entries.items()},
    )


def _within(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node, MappingNode):
        return _facts_renamed(node, names, parameters=False)
    if isinstance(node, SequenceNode):
        return evolve(node, items=tuple(_within(each, names) for each in node.items))
    return node
