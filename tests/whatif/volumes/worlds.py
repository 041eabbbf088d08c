"""Small books with changes on them: what a scenario says, measured and changed as the engine would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dealerkit.book import Book
from dealerkit.measures.takes import COUNT, LINES, Take
from dealerkit.policy.policy import Policy
from dealerkit.rebates.corrections import NO_CORRECTIONS
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.takes import all_takes
from dealerkit.whatif.behaviour.behaving import takes_of_behaviour
from dealerkit.whatif.engine.measuring import Party, measured_together
from dealerkit.whatif.engine.world import World
from dealerkit.whatif.scenarios.reading import scenarios_of
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.volumes.asking import takes_of_changes
from dealerkit.whatif.volumes.changing import Changed, changed

LAST_DAY = date(2026, 12, 31)


def scenario_of(text: str, policy: Policy) -> Scenario:
    """The scenario ``x`` with these keys; it must be readable."""
    indented = "".join(f"    {line}\n" for line in text.strip("\n").splitlines())
    loaded = scenarios_of({"scenarios.yaml": f"scenarios:\n  x:\n{indented}".encode()}, policy)
    assert loaded.file is not None, loaded.problems
    return loaded.file.scenarios["x"]


def measured(policy: Policy, book: Book, scenario: Scenario, as_of: date = LAST_DAY) -> World:
    """The policy over the book, measured so that the scenario's changes can be applied."""
    streams = {take.source for each in programmes_of(policy).values() for take in all_takes(policy, each)}
    # As the engine does, which tells what is sold in all.
    everything = Take("everything", None, COUNT)
    takes = (*takes_of_changes(scenario.book.values(), sorted({LINES, *streams}), policy.header.effective), everything)
    if scenario.behaviour is not None:
        takes = (*takes, *takes_of_behaviour(scenario.behaviour))
    (standing,) = measured_together([Party(policy, takes)], book, as_of)
    return World(standing, NO_CORRECTIONS)


def changes_on(policy: Policy, book: Book, text: str, as_of: date = LAST_DAY) -> Changed:
    """The book as the changes of a scenario leave it."""
    scenario = scenario_of(text, policy)
    world = measured(policy, book, scenario, as_of)
    return changed(world.standing, scenario.book.values(), policy.header.effective)


def amounts(world: World) -> dict[tuple[str, str, str], object]:
    """What every row earns, by programme, payee and period."""
    return {
        (programme.id, place.payee, place.window.label): world.earned(programme, place).amount
        for programme in world.standing.programmes.values()
        for place in world.places(programme)
    }


def amounts_after(policy: Policy, book: Book, text: str, as_of: date = LAST_DAY) -> dict[tuple[str, str, str], object]:
    """What every row earns once the book is changed."""
    return amounts(World(changes_on(policy, book, text, as_of).standing, NO_CORRECTIONS))


def book_with(lines: Sequence[Mapping[str, object]], **tables: Sequence[Mapping[str, object]]) -> Book:
    """A book of lines and other tables."""
    return Book.from_tables({"lines": lines, **tables})
