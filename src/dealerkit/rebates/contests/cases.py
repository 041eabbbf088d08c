"""Test cases of contests: from tables to one dealer's place and prize."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book.given import given_tables
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.shapes import Keyed
from dealerkit.rebates.contests.contest import SECTION
from dealerkit.rebates.contests.held import contests_of
from dealerkit.rebates.contests.run import hold

OWN = ("dealer", "period")
"""What a case gives beside tables: whose place, and in which period where the contest is held several times."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a contest; None, with the reason reported, if it cannot be read.

    The decision has the figures ``base``, ``share``, ``rank``, ``best``, ``tied``, ``worth``, ``goods``,
    ``settled``, ``payable``, ``posted`` and, of the whole contest, ``given``.
    """
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    if given.get("dealer") is None:
        reading.report("DK131", case.given, case.rule.address, key="dealer", doc="whose place is asked for")
        return None
    name = steps(case.of)[1]
    # Alone: other contests may ask for columns that this case does not give.
    alone = evolve(policy, sections={**policy.sections, SECTION: Keyed({name: contests_of(policy)[name]})})
    run = hold(alone, given.book, case.as_of, case.known_at)
    if not given.is_sound(reading):
        return None
    period, dealer = given.word("period"), given.word("dealer")
    holding = next((each for each in reversed(run.holdings) if period in {"", each.window.label}), None)
    found = next((each for each in holding.contenders if each.dealer == dealer), None) if holding else None
    if found is None or holding is None:
        return None
    posted = sum((each.net for each in found.postings), start=found.settled - found.settled)
    figures = (
        ("settled", found.settled),
        ("payable", found.payable if found.payable is not None else ""),
        ("posted", posted),
        ("given", holding.given),
    )
    return evolve(
        found.decision,
        values=(*found.decision.values, *figures),
        as_of=case.as_of,
        known_at=case.known_at,
        revision=policy.header.revision,
    )
