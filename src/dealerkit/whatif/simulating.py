"""``simulate``: the policy as it is beside each scenario, over one book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.whatif.engine.outcome import Outcome, Totals
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Asked, Workbench


@frozen(eq=False)
class Simulation:
    """All scenarios over one book; each is reckoned when it is asked for, and nothing of it is kept."""

    bench: Workbench

    @property
    def baseline(self) -> Outcome:
        """The policy as it is."""
        return self.bench.baseline

    def __getitem__(self, scenario: str) -> Outcome:
        """A scenario row by row, by its id."""
        return self.bench.outcome(self.bench.file.scenarios[scenario])

    def __iter__(self) -> Iterator[str]:
        return iter(self.bench.file.scenarios)

    def __len__(self) -> int:
        return len(self.bench.file.scenarios)

    def totals(self) -> Iterator[Totals]:
        """What each scenario comes to, one after the other: for thousands of them; without those left out."""
        for scenario in self.bench.file.scenarios.values():
            trial = self.bench.trial(scenario)
            if isinstance(trial, Trial):
                yield trial.totals()

    @property
    def left_out(self) -> Mapping[str, tuple[Problem, ...]]:
        """The scenarios that this book does not bear, by id, each with what is wrong: only lines that are read show it.

        An unknown dealer in a book without a customer file, sales shifted from and to the same lines.
        """
        made = {id: self.bench.trial(each) for id, each in self.bench.file.scenarios.items()}
        return {id: each for id, each in made.items() if not isinstance(each, Trial)}


def simulate(
    policy: Policy, book: Book, scenarios: Asked, as_of: date, known_at: date | None = None
) -> Simulation | tuple[Problem, ...]:
    """Compare a policy with what scenarios make of it, over a book as it stands on a day.

    ``scenarios`` is a scenario file as read, or scenarios made in Python. Everything is read and checked in full
    first; what is wrong with any scenario comes back instead of a simulation, and nothing is measured.
    """
    bench = Workbench.open(policy, book, as_of, scenarios, known_at)
    return bench if isinstance(bench, tuple) else Simulation(bench)
