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
from dealerkit.rebates.programme import REBATES, Programme

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


REBATE = Domain(
    Section("rebates", REBATES, FACTS, "rebate programmes: who earns what, on which lines, by which bands"),
    check=_check_rebates,
    answer=answer,
    evaluate=_evaluate_rebates,
)
AUTHORITY = Domain(
    Section("authority", authority.SECTION_SHAPE, (), "who may sign what: subject and amount or size give a role"),
    check=_check_authority,
    answer=authority.answer,
)

DOMAINS: tuple[Domain, ...] = (REBATE, AUTHORITY)

SECTIONS: tuple[Section, ...] = tuple(domain.section for domain in DOMAINS)


def schema() -> JsonSchema:
    """JSON Schema (draft-07) of policy files, for editors."""
    return policy_schema(SECTIONS)


def catalogue() -> Catalogue:
    """Every fact of every domain, as expressions see them before a policy adds its own."""
    return Catalogue(fact for section in SECTIONS for fact in section.facts)
