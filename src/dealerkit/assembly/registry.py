"""The registry: every domain, in the order in which their results are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, cast

from dealerkit import authority
from dealerkit.assembly.domain import Domain
from dealerkit.assembly.rooms import CONTRACT_ROOMS, CUSTOMER_ROOMS, GOVERNANCE_ROOMS, SCORING_ROOMS, domain_of
from dealerkit.contracts.facts import FACTS as CONTRACT_FACTS
from dealerkit.contracts.intake.facts import FACTS as INTAKE_FACTS
from dealerkit.contracts.returns.facts import FACTS as RETURN_FACTS
from dealerkit.contracts.section import CONTRACTS as CONTRACTS_SHAPE
from dealerkit.credit.collecting.section import COLLECTIONS as COLLECTIONS_SHAPE
from dealerkit.credit.facts import FACTS as CREDIT_FACTS
from dealerkit.credit.liability.facts import FACTS as LIABILITY_FACTS
from dealerkit.credit.liability.section import LIABILITY as LIABILITY_SHAPE
from dealerkit.credit.section import CREDIT as CREDIT_SHAPE
from dealerkit.credit.validation import check_collections, check_credit, check_liability
from dealerkit.customers.contact_facts import FACTS as CONTACT_FACTS
from dealerkit.customers.section import CUSTOMERS as CUSTOMERS_SHAPE
from dealerkit.decisions import Decision
from dealerkit.governance.assess.rule import FACTS as ASSESS_FACTS
from dealerkit.governance.exit.rule import FACTS as EXIT_FACTS
from dealerkit.governance.scan.signal import FACTS as SCAN_FACTS
from dealerkit.governance.section import GOVERNANCE as GOVERNANCE_SHAPE
from dealerkit.policy.cases import Case
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.policy import Policy, Section, policy_schema
from dealerkit.policy.reading import Reading
from dealerkit.policy.scalars import JsonSchema
from dealerkit.problems import Problem
from dealerkit.rebates.always.invariant import ALWAYS as ALWAYS_SHAPE
from dealerkit.rebates.approval.checks import check_approvals
from dealerkit.rebates.bids.checks import check_bids
from dealerkit.rebates.bids.scheme import SPECIAL_BIDS, bid_schemes
from dealerkit.rebates.checks import check_rebates
from dealerkit.rebates.cliffs import check_cliffs
from dealerkit.rebates.conditional_cliffs import check_conditional_cliffs
from dealerkit.rebates.contests.checks import check_contests
from dealerkit.rebates.contests.contest import CONTESTS as CONTESTS_SHAPE
from dealerkit.rebates.dead_bands import check_dead_bands
from dealerkit.rebates.dead_factors import check_factors
from dealerkit.rebates.deadlines import check_deadlines
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.joint.checks import check_budgets, check_stackings
from dealerkit.rebates.joint.group_checks import check_groups
from dealerkit.rebates.joint.paying_twice import check_paying_twice
from dealerkit.rebates.joint.stacking import STACKING as STACKING_SHAPE
from dealerkit.rebates.journal.accounts import ACCOUNTS as ACCOUNTS_SHAPE
from dealerkit.rebates.journal.checks import check_accounts, decides_nothing
from dealerkit.rebates.margins import MARGINS as MARGINS_SHAPE
from dealerkit.rebates.margins import check_margins, check_own_margins
from dealerkit.rebates.offset.checks import check_offset
from dealerkit.rebates.offset.limit import OFFSET
from dealerkit.rebates.offset.using_up import check_using_up
from dealerkit.rebates.programme import REBATES, Programme, programmes_of
from dealerkit.rebates.promises.checks import check_promises
from dealerkit.rebates.promises.subject import SUBJECTS
from dealerkit.rebates.protection.checks import check_protection
from dealerkit.rebates.protection.scheme import PRICE_PROTECTION, schemes_of
from dealerkit.rebates.rotation.checks import check_rotation
from dealerkit.rebates.rotation.scheme import STOCK_ROTATION, rotation_schemes
from dealerkit.rebates.sources.checks import check_measures
from dealerkit.rebates.sources.named import MEASURES as MEASURES_SHAPE
from dealerkit.rebates.sources.named import measures_of
from dealerkit.scoring.section import SCORING as SCORING_SHAPE
from dealerkit.workflow.facts import FACTS as FLOW_FACTS
from dealerkit.workflow.flow import FLOWS as FLOWS_SHAPE
from dealerkit.workflow.validation import check_flows

if TYPE_CHECKING:
    from dealerkit.book import Book


Answer = Callable[[Policy, Case, Reading], Decision | None]


def _answered(module: str, name: str = "answer") -> Answer:
    """What decides a domain's test cases, loaded with the first of them: `check` must not pay for the engine."""

    def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
        return cast("Answer", getattr(import_module(module), name))(policy, case, reading)

    return answer


