"""Doubts: what the curves of programmes do not know of, so that nothing is proved by them alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dealerkit.policy.policy import Policy
from dealerkit.rebates.always.asking import PAYING
from dealerkit.rebates.always.engine import deciding_together
from dealerkit.rebates.always.groups import base_key
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.always.verdicts import Reason
from dealerkit.rebates.joint.stacking import BEST_OF, deciding_stackings
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.scale import gives_sums


def doubts(policy: Policy, invariant: Invariant, programmes: Sequence[Programme]) -> Iterator[Reason]:
    """Why a promise about programmes cannot be proved, as far as they say so themselves."""
    kind = invariant.kind
    stacked = deciding_stackings(policy)
    keep_theirs = best_alone(policy, invariant, programmes)
    for each in programmes:
        if each.guarantee is not None and each.guarantee.over == "year":
            yield ("guarantee-year", (each.id,))
        if each.kind == "goods" and (len(programmes) > 1 or kind in {"share", "next"}):
            yield ("goods", (each.id,))
        if each.budget is not None and kind in {"more", "least"}:
            yield ("budget", (each.id,))
        if each.qualifying.source == "entitlements" and len(programmes) > 1:
            yield ("entitlements", (each.id,))
        if kind in {"more", "least", "next"} and each.id in stacked and not keep_theirs:
            yield ("stacking", (stacked[each.id].id,))
        if each.paying is not None and (each.method == "linear" or kind == "next" or _asks_paying(invariant, each)):
            yield ("two-bases", (each.id,))
        if PAYING in each.reads and each.id in stacked:
            # Who pays on less since others have paid may then be paid more.
            yield ("stacking", (stacked[each.id].id,))


def best_alone(policy: Policy, invariant: Invariant, programmes: Sequence[Programme]) -> bool:
    """Whether more sales are looked at of programmes on one base of which the best alone pays.

    The highest of amounts that never fall never falls either. But where nothing was bought nobody loses his part to
    another: then nothing may be paid.
    """
    stackings = deciding_together(policy, programmes)
    if invariant.kind != "more" or len(stackings) != 1 or stackings[0].how != BEST_OF:
        return False
    if partners_outside(policy, programmes) or any(map(_pays_on_nothing, programmes)):
        return False
    return len({base_key(policy, each) for each in programmes}) == 1


def partners_outside(policy: Policy, programmes: Sequence[Programme]) -> tuple[str, ...]:
    """Stackings with programmes that the promise is not about: these may leave less than the terms give."""
    ids = {each.id for each in programmes}
    found = [each for id, each in deciding_stackings(policy).items() if id in ids and not set(each.programmes) <= ids]
    return tuple(dict.fromkeys(each.id for each in found))


def _asks_paying(invariant: Invariant, programme: Programme) -> bool:
    """Whether something goes by the base that is paid on, where another one is qualifying."""
    when = invariant.when
    return PAYING in programme.reads or (when is not None and PAYING in when.reads)


def _pays_on_nothing(programme: Programme) -> bool:
    """Whether somebody who bought nothing, or nothing that is paid on, may earn something."""
    bands = tuple(programme.bands.values())
    has_sums = gives_sums(programme.kind, bands) or any(band.plus is not None for band in bands)
    return has_sums or programme.guarantee is not None or programme.paying is not None
