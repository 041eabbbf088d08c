"""Who takes no part in a move: whoever is complained about, whom ``not_by:`` keeps out, and whoever acts for them.

Two pairs of eyes are those of two persons: the same person in another role is one pair, and somebody who holds a
role only for a person kept out would act in that person's name.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.people import Duty
from dealerkit.workflow.permission import Objection

_UNKNOWN: Objection = ("DK616", {"missing": ("events.actor",)})
_OPENER_UNKNOWN: Objection = ("DK616", {"missing": ("case.opened_by",)})


def conflict(
    opened: Opened,
    event: Event,
    not_by: tuple[str, ...],
    previous: str,
    made: AbstractSet[tuple[str, str]],
    duties: tuple[Duty, ...],
) -> Objection | None:
    """Why the actor takes no part; None where nothing stands against it.

    ``previous`` brought the case into its state, ``made`` has every move with who made it, ``duties`` are those in
    which the actor may make this move. DK617 a conflict of interest; DK616 where nobody wrote down who acted, now or
    before.
    """
    actor = event.actor
    if not actor:
        return _UNKNOWN if not_by or opened.complained_about else None
    kept_out = _kept_out(actor, opened, not_by, previous, made)
    if kept_out is not None:
        return ("DK617", {"actor": actor, **kept_out})
    for_others = [_kept_out(each.giver, opened, not_by, previous, made) for each in duties if each.giver]
    if for_others and len(for_others) == len(duties) and all(each is not None for each in for_others):
        return ("DK617", {"actor": actor, "giver": duties[0].giver, **(for_others[0] or {})})
    if "opener" in not_by and not opened.by:
        return _OPENER_UNKNOWN
    if ("previous-actor" in not_by and not previous) or any((each, "") in made for each in not_by):
        return _UNKNOWN
    return None


def _kept_out(
    person: str, opened: Opened, not_by: tuple[str, ...], previous: str, made: AbstractSet[tuple[str, str]]
) -> dict[str, str | tuple[str, ...]] | None:
    if person in opened.complained_about:
        return {"conflict": "complained-about"}
    for each in not_by:
        if (each == "opener" and person == opened.by) or (each == "previous-actor" and person == previous):
            return {"conflict": each}
        if (each, person) in made:
            return {"conflict": "made-step", "step": each}
    return None
