"""What is wrong with a behaviour before anything is measured."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dealerkit.problems import Location, Problem, nearest, problem
from dealerkit.whatif.behaviour.behaviour import Behaviour, Forward


def check_behaviour(behaviour: Behaviour, programmes: Collection[str], *, prices_change: bool) -> Iterator[Problem]:
    """DK971 a programme is not in the policy, DK973 something is written that nothing can come of.

    ``prices_change`` says whether the scenario changes any price of ours.
    """
    forward = behaviour.forward
    if forward is not None:
        for programme in forward.programmes:
            if programme not in programmes:
                yield problem(
                    "DK971",
                    _at(forward, "programmes"),
                    address=forward.rule.address,
                    programme=programme,
                    nearest=nearest(programme, programmes),
                )
        if (forward.most, forward.most_units, forward.days_of_stock) == (None, None, None):
            yield _idle(behaviour, "forward", "most")
    moves_price = prices_change or bool(behaviour.pass_on)
    if behaviour.elasticity is None and behaviour.pass_on is not None:
        yield _idle(behaviour, "pass_on", "elasticity")
    if behaviour.elasticity is not None and not moves_price:
        yield _idle(behaviour, "elasticity", "pass_on")


def _idle(behaviour: Behaviour, key: str, needs: str) -> Problem:
    return problem("DK973", _at(behaviour, key, value=False), address=behaviour.rule.address, key=key, needs=needs)


def _at(written: Behaviour | Forward, key: str, *, value: bool = True) -> Location:
    """Where a key is written, or its value; all of it where it was not read from a file."""
    found = written.places.get(key)
    if found is None:
        return written.rule.at
    return found.value if value else found.key
