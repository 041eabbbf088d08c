"""How one thing that is another one is told: its kind, its address, what stands there, and the days it holds."""

from __future__ import annotations

from attrs import evolve

from dealerkit.policy.header import Header
from dealerkit.policy.nodes import Scalar
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.difference.change import Change, Kind
from dealerkit.whatif.difference.parts import has_parts
from dealerkit.whatif.difference.places import Here, leaves
from dealerkit.whatif.difference.values import shown


def changed(old: object, new: object, here: Here, kind: Kind = Kind.CHANGED) -> Change:
    """A value that is another one, before and after."""
    is_share = any(isinstance(each, Scalar) and "%" in each.text for each in leaves(here, old, new))
    return evolve(
        change_at(kind, here),
        before=shown(old, here.old, is_share=is_share),
        after=shown(new, here.new, is_share=is_share),
    )


def came_or_went(old: object, new: object, here: Here) -> Change:
    """A thing that only one of the two policies has; the other side is None."""
    item = new if old is None else old
    here = evolve(here, effective=effective_of(item, item, here.effective))
    told = changed(old, new, here, Kind.ADDED if old is None else Kind.REMOVED)
    address = here.address if old is None else here.was
    return evolve(told, address=address, was="", whole=here.path[-1].is_item or has_parts(item))


def change_at(kind: Kind, here: Here) -> Change:
    """A change of a kind in a place, without what stands there."""
    return Change(
        kind=kind,
        address=here.address,
        was=here.was if here.was != here.address else "",
        path=here.path,
        doc=here.doc,
        span=here.effective[0] if kind is Kind.REMOVED else here.effective[1],
        old_at=None if here.old is None else here.old.at,
        new_at=None if here.new is None else here.new.at,
        old_node=here.old,
        new_node=here.new,
    )


def effective_of(old: object, new: object, outer: tuple[DateRange, DateRange]) -> tuple[DateRange, DateRange]:
    """The days on which two definitions hold, within those of what is around them."""
    if isinstance(old, Header):
        return outer
    ones = [getattr(each, "effective", None) for each in (old, new)]
    found = [
        each.intersect(around) or around if isinstance(each, DateRange) else around
        for each, around in zip(ones, outer, strict=True)
    ]
    return found[0], found[1]
