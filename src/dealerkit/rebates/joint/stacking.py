"""The ``stacking:`` section, key by key: what holds where several programmes pay on the same lines.

    stacking:
      spring: {rule: best-of, programmes: [spring-push, volume-quarter]}

*sum* says that paying twice is meant. *best-of* leaves each line to the programme that pays most on it,
*exclusive* to the first listed that pays on it at all. With *ordered*, a programme that others reduce pays
on its lines less what those paid on the same lines before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import KEY, TEXT, choice
from dealerkit.policy.shapes import ByKey, Shape, entry, keyed, listing, named, record, ruled

SECTION = "stacking"
SUM, BEST_OF, ORDERED, EXCLUSIVE = RULES = ("sum", "best-of", "ordered", "exclusive")

_NAMES: Shape[tuple[str, ...]] = listing(KEY)
_REDUCES = cast("Shape[Mapping[str, tuple[str, ...]]]", ByKey(cast("Shape[object]", KEY), _NAMES))


@frozen(kw_only=True)
class Stacking:
    """What holds where the lines of several programmes are the same."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the stacking's name for people", default=None)
    how: str = entry(
        choice(*RULES),
        "every programme pays; the one that pays most on a line; one after the other, paying on less; the first",
        key="rule",
    )
    programmes: tuple[str, ...] = entry(
        _NAMES, "the programmes, in their order; absent with rule sum: all of the policy", default=()
    )
    reduces: Mapping[str, tuple[str, ...]] = entry(
        _REDUCES,
        "with rule ordered: which later programmes pay on less, since this one has paid on the same lines",
        default={},
    )

    @property
    def never_decides(self) -> bool:
        """Whether it only says that paying twice is meant: no test needs to reach it."""
        return self.how == SUM

    def reducers_of(self, programme: str) -> tuple[str, ...]:
        """The programmes listed earlier that reduce this one, in their order."""
        earlier = self.programmes[: self.programmes.index(programme)]
        return tuple(each for each in earlier if programme in self.reduces.get(each, ()))


STACKING = keyed(record(Stacking))
"""The shape of the whole ``stacking:`` section."""


def stackings_of(policy: Policy) -> Mapping[str, Stacking]:
    """The stackings of a policy, none where it has no such section."""
    section = policy.sections.get(SECTION)
    if not isinstance(section, Mapping):
        return {}
    return {str(id): each for id, each in section.items() if isinstance(each, Stacking)}


def deciding_stackings(policy: Policy) -> dict[str, Stacking]:
    """By programme the stacking that decides about it: the one it stands in that is not a sum."""
    found: dict[str, Stacking] = {}
    for stacking in stackings_of(policy).values():
        if stacking.how != SUM:
            for programme in stacking.programmes:
                found.setdefault(programme, stacking)
    return found


@frozen
class Together:
    """Which pairs of programmes some stacking names together."""

    pairs: frozenset[frozenset[str]]
    everything: bool

    def named(self, one: str, other: str) -> bool:
        """Whether the policy says what holds where these two pay on the same lines."""
        return self.everything or frozenset((one, other)) in self.pairs


def together(policy: Policy) -> Together:
    """The pairs that the policy's stackings name."""
    every = stackings_of(policy).values()
    pairs = {frozenset(pair) for each in every for pair in combinations(each.programmes, 2)}
    return Together(frozenset(pairs), any(each.how == SUM and not each.programmes for each in every))
