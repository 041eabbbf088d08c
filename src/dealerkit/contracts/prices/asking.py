"""One price request of another program: the answer with the signature it needs."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.contracts.prices.requests import PriceRequest
from dealerkit.contracts.prices.run import desk_of
from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy


def price_request(policy: Policy, book: Book, request: PriceRequest, as_of: date) -> Decision:
    """Say whether a price may be granted, on whose signature, and what margin is left.

    ``answer`` is granted, granted-by-signature, needs-signature (``role`` and ``second`` name whose), refused or
    undetermined (``missing`` names what is not known). Who asks about many requests opens a desk once, with
    :func:`dealerkit.contracts.prices.run.desk_of`.
    """
    decision, _ = desk_of(policy, book, as_of).answer(request)
    return evolve(decision, as_of=as_of, known_at=book.known_at, revision=policy.header.revision)
