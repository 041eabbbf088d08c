"""What happened in a case: one move after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

from attrs import field, frozen

from dealerkit.policy.types import Value
from dealerkit.problems import Location

NOTHING: Mapping[str, Value] = MappingProxyType({})
_ZERO, _ZERO_OF_UTC = datetime(1970, 1, 1), datetime(1970, 1, 1, tzinfo=UTC)


def instant(moment: datetime) -> datetime:
    """A moment in universal time: two of one zone would be compared by their wall clocks."""
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def instant_in(moment: datetime, zone: tzinfo) -> datetime:
    """A moment in universal time; it is one of ``zone`` where it says none.

    What ``instant(moment.replace(tzinfo=zone))`` would be, in a fifth of the time: logs are full of them.
    """
    if moment.tzinfo is not None:
        return instant(moment)
    passed, offset = moment - _ZERO, zone.utcoffset(moment)
    return _ZERO_OF_UTC + (passed - offset if offset else passed)


def local_text(moment: datetime, zone: tzinfo) -> str:
    """A moment as the clock on the wall of a zone shows it; seconds only where it has any."""
    local = moment.astimezone(zone)
    # The zone's offset, which comes last, is cut off.
    if local.second or local.microsecond:
        return local.isoformat(" ", "seconds")[:19]
    return local.isoformat(" ", "minutes")[:16]


@frozen
class Event:
    """One move: when (in universal time), which, by whom, in which role, and what was filled in with it.

    ``fields`` are facts by name, ``case.opinion``; a fact that was filled in before is overwritten.
    """

    at: datetime = field(converter=instant)
    name: str
    actor: str = ""
    role: str = ""
    department: str = ""
    fields: Mapping[str, Value] = NOTHING
    place: Location | None = field(default=None, eq=False)


@frozen(kw_only=True)
class Opened:
    """The beginning of a case: its number, when it came in, and what was known then.

    ``complained_about`` are the persons who take no part; ``facts`` what is known by name (``case.kind``,
    ``dealer.class``).
    """

    case: str
    at: datetime = field(converter=instant)
    by: str = ""
    complained_about: frozenset[str] = frozenset()
    facts: Mapping[str, Value] = NOTHING
    place: Location | None = field(default=None, eq=False)
