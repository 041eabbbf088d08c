"""What a test case of classes or concentration gives: tables of a book, or members with facts by name."""

from __future__ import annotations

from attrs import frozen

from dealerkit.book import Book
from dealerkit.book.given import given_tables
from dealerkit.book.tables import TABLES
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.scoring.figures.figure import AS_OF, FIGURE
from dealerkit.scoring.figures.reckoning import reckon
from dealerkit.scoring.population import Facts, Given, Population

MEMBERS = "members"
"""The key under which a case gives members with facts, instead of tables."""


@frozen(eq=False)
class GivenCase:
    """The population of a case, and its book where it gives tables."""

    population: Population
    book: Book | None = None


def given_case(policy: Policy, case: Case, reading: Reading, own: tuple[str, ...] = ()) -> GivenCase | None:
    """The population a case gives; None with the reasons reported. ``own`` are further keys of the case."""
    given = case.given
    if isinstance(given, Mapping) and MEMBERS in given.entries:
        members = _members(policy, case, given, reading, own)
        return None if members is None else GivenCase(members)
    tables = given_tables(case, own, reading)
    if tables is None:
        return None
    figures = reckon(policy, tables.book, case.as_of)
    # A table that the case does not give leaves the figures of it missing, which the answer tells where it matters.
    return GivenCase(figures, tables.book) if tables.is_sound(reading) else None


def _members(policy: Policy, case: Case, given: Mapping, reading: Reading, own: tuple[str, ...]) -> Population | None:
    address = case.rule.address
    for name, (written, _) in given.entries.items():
        if name not in {*own, MEMBERS}:
            allowed = (*own, MEMBERS, *TABLES)
            reading.report("DK266", written, address, key=name, nearest="", allowed=allowed)
    members = given.entries[MEMBERS][1]
    if not isinstance(members, Mapping):
        reading.report("DK132", members, address, kind="mapping", found=described(members))
        return None
    found: dict[str, Facts] = {}
    day = {f"{FIGURE}{AS_OF}": case.as_of, **policy.parameters_at(case.as_of)}
    for key, (_, node) in members.entries.items():
        if not isinstance(node, Mapping):
            reading.report("DK132", node, address, kind="mapping", found=described(node))
            continue
        found[key] = {**day, **given_facts(node, policy, reading)}
    return None if reading.problems else Given(found)
