"""The clock on the wall: days and hours of a book are those of the policy's time zone."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dealerkit.policy.policy import Policy


def zone_of(policy: Policy) -> tzinfo | None:
    """The policy's time zone; None where it states none that is known."""
    try:
        return ZoneInfo(policy.header.timezone) if policy.header.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def on_the_wall(moment: date, zone: tzinfo | None) -> datetime:
    """A moment as the clock on the wall shows it; a day alone is its first moment."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min)
    if moment.tzinfo is None:
        return moment
    return (moment.astimezone(zone) if zone is not None else moment).replace(tzinfo=None)
