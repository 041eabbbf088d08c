"""The audit of customers: files, identity and codes together, in one pass over them."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.customers.census import walk
from dealerkit.customers.codes.run import CodeRun, CodeWatch
from dealerkit.customers.codes.section import codes_of
from dealerkit.customers.files.run import FileRun, FileWatch
from dealerkit.customers.files.section import files_of
from dealerkit.customers.files.waiting import stopped
from dealerkit.customers.identity.run import IdentityRun, IdentityWatch
from dealerkit.customers.identity.section import identity_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order


@frozen(kw_only=True, eq=False)
class Audit:
    """What was found, room by room; None for a room that the policy does not have."""

    policy: Policy = field(repr=False)
    as_of: date
    count: int
    files: FileRun | None
    identity: IdentityRun | None
    codes: CodeRun | None
    problems: tuple[Problem, ...] = field(repr=False)


def is_configured(policy: Policy) -> bool:
    """Whether there is anything to audit by."""
    return any(each is not None for each in (files_of(policy), identity_of(policy), codes_of(policy)))


def audit_customers(policy: Policy, book: Book, as_of: date) -> Audit:
    """Audit every customer of a book by all the rooms that the policy has."""
    files = FileWatch.open(policy, book, as_of) if files_of(policy) is not None else None
    identity = IdentityWatch.open(policy, book, as_of) if identity_of(policy) is not None else None
    codes = CodeWatch.open(policy, book, as_of) if codes_of(policy) is not None else None
    census = walk(book, as_of, [each for each in (files, identity, codes) if each is not None])
    papers = files.holdings.changes if files is not None else None
    of_identity = identity.done(census, papers) if identity is not None else None
    of_files = files.done(census, stopped(of_identity)) if files is not None else None
    of_codes = codes.done(census) if codes is not None else None
    found = (each.problems for each in (of_files, of_identity, of_codes) if each is not None)
    return Audit(
        policy=policy,
        as_of=as_of,
        count=len(census),
        files=of_files,
        identity=of_identity,
        codes=of_codes,
        problems=in_order((*census.problems, *(problem for part in found for problem in part))),
    )
