"""Goods over a book: every rule on how they move, with what was found, by part of the room.

Parts: ``stock`` (a row a place), ``dispatch`` (a document), ``stages`` (a product of an order that ships in
stages), ``adjustments`` (a movement that needs a signature), ``posting`` and ``reports`` (a rule), ``counts`` (a
holder), ``damage`` (a month, a product and a cause).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.contracts.goods.counting import judged_counts
from dealerkit.contracts.goods.damage import judged_damage
from dealerkit.contracts.goods.dispatches import judged_dispatches
from dealerkit.contracts.goods.entering import judged_posting, judged_reports
from dealerkit.contracts.goods.ledger import Standing, fold
from dealerkit.contracts.goods.moves import Move, Place, read_counts, read_moves
from dealerkit.contracts.goods.section import FIRST_COUNT, Goods, goods_of
from dealerkit.contracts.goods.signing import judged_adjustments
from dealerkit.contracts.goods.stages import judged_stages
from dealerkit.contracts.judged import Judged, Judgements
from dealerkit.contracts.steps import Roles
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.measures.clocks import zone_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, DealerkitError, Problem, Severity, in_order, problem


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Every rule on goods over the movements through a day.

    Findings: DK683 stock below zero; DK684 a dispatch that is not whole; DK685 an adjustment nobody signed who may;
    DK686 entered late; DK687 a report late or missing; DK688 a count late, by one person, or too often wrong; DK697 a
    kind of stock that the policy does not know; DK802, DK809 what the book lacks.
    """
    rules = goods_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no section `contracts.goods`")
    usual = rules.kinds[0]
    moves = tuple(read_moves(book, usual, as_of, zone_of(policy)))
    # Stock of dealers is counted as well: it is no stock of ours.
    holders = {place.holder for move in moves for place, _ in move.changes}
    counts = tuple(each for each in read_counts(book, usual, as_of) if each.place.holder in holders)
    standings = fold(moves, counts, first_count=rules.opening == FIRST_COUNT, in_first=rules.same_moment == "in-first")
    roles = Roles(policy, book)
    rows = (
        *judged_stock(rules, standings),
        *judged_dispatches(rules, book, moves, as_of),
        *judged_stages(rules, book, moves, as_of),
        *judged_adjustments(rules, moves, roles),
        *judged_posting(policy, rules, moves, as_of),
        *judged_counts(policy, rules, moves, counts, standings, as_of, roles),
        *judged_reports(policy, rules, book, moves, as_of),
        *judged_damage(rules, book, moves),
    )
    lacking = [*book.lacking("stock_moves", ()), *roles.lacking()]
    if moves and rules.dispatch is not None and any(each.kind in rules.dispatch.kinds for each in moves):
        lacking += [evolve(each, severity=Severity.WARNING) for each in book.lacking("deliveries", ())]
    if moves and (rules.count is not None or rules.opening == FIRST_COUNT):
        lacking += [evolve(each, severity=Severity.WARNING) for each in book.lacking("stock", ())]
    problems = [*lacking, *_unknown_kinds(rules, moves), *(found for row in rows for found in row.problems)]
    return Judgements(policy, as_of, rows, in_order(problems))


def judged_stock(rules: Goods, standings: Mapping[Place, Standing]) -> Iterator[Judged]:
    """Every place: never below zero, or DK683."""
    for place, standing in sorted(standings.items(), key=lambda each: str(each[0])):
        below = standing.below
        args: list[tuple[str, Arg]] = [("balance", standing.balance)]
        if below is not None:
            args += [("move", below.move.id), ("below", below.balance)]
        if standing.compared:
            args.append(("difference", standing.compared[-1].difference))
        problems: tuple[Problem, ...] = ()
        if below is not None:
            problems = (
                problem(
                    "DK683",
                    below.move.at,
                    address=rules.rule.address,
                    severity=Severity.WARNING,
                    move=below.move.id,
                    holder=place.holder,
                    product=place.product,
                    kind=place.kind,
                    on=below.move.on.date(),
                    quantity=below.move.quantity.copy_abs(),
                    balance=below.balance,
                ),
            )
        step = "goods-in-stock" if below is None else "goods-below"
        yield Judged(
            subject=str(place),
            part="stock",
            decision=Decision(
                Outcome.GRANTED if below is None else Outcome.REFUSED,
                "" if below is None else "DK683",
                values=tuple(args),
                reasons=(Reason(step, rules.rule, tuple(args)),),
            ),
            at=None if below is None else below.move.at,
            problems=problems,
        )


def _unknown_kinds(rules: Goods, moves: tuple[Move, ...]) -> Iterator[Problem]:
    told: set[str] = set()
    for move in moves:
        for kind in (move.place.kind, move.into.kind if move.into is not None else ""):
            if kind and kind not in rules.kinds and kind not in told:
                told.add(kind)
                yield problem(
                    "DK697",
                    move.at,
                    address=rules.rule.address,
                    severity=Severity.WARNING,
                    kind=kind,
                    move=move.id,
                    known=rules.kinds,
                )
