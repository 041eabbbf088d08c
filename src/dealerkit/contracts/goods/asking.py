"""Goods that are about to move: what the rules say before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.columns import Native
from dealerkit.contracts.goods.dispatches import judged_dispatches
from dealerkit.contracts.goods.ledger import fold
from dealerkit.contracts.goods.moves import read_counts, read_moves
from dealerkit.contracts.goods.run import judged_stock
from dealerkit.contracts.goods.section import FIRST_COUNT, goods_of
from dealerkit.contracts.goods.signing import judged_adjustments
from dealerkit.contracts.judged import Judged
from dealerkit.contracts.steps import Roles
from dealerkit.contracts.streams import unreadable
from dealerkit.decisions import Decision, Outcome
from dealerkit.measures.clocks import zone_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError

WITHOUT_NUMBER = "request"
"""What a movement is called that is asked about without a number."""


def may_move(policy: Policy, book: Book, moves: Iterable[Mapping[str, Native]], as_of: date) -> tuple[Judged, ...]:
    """May these goods move: the places that they touch, the documents they carry out, the signatures they need.

    ``moves`` has the columns of the table ``stock_moves``, values as a CSV file has them or typed; without ``move``
    and ``at`` they are movements of the day itself, after all that the book has. A place is refused that they take, or
    leave, below zero; a document that they leave shipped in part; an adjustment that nobody signed who may. A row that
    cannot be read is undetermined, with the problem.
    """
    rules = goods_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no section `contracts.goods`")
    rows: list[dict[str, Native]] = [
        {"move": WITHOUT_NUMBER, "line_no": str(i), "at": f"{as_of.isoformat()} 23:59:59", **each}
        for i, each in enumerate(moves, 1)
    ]
    request = Book.from_tables({"stock_moves": rows})
    usual = rules.kinds[0]
    asked = tuple(read_moves(request, usual, as_of, zone_of(policy)))
    unread = tuple(
        Judged(subject=WITHOUT_NUMBER, decision=Decision(Outcome.UNDETERMINED, each.code), problems=(each,))
        for each in unreadable(request, ("stock_moves",))
    )
    known = tuple(read_moves(book, usual, as_of, zone_of(policy)))
    touched = {place: None for move in asked for place, _ in move.changes}
    counts = (each for each in read_counts(book, usual, as_of) if each.place in touched)
    every = (*known, *asked)
    standings = fold(every, counts, first_count=rules.opening == FIRST_COUNT, in_first=rules.same_moment == "in-first")
    own = {id(move) for move in asked}
    stock = {}
    for place in touched:
        found = standings[place]
        is_ours = found.below is not None and id(found.below.move) in own
        stock[place] = found if is_ours or found.balance < Decimal(0) else evolve(found, below=None)
    documents = {move.document for move in asked} - {""}
    shipped = judged_dispatches(rules, book, every, as_of)
    return (
        *unread,
        *judged_stock(rules, stock),
        *(each for each in shipped if each.subject in documents),
        *judged_adjustments(rules, asked, Roles(policy, book)),
    )
