"""Test cases of contests: from tables to one dealer's place and prize."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book import FirstRejects
from dealerkit.book.given import given_book, told, word
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.shapes import Keyed
from dealerkit.problems import Severity
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
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    if given.get("dealer") is None:
        reading.report("DK131", given, address, key="dealer", doc="whose place is asked for")
    rejects = FirstRejects()
    book = given_book(given, OWN, reading, address, case.known_at, rejects)
    if book is None or reading.problems:
        return None
    name = steps(case.of)[1]
    # Alone: other contests may ask for columns that this case does not give.
    alone = evolve(policy, sections={**policy.sections, SECTION: Keyed({name: contests_of(policy)[name]})})
    run = hold(alone, book, case.as_of, case.known_at)
    wrong = [each for each in book.problems if each.severity is Severity.ERROR]
    reading.problems.extend(told([*wrong, *(each.problem for each in rejects.first)], given, address))
    if reading.problems:
        return None
    period, dealer = word(given.get("period")), word(given.get("dealer"))
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
