"""The rooms of contracts as views: for ``contract audit``, about one contract if so asked, and for the overview.

A room has either the figures of its tables in ``ROOMS``, where its run is :class:`Judgements`, or a view of its
own in ``VIEWS_BY_ROOM``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast

from dealerkit.book import Book
from dealerkit.contracts.judged import Judgements
from dealerkit.report.contract_rooms import ROOMS
from dealerkit.report.judgements import JudgementsReport
from dealerkit.report.places import shortest
from dealerkit.report.return_views import return_view
from dealerkit.report.views import View

RoomView = Callable[[object, Book, Sequence[str], str], View]
"""A room's result, the book, the policy's files and a contract (or nothing) as a view."""


def _judged(key: str, result: object, book: Book, files: Sequence[str], contract: str) -> View:
    del book
    found = JudgementsReport(ROOMS[key], cast("Judgements", result), shortest(files), contract)
    return View(found.report(), found.figures, found.problems)


VIEWS_BY_ROOM: Mapping[str, RoomView] = {
    **{key: partial(_judged, key) for key in ROOMS},
    "returns": return_view,
}
"""How the result of each room is seen, by its key."""


def overview_view(key: str) -> Callable[[object, Book, Sequence[str]], View]:
    """How a room is seen in the overview: all contracts."""

    def view(result: object, book: Book, files: Sequence[str]) -> View:
        return VIEWS_BY_ROOM[key](result, book, files, "")

    return view
