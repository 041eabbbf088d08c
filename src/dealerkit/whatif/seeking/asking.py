"""What sweeps, goals and break-even questions ask of the book beside the scenarios that a file names."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.values.exact import ZERO, Number
from dealerkit.whatif.scenarios.scenario import Scenario, ScenarioFile
from dealerkit.whatif.seeking.rules import VOLUME, BreakEven
from dealerkit.whatif.sweeps.putting import scenario_with
from dealerkit.whatif.volumes.change import Change

GROWTH = "break-even~"
"""The id of the change that is added to a scenario's book: nobody can write it."""


def asked_beside(file: ScenarioFile, policy: Policy) -> Iterator[Scenario]:
    """Scenarios that will be tried and may ask the book for lines that none of the named ones asks for.

    One for each value of each place of a scenario: a condition may be among them. An unsound one is told when the
    question is answered.
    """
    for question in file.break_even.values():
        if question.by == VOLUME and question.of in file.scenarios:
            yield grown(file.scenarios[question.of], question, ZERO)
    for sweep in file.sweeps.values():
        if sweep.scenario is not None and sweep.scenario in file.scenarios:
            for address, values in sweep.grid.items():
                for place in range(len(values)) if values.steps is None else range(min(1, len(values))):
                    found = scenario_with(file, policy, sweep.scenario, {address: values.edit(place)})
                    if isinstance(found, Scenario):
                        yield found


def grown(scenario: Scenario, question: BreakEven, share: Number) -> Scenario:
    """The scenario with more volume under the same terms."""
    growth = Change(rule=question.rule, id=GROWTH, grow=share, where=question.where, dealers=question.dealers)
    return evolve(scenario, id=f"{scenario.id}~", book=Keyed({**scenario.book, GROWTH: growth}))
