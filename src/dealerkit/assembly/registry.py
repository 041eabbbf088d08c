"""The registry: every domain, in the order in which their results are shown.

A domain's shapes, checks and runs are imported with the first policy that has its section: who states rebates
alone does not pay for credit. Facts are known to every policy, whatever its sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, cast

from dealerkit.assembly.domain import Domain
from dealerkit.assembly.rooms import CONTRACT_ROOMS, CUSTOMER_ROOMS, GOVERNANCE_ROOMS, SCORING_ROOMS, domain_of
from dealerkit.contracts.facts import FACTS as CONTRACT_FACTS
from dealerkit.contracts.intake.facts import FACTS as INTAKE_FACTS
from dealerkit.contracts.returns.facts import FACTS as RETURN_FACTS
from dealerkit.credit.facts import FACTS as CREDIT_FACTS
from dealerkit.credit.liability.facts import FACTS as LIABILITY_FACTS
from dealerkit.customers.contact_facts import FACTS as CONTACT_FACTS
from dealerkit.decisions import Decision
from dealerkit.governance.assess.facts import FACTS as ASSESS_FACTS
from dealerkit.governance.exit.facts import FACTS as EXIT_FACTS
from dealerkit.governance.scan.facts import FACTS as SCAN_FACTS
from dealerkit.policy.cases import Case
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.policy import Later, Policy, Section, policy_schema
from dealerkit.policy.reading import Reading
from dealerkit.policy.scalars import JsonSchema
from dealerkit.problems import Problem
from dealerkit.rebates.facts import FACTS as REBATE_FACTS
from dealerkit.workflow.facts import FACTS as FLOW_FACTS

if TYPE_CHECKING:
    from dealerkit.book import Book


Answer = Callable[[Policy, Case, Reading], Decision | None]
Check = Callable[[Policy], Iterable[Problem]]


def _answered(module: str, name: str = "answer") -> Answer:
    """What decides a domain's test cases."""

    def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
        return cast("Answer", getattr(import_module(f"dealerkit.{module}"), name))(policy, case, reading)

    return answer


def _checked(module: str, name: str) -> Check:
    """What finds the problems of a domain's section."""

    def check(policy: Policy) -> Iterable[Problem]:
        return cast("Check", getattr(import_module(f"dealerkit.{module}"), name))(policy)

    return check


def _decides_nothing(policy: Policy, case: Case, reading: Reading) -> None:
    """Of sections that say where something stands or what must hold: no test case can be about one (DK260)."""
    del policy, case, reading


def _check_stackings(policy: Policy) -> Iterable[Problem]:
    from dealerkit.rebates.joint.checks import check_stackings
    from dealerkit.rebates.programme import programmes_of

    return check_stackings(policy, programmes_of(policy))


def _check_measures(policy: Policy) -> Iterable[Problem]:
    from dealerkit.rebates.sources.checks import check_measures
    from dealerkit.rebates.sources.named import measures_of

    return check_measures(measures_of(policy), policy.catalogue, policy.read_facts)


def _check_protection(policy: Policy) -> Iterable[Problem]:
    from dealerkit.rebates.protection.checks import check_protection
    from dealerkit.rebates.protection.scheme import schemes_of

    return check_protection(schemes_of(policy), policy.header.effective, policy.calendar())


def _check_bids(policy: Policy) -> Iterable[Problem]:
    from dealerkit.rebates.bids.checks import check_bids
    from dealerkit.rebates.bids.scheme import bid_schemes

    return check_bids(bid_schemes(policy), policy)


def _check_rotation(policy: Policy) -> Iterable[Problem]:
    from dealerkit.rebates.rotation.checks import check_rotation
    from dealerkit.rebates.rotation.scheme import rotation_schemes

    return check_rotation(rotation_schemes(policy), policy)


def _check_authority(policy: Policy) -> Iterable[Problem]:
    from dealerkit import authority
    from dealerkit.rebates.approval.checks import check_approvals

    yield from authority.check(cast("authority.Matrix", policy.sections["authority"]))
    yield from check_approvals(policy)


