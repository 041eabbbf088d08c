"""May this be done with this customer: what its file lacks for it, and what is unsettled about who it is."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.customers.files.ruling import file_allows
from dealerkit.customers.identity.ruling import identify, ruled
from dealerkit.customers.identity.run import IdentityRun
from dealerkit.customers.identity.section import identity_of
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy


def customer_allows(
    policy: Policy, book: Book, as_of: date, customer: str, purpose: str, known: IdentityRun | None = None
) -> Decision:
    """Whether a purpose may go on: the file suffices, and nothing waits about identity where the policy has that.

    The decision is that of :func:`file_allows`; where ``customers.identity.stops`` names the purpose, an identity
    that is to be settled first (:func:`identify`) refuses it as well, and its reasons and figures stand beside.
    ``known`` is what was found for all customers already.
    """
    file = file_allows(policy, book, as_of, customer, purpose)
    identity = identity_of(policy)
    if identity is None or purpose not in identity.stops:
        return file
    who = ruled(known, customer) if known is not None else identify(policy, book, as_of, customer)
    values = (*file.values, *who.values)
    if who.outcome is Outcome.GRANTED:
        # Alarms are to be looked at; they stop nothing.
        return evolve(file, values=values, tried=(*file.tried, *who.reasons))
    if file.outcome is Outcome.REFUSED:
        return evolve(file, values=values, reasons=(*file.reasons, *who.reasons))
    missing = (*file.missing, *who.missing) if who.outcome is Outcome.UNDETERMINED else ()
    tried = (*file.reasons, *file.tried, *who.tried)
    return evolve(who, values=values, tried=tried, reads=file.reads, missing=missing)
