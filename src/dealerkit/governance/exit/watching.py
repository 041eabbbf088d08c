"""What the market shows once a dealer has ended: incidents held against him, or found in the territory he left.

They are recorded and counted, and nothing follows from them here: to punish prices may breach competition law. A book
without the table `incidents` says nothing, which is not the same as nothing found.

Source: dealer governance handbook, after the end: prices and diversion are watched to protect the successor.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen

from dealerkit.book import Book, Row
from dealerkit.governance.exit.known import Known
from dealerkit.governance.exit.rule import Watch
from dealerkit.governance.scan.market import DISMISSED
from dealerkit.measures.masters import Masters
from dealerkit.policy.types import OpenPath
from dealerkit.problems import Location
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import EVERY_DAY, Unpublished

INCIDENTS = "incidents"
TERRITORY = "dealer.territory"


@frozen(kw_only=True)
class Seen:
    """One incident after the end, and where it stands."""

    incident: str
    kind: str
    day: date
    territory: str
    is_his: bool
    """Whether it is held against the dealer who has ended."""
    is_inside: bool
    """Whether it was found in the territory he left, whoever it is held against."""
    at: Location


@frozen(kw_only=True)
class Watched:
    """What was seen from the day after the end through ``last``; ``first`` is None while he has not ended."""

    rule: Watch
    first: date | None
    last: date | None
    """The last day that was looked at: the end of the watch, or the day of the question."""
    until: date | None
    """The last day of the watch."""
    territories: tuple[str, ...] = ()
    """The territory he left: his own and those of his contracts on the day the exit began."""
    seen: tuple[Seen, ...] = ()
    dismissed: int = 0
    """Incidents that were looked into and dismissed; they are not counted."""
    placeless: int = 0
    """Incidents held against others, or nobody, of which nobody can tell whether they were found there."""
    unread: int = 0
    """Rejected rows of the table: with some, the counts are the least there is."""
    missing: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are shown: those the policy names, or else those that were seen."""
        return self.rule.kinds or tuple(sorted({each.kind for each in self.seen}))

    def of(self, kind: str) -> tuple[Seen, ...]:
        """The incidents of a kind, the earliest first."""
        return tuple(each for each in self.seen if each.kind == kind)


def watch(rule: Watch, book: Book, known: Known, opened: date, ended: date | None) -> Watched:
    """Read the incidents after the end."""
    if ended is None:
        return Watched(rule=rule, first=None, last=None, until=None)
    first, until = ended + timedelta(days=1), day_after(rule.lasts, ended)
    last = min(until, known.as_of)
    territories = territory_left(book, known, opened)
    missing = () if territories else (TERRITORY,)
    if not book.has(INCIDENTS):
        missing = (INCIDENTS, *missing)
        return Watched(rule=rule, first=first, last=last, until=until, territories=territories, missing=missing)
    seen, dismissed, placeless = [], 0, 0
    for row in book.rows(INCIDENTS):
        day, kind = row.get("date"), str(row.get("kind") or "")
        if not isinstance(day, date) or not first <= day <= last or (rule.kinds and kind not in rule.kinds):
            continue
        is_his, where = row.get("customer") == known.dealer, str(row.get("territory") or "")
        is_inside = lies_in(known.masters, where, territories, day)
        if not is_his and is_inside is None:
            placeless += row.get("status") != DISMISSED
        elif (is_his or is_inside) and row.get("status") == DISMISSED:
            dismissed += 1
        elif is_his or is_inside:
            seen.append(_seen(row, day, kind, where, is_his=is_his, is_inside=bool(is_inside)))
    count = book.counts.get(INCIDENTS)
    return Watched(
        rule=rule,
        first=first,
        last=last,
        until=until,
        territories=territories,
        seen=tuple(sorted(seen, key=lambda each: (each.day, each.incident))),
        dismissed=dismissed,
        placeless=placeless,
        unread=0 if count is None else count.rejected,
        missing=missing,
    )


def _seen(row: Row, day: date, kind: str, where: str, *, is_his: bool, is_inside: bool) -> Seen:
    number = str(row.get("incident") or "")
    return Seen(incident=number, kind=kind, day=day, territory=where, is_his=is_his, is_inside=is_inside, at=row.at)


def day_after(lasts: Duration, ended: date) -> date:
    """The last day of so long a time; ``check`` lets no length through that needs a calendar."""
    found = lasts.after(ended, EVERY_DAY)
    return ended if isinstance(found, Unpublished) else found


def territory_left(book: Book, known: Known, opened: date) -> tuple[str, ...]:
    """His own territory and those of his contracts, on the day the exit began: later ones may be gone already."""
    rows = (
        book.versions("customers").at(opened, known.dealer),
        *known.masters.contracts_in_force(known.dealer, opened),
    )
    found = (row.get("territory") for row in rows if row is not None)
    return tuple(dict.fromkeys(each for each in found if isinstance(each, str)))


def lies_in(masters: Masters, where: str, territories: Sequence[str], day: date) -> bool | None:
    """Whether a place lies in one of the territories; None where nobody can tell."""
    if not where or not territories:
        return None
    path = masters.path("territories", where, day)
    if any(each in path for each in territories):
        return True
    return None if isinstance(path, OpenPath) else False
