"""What was measured as dealers make it: first units answer to prices, then who is near a band buys forward.

In this order, because prices are asked all through a period, and only at its end a dealer knows how much is
lacking to the next band. What is gained by buying forward is not passed on again.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from dealerkit.measures.takes import LINES, Take
from dealerkit.problems import Problem, in_order
from dealerkit.rebates.run import Run
from dealerkit.rebates.standing import Standing
from dealerkit.whatif.behaviour.behaviour import Behaviour
from dealerkit.whatif.behaviour.dated import DatedRun
from dealerkit.whatif.behaviour.forward import bought_forward
from dealerkit.whatif.behaviour.prices import NET, answered
from dealerkit.whatif.volumes.asking import measure_only
from dealerkit.whatif.volumes.moves import Move
from dealerkit.whatif.volumes.selecting import Priced
from dealerkit.whatif.volumes.whole_units import whole_units


@frozen(eq=False)
class Behaved:
    """What was measured after everybody behaved, what moved for whom, and what is to be said about it."""

    standing: Standing
    moves: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()


def behaved(run: Run, behaviour: Behaviour, before: Run, priced: Priced, versions: Sequence[DatedRun] = ()) -> Behaved:
    """The policy under test over volumes as dealers answer to it.

    ``run`` is the policy under test over the book as changed, ``before`` the policy and the book as they are,
    ``priced`` by how much our own prices changed, and ``versions`` all policies under test where values have dates.
    """
    found = answered(run, behaviour, before, priced, versions)
    now, moves, problems = found.run, found.moves, found.problems
    standing = now.standing
    if behaviour.forward is not None:
        forward = bought_forward(now, behaviour.forward, found.versions)
        standing, moves, problems = forward.standing, (*moves, *forward.moves), (*problems, *forward.problems)
    if standing is run.standing:
        return Behaved(standing, moves, in_order(problems))
    return Behaved(whole_units(standing), moves, in_order(problems))


def takes_of_behaviour(behaviour: Behaviour) -> tuple[Take, ...]:
    """What the behaviour needs of the pass: net sales, of which rebates are a share."""
    return () if behaviour.elasticity is None else (measure_only(NET, LINES),)
