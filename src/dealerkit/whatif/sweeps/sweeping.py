"""Sweeping: every combination of the values read and checked, then each reckoned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dealerkit.problems import Problem, in_order
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import BASELINE, Workbench, require_question
from dealerkit.whatif.scenarios.overlays import Edit
from dealerkit.whatif.sweeps.results import Axis, SweepPoint, Swept
from dealerkit.whatif.sweeps.rules import Sweep
from dealerkit.whatif.sweeps.trying import Sound, checked, unsound

Tick = Callable[[int], None]
"""Told how many combinations are reckoned."""


def _nobody(done: int) -> None:
    del done


def sweep(bench: Workbench, rule: Sweep, tick: Tick = _nobody) -> Swept | tuple[Problem, ...]:
    """Reckon every combination; none is where any of them is not sound.

    Problems: DK255 an address matches nothing; those of the policy that a combination makes, with DK981, which
    names the combination. The first one that is not sound is told: the others would mostly say the same again.
    """
    require_question(bench, rule, Sweep, "sweeps")
    sound: list[Sound] = []
    for places in rule.places():
        made = _checked(bench, rule, places)
        if not isinstance(made, Sound):
            labels = dict(zip(rule.grid, _labels(rule, places), strict=True))
            return in_order(unsound(rule.rule, rule.id, labels, made))
        sound.append(made)
    points = []
    for done, (places, made) in enumerate(zip(rule.places(), sound, strict=True), 1):
        trial = made.trial(bench)
        assert isinstance(trial, Trial)  # noqa: S101  # it was sound a moment ago
        found = trial.figures()
        points.append(SweepPoint(_labels(rule, places), found.cost, found.contribution, found.failed))
        tick(done)
    return Swept(
        id=rule.id,
        title=rule.title or rule.id,
        scenario=rule.scenario or "",
        axes=tuple(
            Axis(address, tuple(values.label(place) for place in range(len(values))))
            for address, values in rule.grid.items()
        ),
        points=tuple(points),
        cost_before=bench.cost(BASELINE),
        budget=bench.file.budget,
    )


def _checked(bench: Workbench, rule: Sweep, places: Sequence[int]) -> Sound | tuple[Problem, ...]:
    edits: dict[str, Edit] = {
        address: values.edit(place) for (address, values), place in zip(rule.grid.items(), places, strict=True)
    }
    return checked(bench, rule.scenario, edits)


def _labels(rule: Sweep, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(values.label(place) for values, place in zip(rule.grid.values(), places, strict=True))
