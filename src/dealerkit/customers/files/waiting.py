"""All customer files of a book, where expenses also wait until it is settled who a customer is."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date

from dealerkit.book import Book
from dealerkit.customers.files.run import FileRun
from dealerkit.customers.files.run import evaluate as files_alone
from dealerkit.customers.files.section import files_of
from dealerkit.customers.identity.ruling import unsettled
from dealerkit.customers.identity.run import IdentityRun
from dealerkit.customers.identity.run import evaluate as identities
from dealerkit.customers.identity.section import identity_of
from dealerkit.policy.policy import Policy


def evaluate(policy: Policy, book: Book, as_of: date) -> FileRun:
    """Audit the customer files; who customers are is looked at only where an expense may have to wait for it."""
    files, identity = files_of(policy), identity_of(policy)
    stops = identity.stops if identity is not None else ()
    asks = files is not None and any(each.expenses for name, each in files.purposes.items() if name in stops)
    return files_alone(policy, book, as_of, stopped(identities(policy, book, as_of) if asks else None))


def stopped(found: IdentityRun | None) -> Mapping[str, Container[str]]:
    """By purpose, the customers about whom something is to be settled first."""
    if found is None or not found.identity.stops:
        return {}
    return dict.fromkeys(found.identity.stops, unsettled(found))