def _evaluate_rebates(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    # Only who settles needs the engine; `check` and `test` must not pay for it.
    from dealerkit.rebates.run import Run

    return Run.open(policy, book, as_of, known_at)


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


def _evaluate_promises(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.rebates.promises.run import review

    return review(policy, book, as_of)


def _evaluate_bids(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.rebates.bids.run import honour

    return honour(policy, book, as_of)


def _evaluate_rotation(policy: Policy, book: Book, as_of: date, known_at: date | None) -> object:
    del known_at  # the book was opened as known then
    from dealerkit.rebates.rotation.run import rotate

    return rotate(policy, book, as_of)


DOMAINS: tuple[Domain, ...] = (
    Domain(
        Section(
            "measures",
            Later("dealerkit.rebates.sources.named", "MEASURES"),
            doc="sums that rules call by name: measured.tea, of a payee and a period",
        ),
        check=_check_measures,
        answer=_decides_nothing,
    ),
    domain_of(
        Section(
            "scoring",
            Later("dealerkit.scoring.section", "SCORING"),
            doc="figures, scorecards, classes and concentration",
        ),
        SCORING_ROOMS,
    ),
    domain_of(
        Section(
            "customers",
            Later("dealerkit.customers.section", "CUSTOMERS"),
            CONTACT_FACTS,
            "customer files, identity, ownership, access, contacts, satisfaction",
        ),
        CUSTOMER_ROOMS,
    ),
    domain_of(
        Section(
            "contracts",
            Later("dealerkit.contracts.section", "CONTRACTS"),
            (*CONTRACT_FACTS, *RETURN_FACTS, *INTAKE_FACTS),
            "kinds of contracts, their terms, prices and returns, how goods move",
        ),
        CONTRACT_ROOMS,
    ),
    Domain(
        Section(
            "rebates",
            Later("dealerkit.rebates.programme", "REBATES"),
            REBATE_FACTS,
            "rebate programmes: who earns what, on which lines, by which bands",
        ),
        check=_checked("rebates.validation", "check_programmes"),
        advice=_checked("rebates.validation", "advise_on_programmes"),
        answer=_answered("rebates.cases"),
        evaluate=_evaluate_rebates,
    ),
    Domain(
        Section(
            "margins",
            Later("dealerkit.rebates.margins", "MARGINS"),
            doc="how steep the steps of rebates may be before they invite dumping",
        ),
        check=_checked("rebates.margins", "check_margins"),
        answer=_decides_nothing,
    ),
    Domain(
        Section(
            "stacking",
            Later("dealerkit.rebates.joint.stacking", "STACKING"),
            doc="what holds where several rebate programmes pay on the same lines",
        ),
        check=_check_stackings,
        answer=_answered("rebates.joint.cases"),
    ),
    Domain(
        Section(
            "always",
            Later("dealerkit.rebates.always.invariant", "ALWAYS"),
            doc="what must hold of rebates whatever is sold: proved, or broken with a case",
        ),
        check=_checked("rebates.always.checks", "check_always"),
        proofs=_checked("rebates.always.checks", "check_proofs"),
        answer=_decides_nothing,
    ),
    Domain(
        Section(
            "offset",
            Later("dealerkit.rebates.offset.limit", "OFFSET"),
            doc="how much of an order earned rebate may pay, and how long it can be used",
        ),
        check=_checked("rebates.offset.checks", "check_offset"),
        answer=_answered("rebates.offset.cases"),
    ),
    Domain(
        Section(
            "accounts",
            Later("dealerkit.rebates.journal.accounts", "ACCOUNTS"),
            doc="under which accounts rebates stand in the company's books",
        ),
        check=_checked("rebates.journal.checks", "check_accounts"),
        answer=_decides_nothing,
    ),
    Domain(
        Section(
            "price_protection",
            Later("dealerkit.rebates.protection.scheme", "PRICE_PROTECTION"),
            doc="which stock is credited when a price is cut, and how much",
        ),
        check=_check_protection,
        answer=_answered("rebates.protection.cases"),
        evaluate=_evaluate_protection,
    ),
    Domain(
        Section(
            "special_bids",
            Later("dealerkit.rebates.bids.scheme", "SPECIAL_BIDS"),
            doc="which special bids are honoured, and what a claim under one is worth",
        ),
        check=_check_bids,
        answer=_answered("rebates.bids.cases", "answer_bids"),
        evaluate=_evaluate_bids,
    ),
    Domain(
        Section(
            "stock_rotation",
            Later("dealerkit.rebates.rotation.scheme", "STOCK_ROTATION"),
            doc="how much of what was bought may come back, and at which price",
        ),
        check=_check_rotation,
        answer=_answered("rebates.rotation.cases", "answer_rotation"),
        evaluate=_evaluate_rotation,
    ),
    Domain(
        Section(
            "contests",
            Later("dealerkit.rebates.contests.contest", "CONTESTS"),
            doc="sales contests: who is ranked where, and which prize that brings",
        ),
        check=_checked("rebates.contests.checks", "check_contests"),
        answer=_answered("rebates.contests.cases"),
        evaluate=_evaluate_contests,
    ),
    Domain(
        Section(
            "promises",
            Later("dealerkit.rebates.promises.subject", "SUBJECTS"),
            doc="who may promise what to a dealer, and by when it is decided and answered",
        ),
        check=_checked("rebates.promises.checks", "check_promises"),
        answer=_answered("rebates.promises.cases"),
        evaluate=_evaluate_promises,
    ),
    Domain(
        Section(
            "credit",
            Later("dealerkit.credit.section", "CREDIT"),
            CREDIT_FACTS,
            "who may buy on credit, up to which limit, and what holds over it",
        ),
        check=_checked("credit.validation", "check_credit"),
        answer=_answered("credit.cases"),
        parts=True,
        evaluate=_evaluate_credit,
    ),
    Domain(
        Section(
            "collections",
            Later("dealerkit.credit.collecting.section", "COLLECTIONS"),
            doc="how debts are aged, dunned, planned and provided for",
        ),
        check=_checked("credit.validation", "check_collections"),
        answer=_answered("credit.collecting.cases"),
        parts=True,
        evaluate=_evaluate_collections,
    ),
    Domain(
        Section(
            "liability",
            Later("dealerkit.credit.liability.section", "LIABILITY"),
            LIABILITY_FACTS,
            "who bears a debt that went bad",
        ),
        check=_checked("credit.validation", "check_liability"),
        answer=_answered("credit.liability.cases"),
        evaluate=_evaluate_liability,
    ),
    Domain(
        Section(
            "flows",
            Later("dealerkit.workflow.flow", "FLOWS"),
            FLOW_FACTS,
            "states, moves, roles and clocks of complaints and other matters",
        ),
        check=_checked("workflow.validation", "check_flows"),
        answer=_answered("workflow.cases"),
        parts=True,
    ),
    domain_of(
        Section(
            "governance",
            Later("dealerkit.governance.section", "GOVERNANCE"),
            (*SCAN_FACTS, *ASSESS_FACTS, *EXIT_FACTS),
            "who dominates, whose volume is false, keep or end, in which order",
        ),
        GOVERNANCE_ROOMS,
    ),
    Domain(
        Section(
            "authority",
            Later("dealerkit.authority", "SECTION_SHAPE"),
            doc="who may sign what: subject and amount or size give a role",
        ),
        check=_check_authority,
        answer=_answered("authority"),
    ),
)

SECTIONS: tuple[Section, ...] = tuple(domain.section for domain in DOMAINS)


def schema() -> JsonSchema:
    """JSON Schema (draft-07) of policy files, for editors."""
    return policy_schema(SECTIONS)


def catalogue() -> Catalogue:
    """Every fact of every domain, as expressions see them before a policy adds its own."""
    return Catalogue(fact for section in SECTIONS for fact in section.facts)
