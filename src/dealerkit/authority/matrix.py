"""The authority matrix: subject × amount or size → the role that signs, and a second signature.

    authority:
      compensation:                          # the subject
        hit: unique
        rows:
          - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
          - {id: general, amount: {at: 500}, then: {role: general-manager, second: finance}}

Every domain that needs a signature (compensation, discount, return, release over the limit,
destruction, stock adjustment) asks here. Columns are what the company decides by: an amount, a size
with its unit, a class, circumstances that override the size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from attrs import evolve, frozen

from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.facts import Fact
from dealerkit.policy.given import given_facts
from dealerkit.policy.lookup import Facts
from dealerkit.policy.lookup import decide as looked_up
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.scalars import KEY
from dealerkit.policy.shapes import Keyed, entry, record
from dealerkit.policy.table_checks import check_table
from dealerkit.policy.tables import Table, tables
from dealerkit.problems import Problem, problem


@frozen(kw_only=True)
class Signature:
    """Who signs: a role, and a second one where two must."""

    role: str = entry(KEY, "the role whose signature decides")
    second: str | None = entry(KEY, "the role that signs as well", default=None)


Matrix = Keyed[Table[Signature]]
"""The ``authority:`` section: a table for every subject."""

SECTION_SHAPE = tables(record(Signature))


def decide(subject: Table[Signature], case: Facts) -> Decision:
    """Who signs one case: the values ``role`` and, where a second signature is asked, ``second``.

    Refused with ``DK001`` where no row gives anyone authority; undetermined with ``DK002`` where two
    rows do, and with ``DK003`` where a fact is missing.
    """
    return looked_up(subject, case)


def check(section: Matrix) -> Iterator[Problem]:
    """Yield what is wrong with the matrix: gaps, overlaps, dead rows, and one role signing twice (DK247)."""
    for subject in section.values():
        yield from check_table(subject)
        for row in subject.rows:
            if row.then.second == row.then.role:
                yield problem("DK247", row.rule.at, address=row.rule.address, role=row.then.role)


def facts(subject: Table[Signature]) -> tuple[Fact, ...]:
    """What must be known of a case of this subject, one fact a column."""
    return subject.facts()


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a subject; None, with the reason reported, if it cannot be read."""
    if not isinstance(case.given, Mapping):
        reading.report("DK132", case.given, case.rule.address, kind="mapping", found=described(case.given))
        return None
    section = cast("Matrix", policy.sections["authority"])
    subject = section[steps(case.of)[1]]
    asked = tuple(fact for fact in facts(subject) if fact.name not in policy.catalogue)
    widened = evolve(policy, catalogue=policy.catalogue.with_facts(asked))
    known = given_facts(case.given, widened, reading)
    if reading.problems:
        return None
    return evolve(decide(subject, known), as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
