"""Every price request of a book on a day with its answer, and what margin each contract leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from dealerkit.authority.signing import Signing
from dealerkit.book import Book
from dealerkit.contracts.facts import Known
from dealerkit.contracts.judged import Judged, Judgements, names_of
from dealerkit.contracts.prices.agreements import Agreements
from dealerkit.contracts.prices.answering import PriceDesk
from dealerkit.contracts.prices.costs import Costs, read_costs
from dealerkit.contracts.prices.granting import levels_granted
from dealerkit.contracts.prices.margins import Margin, margins_of
from dealerkit.contracts.prices.price_list import PriceList
from dealerkit.contracts.prices.requests import PriceRequest, read_requests
from dealerkit.contracts.prices.rule import LAST_COST, PriceRule
from dealerkit.contracts.prices.sold import sold
from dealerkit.contracts.section import contracts_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, DealerkitError, in_order

REQUESTS, MARGINS, ORDERS = "requests", "margins", "orders"
"""The parts of what is decided."""

NO_CONTRACT = "-"
"""The subject of sales that name no contract."""


def prices_of(policy: Policy) -> PriceRule | None:
    """The policy's rules on prices, if it has any."""
    section = contracts_of(policy)
    return None if section is None else section.prices


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Every request by the day with its answer, and the margins of contracts and orders.

    Findings: those of :meth:`PriceDesk.answer`; DK678 and DK679 of the average cost; DK671 lines below the price
    their customer had; DK699 levels that a contract grants and nobody signed.
    """
    rule = prices_of(policy)
    if rule is None:
        return Judgements(policy, as_of, ())
    desk = desk_of(policy, book, as_of)
    requests = tuple(read_requests(book, as_of))
    run = answered(desk, requests)
    costs = desk.costs
    more = [] if costs is None else [*_margins(rule, book, costs, as_of, policy.header.currency)]
    if rule.sold is not None:
        answers = [(asked, row.decision) for asked, row in zip(requests, run.rows, strict=True)]
        more += sold(rule.sold, desk, answers)
    more += levels_granted(desk)
    rows = [*run.rows, *more]
    found = (problem for each in more for problem in each.problems)
    problems = in_order((*run.problems, *(() if costs is None else costs.problems), *found))
    return Judgements(policy, as_of, tuple(rows), problems, run.names)


def desk_of(policy: Policy, book: Book, as_of: date) -> PriceDesk:
    """A desk that answers requests by a policy that has rules on prices."""
    rule = prices_of(policy)
    if rule is None:
        raise DealerkitError("the policy has no `contracts.prices`")
    currency = policy.header.currency
    costs = None if rule.cost is None else read_costs(book, currency, as_of, rule.cost.negative, LAST_COST)
    return PriceDesk(
        policy,
        rule,
        book,
        as_of,
        PriceList(book, currency),
        Signing(policy, book, as_of),
        Known.open(policy, book, as_of),
        Agreements(policy, book, as_of),
        costs,
    )


def answered(desk: PriceDesk, requests: Iterable[PriceRequest]) -> Judgements:
    """Requests with their answers, in the order they are asked."""
    rows: list[Judged] = []
    for each in requests:
        decision, problems = desk.answer(each)
        named: tuple[tuple[str, Arg], ...] = (("product", each.product),)
        if each.quantity is not None:
            named = (*named, ("quantity", each.quantity))
        values = (decision.values[0], *named, *decision.values[1:])
        rows.append(
            Judged(
                subject=each.request or each.product,
                decision=evolve(decision, values=values),
                part=REQUESTS,
                contract=each.contract,
                customer=each.customer,
                at=each.at,
                problems=problems,
            )
        )
    problems = in_order(found for each in rows for found in each.problems)
    return Judgements(desk.policy, desk.as_of, tuple(rows), problems, names_of(desk.book, desk.as_of))


def _margins(rule: PriceRule, book: Book, costs: Costs, as_of: date, currency: str) -> Iterator[Judged]:
    for part, by in ((MARGINS, "contract"), (ORDERS, "order")):
        for subject, each in sorted(margins_of(book, currency, costs, as_of, by).items()):
            if not subject and part == ORDERS:
                continue
            yield Judged(
                subject=subject or NO_CONTRACT,
                decision=_margin(rule, each),
                part=part,
                contract=subject if part == MARGINS else "",
                customer=each.customer,
            )


def _margin(rule: PriceRule, each: Margin) -> Decision:
    own = rule.rule if rule.cost is None else rule.cost.rule
    values: list[tuple[str, Arg]] = [("sales", each.sales)]
    if each.missing:
        missing = tuple(sorted(each.missing))
        reason = Reason("margin-unknown", own, (("missing", missing),))
        return Decision(Outcome.UNDETERMINED, "DK003", values=tuple(values), reasons=(reason,), missing=missing)
    values += [("cost", each.cost), ("margin", each.margin)]
    if each.share is not None:
        values.append(("margin_share", each.share))
    return Decision(Outcome.GRANTED, values=tuple(values), reasons=(Reason("margin", own, tuple(values)),))
