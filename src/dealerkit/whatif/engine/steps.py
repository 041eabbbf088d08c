"""What happens to a world between the policy and the reckoning: what is bought, and how dealers behave.

``stepped`` takes the worlds of the policies under test and gives those that come of them, the same ones where the
scenario asks nothing of them. ``ASKED`` are the takes that they need of the one pass over the book,
``CHECKS`` what can be wrong with what a scenario asks of them before anything is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce

from dealerkit.book import Book
from dealerkit.measures.takes import LINES, Take
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.takes import all_takes
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.behaviour.behaving import behaved, takes_of_behaviour
from dealerkit.whatif.behaviour.checks import check_behaviour
from dealerkit.whatif.behaviour.dated import DatedRun
from dealerkit.whatif.engine.world import World
from dealerkit.whatif.sampling.asking import takes_of_draws
from dealerkit.whatif.sampling.checks import check_uncertainty
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.volumes.asking import takes_of_changes
from dealerkit.whatif.volumes.changing import changed
from dealerkit.whatif.volumes.checks import check_changes, check_dealers
from dealerkit.whatif.volumes.selecting import priced_by

Step = Callable[[World, Scenario], World]
"""Gives the world as the scenario makes it."""

Asking = Callable[[Policy, Scenario], Iterable[Take]]
"""The takes that a scenario's steps need."""

Check = Callable[[Policy, Book, Scenario], Iterable[Problem]]
"""What is wrong with what a scenario asks of the steps."""


def bought_otherwise(world: World, scenario: Scenario, before: World) -> World:
    """The world with the changes to the book."""
    del before
    if not scenario.book:
        return world
    found = changed(world.standing, scenario.book.values(), world.policy.header.effective)
    return world.on(found.standing, found.moves, found.problems)


def answered_to(world: World, scenario: Scenario, before: World, versions: Sequence[DatedRun] = ()) -> World:
    """The world as dealers make it by their behaviour; in each period they answer to the version that holds in it."""
    if scenario.behaviour is None:
        return world
    priced = priced_by(world.standing, scenario.book.values(), world.policy.header.effective)
    found = behaved(world.run, scenario.behaviour, before.run, priced, versions)
    return world.on(found.standing, found.moves, found.problems)


def _takes_of_book(policy: Policy, scenario: Scenario) -> Iterable[Take]:
    streams = {take.source for each in programmes_of(policy).values() for take in all_takes(policy, each)}
    # Invoice lines are always there: trade is told of them.
    return takes_of_changes(scenario.book.values(), sorted({LINES, *streams}), policy.header.effective)


def _takes_of_behaviour(policy: Policy, scenario: Scenario) -> Iterable[Take]:
    del policy
    return () if scenario.behaviour is None else takes_of_behaviour(scenario.behaviour)


ASKED: tuple[Asking, ...] = (_takes_of_book, _takes_of_behaviour, takes_of_draws)
"""Takes for the steps, by what asks for them."""


def _about_book(policy: Policy, book: Book, scenario: Scenario) -> Iterator[Problem]:
    del policy
    yield from check_changes(scenario.book.values())
    yield from check_dealers(scenario.book.values(), book)


def _about_behaviour(policy: Policy, book: Book, scenario: Scenario) -> Iterable[Problem]:
    del book
    if scenario.behaviour is None:
        return ()
    dearer = any(each.price is not None for each in scenario.book.values())
    known = {*(set(programmes_of(policy)) - set(scenario.programmes.remove)), *scenario.programmes.add}
    return check_behaviour(scenario.behaviour, known, prices_change=dearer)


def _about_uncertainty(policy: Policy, book: Book, scenario: Scenario) -> Iterable[Problem]:
    del policy, book
    return () if scenario.uncertainty is None else check_uncertainty(scenario.uncertainty)


CHECKS: tuple[Check, ...] = (_about_book, _about_behaviour, _about_uncertainty)
"""What can be wrong before anything is measured."""


def wrong_with(policy: Policy, book: Book, scenario: Scenario) -> tuple[Problem, ...]:
    """Everything that is wrong with what a scenario asks of the steps."""
    return tuple(found for check in CHECKS for found in check(policy, book, scenario))


def asked_by(policy: Policy, scenario: Scenario) -> Iterator[Take]:
    """Every take that the scenario's steps need."""
    for each in ASKED:
        yield from each(policy, scenario)


def stepped(
    versions: Sequence[tuple[DateRange, World]], scenario: Scenario, before: World, steps: Iterable[Step] = ()
) -> list[World]:
    """The worlds of a scenario after all steps: what is bought, how dealers answer, and what is asked beside.

    ``versions`` are its policies with the days on which the settlement periods end that each holds for.
    """
    asked = tuple(steps)
    bought = [bought_otherwise(world, scenario, before) for _, world in versions]
    dated = (
        [DatedRun(world.run, days) for (days, _), world in zip(versions, bought, strict=True)]
        if len(bought) > 1
        else []
    )
    found = [answered_to(world, scenario, before, dated) for world in bought]
    return [reduce(lambda world, step: step(world, scenario), asked, each) for each in found]