def _check_authority(policy: Policy) -> Iterable[Problem]:
    yield from authority.check(cast("authority.Matrix", policy.sections["authority"]))
    yield from check_approvals(policy)


def _evaluate_rebates(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    # Only who settles needs the engine; `check` and `test` must not pay for it.
    from dealerkit.rebates.run import Run

    return Run.open(policy, book, as_of, known_at)


def _check_rebates(policy: Policy) -> Iterable[Problem]:
    programmes = cast("Mapping[str, Programme]", policy.sections["rebates"])
    effective = policy.header.effective
    yield from check_rebates(programmes, effective, policy.catalogue)
    yield from check_groups(programmes)
    yield from check_deadlines(programmes, effective, policy.calendar())
    yield from check_budgets(programmes)
    yield from check_paying_twice(policy, programmes)
    yield from check_own_margins(policy)


def _advise_on_rebates(policy: Policy) -> Iterable[Problem]:
    yield from check_cliffs(policy)
    yield from check_conditional_cliffs(policy)
    yield from check_dead_bands(policy)
    yield from check_factors(policy)
    yield from check_using_up(policy)


def _check_stackings(policy: Policy) -> Iterable[Problem]:
    return check_stackings(policy, programmes_of(policy))


def _check_always(policy: Policy) -> Iterable[Problem]:
    from dealerkit.rebates.always.checks import check_always

    return check_always(policy)


def _prove_always(policy: Policy) -> Iterable[Problem]:
    # Only a policy that promises something pays for the proofs.
    from dealerkit.rebates.always.checks import check_proofs

    return check_proofs(policy)


def _check_measures(policy: Policy) -> Iterable[Problem]:
    return check_measures(measures_of(policy), policy.catalogue, policy.read_facts)


def _check_protection(policy: Policy) -> Iterable[Problem]:
    return check_protection(schemes_of(policy), policy.header.effective, policy.calendar())


def _evaluate_protection(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.rebates.protection.run import protect

    return protect(policy, book, as_of)


def _evaluate_credit(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.credit.evaluating import evaluate_credit

    return evaluate_credit(policy, book, as_of)


def _evaluate_collections(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at
    from dealerkit.credit.evaluating import evaluate_collections

    return evaluate_collections(policy, book, as_of)


def _evaluate_liability(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at
    from dealerkit.credit.liability.run import run

    return run(policy, book, as_of)


def _evaluate_contests(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    from dealerkit.rebates.contests.run import hold

    return hold(policy, book, as_of, known_at)


MEASURES = Domain(
    Section("measures", MEASURES_SHAPE, (), "sums that rules call by name: measured.tea, of a payee and a period"),
    check=_check_measures,
    answer=decides_nothing,
)


def _evaluate_promises(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.rebates.promises.run import review

    return review(policy, book, as_of)


def _check_bids(policy: Policy) -> Iterable[Problem]:
    return check_bids(bid_schemes(policy), policy)


def _evaluate_bids(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.rebates.bids.run import honour

    return honour(policy, book, as_of)


def _check_rotation(policy: Policy) -> Iterable[Problem]:
    return check_rotation(rotation_schemes(policy), policy)


def _evaluate_rotation(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.rebates.rotation.run import rotate

    return rotate(policy, book, as_of)


REBATE = Domain(
    Section("rebates", REBATES, FACTS, "rebate programmes: who earns what, on which lines, by which bands"),
    check=_check_rebates,
    advice=_advise_on_rebates,
    answer=_answered("dealerkit.rebates.cases"),
    evaluate=_evaluate_rebates,
)
MARGINS = Domain(
    Section("margins", MARGINS_SHAPE, (), "how steep the steps of rebates may be before they invite dumping"),
    check=check_margins,
    answer=decides_nothing,
)
STACKINGS = Domain(
    Section("stacking", STACKING_SHAPE, (), "what holds where several rebate programmes pay on the same lines"),
    check=_check_stackings,
    answer=_answered("dealerkit.rebates.joint.cases"),
)
ALWAYS = Domain(
    Section("always", ALWAYS_SHAPE, (), "what must hold of rebates whatever is sold: proved, or broken with a case"),
    check=_check_always,
    proofs=_prove_always,
    answer=decides_nothing,
)
OFFSETS = Domain(
    Section("offset", OFFSET, (), "how much of an order earned rebate may pay, and how long it can be used"),
    check=check_offset,
    answer=_answered("dealerkit.rebates.offset.cases"),
)
ACCOUNTS = Domain(
    Section("accounts", ACCOUNTS_SHAPE, (), "under which accounts rebates stand in the company's books"),
    check=check_accounts,
    answer=decides_nothing,
)
PROTECTION = Domain(
    Section("price_protection", PRICE_PROTECTION, (), "which stock is credited when a price is cut, and how much"),
    check=_check_protection,
    answer=_answered("dealerkit.rebates.protection.cases"),
    evaluate=_evaluate_protection,
)
CONTESTS = Domain(
    Section("contests", CONTESTS_SHAPE, (), "sales contests: who is ranked where, and which prize that brings"),
    check=check_contests,
    answer=_answered("dealerkit.rebates.contests.cases"),
    evaluate=_evaluate_contests,
)
PROMISES = Domain(
    Section("promises", SUBJECTS, (), "who may promise what to a dealer, and by when it is decided and answered"),
    check=check_promises,
    answer=_answered("dealerkit.rebates.promises.cases"),
    evaluate=_evaluate_promises,
)
BIDS = Domain(
    Section("special_bids", SPECIAL_BIDS, (), "which special bids are honoured, and what a claim under one is worth"),
    check=_check_bids,
    answer=_answered("dealerkit.rebates.bids.cases", "answer_bids"),
    evaluate=_evaluate_bids,
)
ROTATION = Domain(
    Section("stock_rotation", STOCK_ROTATION, (), "how much of what was bought may come back, and at which price"),
    check=_check_rotation,
    answer=_answered("dealerkit.rebates.rotation.cases", "answer_rotation"),
    evaluate=_evaluate_rotation,
)
CREDIT = Domain(
    Section("credit", CREDIT_SHAPE, CREDIT_FACTS, "who may buy on credit, up to which limit, and what holds over it"),
    check=check_credit,
    answer=_answered("dealerkit.credit.cases"),
    parts=True,
    evaluate=_evaluate_credit,
)
COLLECTIONS = Domain(
    Section("collections", COLLECTIONS_SHAPE, (), "how debts are aged, dunned, planned and provided for"),
    check=check_collections,
    answer=_answered("dealerkit.credit.collecting.cases"),
    parts=True,
    evaluate=_evaluate_collections,
)
LIABILITY = Domain(
    Section("liability", LIABILITY_SHAPE, LIABILITY_FACTS, "who bears a debt that went bad"),
    check=check_liability,
    answer=_answered("dealerkit.credit.liability.cases"),
    evaluate=_evaluate_liability,
)
FLOWS = Domain(
    Section("flows", FLOWS_SHAPE, FLOW_FACTS, "states, moves, roles and clocks of complaints and other matters"),
    check=check_flows,
    answer=_answered("dealerkit.workflow.cases"),
    parts=True,
)
SCORING = domain_of(
    Section("scoring", SCORING_SHAPE, (), "figures, scorecards, classes and concentration"), SCORING_ROOMS
)
CUSTOMERS = domain_of(
    Section(
        "customers",
        CUSTOMERS_SHAPE,
        CONTACT_FACTS,
        "customer files, identity, ownership, access, contacts, satisfaction",
    ),
    CUSTOMER_ROOMS,
)
CONTRACTS = domain_of(
    Section(
        "contracts",
        CONTRACTS_SHAPE,
        (*CONTRACT_FACTS, *RETURN_FACTS, *INTAKE_FACTS),
        "kinds of contracts, their terms, prices and returns, how goods move",
    ),
    CONTRACT_ROOMS,
)
GOVERNANCE = domain_of(
    Section(
        "governance",
        GOVERNANCE_SHAPE,
        (*SCAN_FACTS, *ASSESS_FACTS, *EXIT_FACTS),
        "who dominates, whose volume is false, keep or end, in which order",
    ),
    GOVERNANCE_ROOMS,
)
AUTHORITY = Domain(
    Section("authority", authority.SECTION_SHAPE, (), "who may sign what: subject and amount or size give a role"),
    check=_check_authority,
    answer=authority.answer,
)

DOMAINS: tuple[Domain, ...] = (
    MEASURES,
    SCORING,
    CUSTOMERS,
    CONTRACTS,
    REBATE,
    MARGINS,
    STACKINGS,
    ALWAYS,
    OFFSETS,
    ACCOUNTS,
    PROTECTION,
    BIDS,
    ROTATION,
    CONTESTS,
    PROMISES,
    CREDIT,
    COLLECTIONS,
    LIABILITY,
    FLOWS,
    GOVERNANCE,
    AUTHORITY,
)

SECTIONS: tuple[Section, ...] = tuple(domain.section for domain in DOMAINS)


def schema() -> JsonSchema:
    """JSON Schema (draft-07) of policy files, for editors."""
    return policy_schema(SECTIONS)


def catalogue() -> Catalogue:
    """Every fact of every domain, as expressions see them before a policy adds its own."""
    return Catalogue(fact for section in SECTIONS for fact in section.facts)
