"""The registry: every domain, in the order in which their results are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from dealerkit import authority
from dealerkit.assembly.domain import Domain
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.policy import Policy, Section, policy_schema
from dealerkit.policy.scalars import JsonSchema
from dealerkit.problems import Problem
from dealerkit.rebates.cases import answer
from dealerkit.rebates.checks import check_rebates
from dealerkit.rebates.deadlines import check_deadlines
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.journal.accounts import ACCOUNTS as ACCOUNTS_SHAPE
from dealerkit.rebates.journal.checks import check_accounts, decides_nothing
from dealerkit.rebates.offset.cases import answer as answer_offset
from dealerkit.rebates.offset.checks import check_offset
from dealerkit.rebates.offset.limit import OFFSET
from dealerkit.rebates.programme import REBATES, Programme
from dealerkit.rebates.protection.cases import answer as answer_protection
from dealerkit.rebates.protection.checks import check_protection
from dealerkit.rebates.protection.run import protect, schemes_of
from dealerkit.rebates.protection.scheme import PRICE_PROTECTION

if TYPE_CHECKING:
    from dealerkit.book import Book


def _check_authority(policy: Policy) -> Iterable[Problem]:
    return authority.check(cast("authority.Matrix", policy.sections["authority"]))


def _evaluate_rebates(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    # Only who settles needs the engine; `check` and `test` must not pay for it.
    from dealerkit.rebates.run import Run

    return Run.open(policy, book, as_of, known_at)


def _check_rebates(policy: Policy) -> Iterable[Problem]:
    programmes = cast("Mapping[str, Programme]", policy.sections["rebates"])
    effective = policy.header.effective
    yield from check_rebates(programmes, effective, policy.catalogue)
    yield from check_deadlines(programmes, effective, policy.calendar())


def _check_protection(policy: Policy) -> Iterable[Problem]:
    return check_protection(schemes_of(policy), policy.header.effective, policy.calendar())


def _evaluate_protection(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    return protect(policy, book, as_of)


REBATE = Domain(
    Section("rebates", REBATES, FACTS, "rebate programmes: who earns what, on which lines, by which bands"),
    check=_check_rebates,
    answer=answer,
    evaluate=_evaluate_rebates,
)
OFFSETS = Domain(
    Section("offset", OFFSET, (), "how much of an order earned rebate may pay, and how long it can be used"),
    check=check_offset,
    answer=answer_offset,
)
ACCOUNTS = Domain(
    Section("accounts", ACCOUNTS_SHAPE, (), "under which accounts rebates stand in the company's books"),
    check=check_accounts,
    answer=decides_nothing,
)
PROTECTION = Domain(
    Section("price_protection", PRICE_PROTECTION, (), "which stock is credited when a price is cut, and how much"),
    check=_check_protection,
    answer=answer_protection,
    evaluate=_evaluate_protection,
)
AUTHORITY = Domain(
    Section("authority", authority.SECTION_SHAPE, (), "who may sign what: subject and amount or size give a role"),
    check=_check_authority,
    answer=authority.answer,
)

DOMAINS: tuple[Domain, ...] = (REBATE, OFFSETS, ACCOUNTS, PROTECTION, AUTHORITY)

SECTIONS: tuple[Section, ...] = tuple(domain.section for domain in DOMAINS)


def schema() -> JsonSchema:
    """JSON Schema (draft-07) of policy files, for editors."""
    return policy_schema(SECTIONS)


def catalogue() -> Catalogue:
    """Every fact of every domain, as expressions see them before a policy adds its own."""
    return Catalogue(fact for section in SECTIONS for fact in section.facts)
