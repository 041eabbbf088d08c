"""What is wrong with a behaviour before anything is measured."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dealerkit.problems import Problem, nearest, problem
from dealerkit.whatif.behaviour.behaviour import Behaviour

_LIMITS = ("most", "most_units", "days_of_stock")
"""How far dealers stretch at most: one of them is needed."""


def check_behaviour(behaviour: Behaviour, programmes: Collection[str], *, prices_change: bool) -> Iterator[Problem]:
    """DK971 a programme is not in the policy, DK973 something is written that nothing can come of.

    ``prices_change`` says whether the scenario changes any price of ours.
    """
    forward = behaviour.forward
    if forward is not None:
        listed = forward.places.get("programmes")
        for number, programme in enumerate(forward.programmes):
            if programme not in programmes:
                yield problem(
                    "DK971",
                    forward.rule.at if listed is None else listed.item(number),
                    address=forward.rule.address,
                    programme=programme,
                    nearest=nearest(programme, programmes),
                )
        if (forward.most, forward.most_units, forward.days_of_stock) == (None, None, None):
            yield _idle(behaviour, "forward", *_LIMITS)
    moves_price = prices_change or bool(behaviour.pass_on)
    if behaviour.elasticity is None and behaviour.pass_on is not None:
        yield _idle(behaviour, "pass_on", "elasticity")
    if behaviour.elasticity is not None and not moves_price:
        yield _idle(behaviour, "elasticity", "pass_on")


def _idle(behaviour: Behaviour, key: str, *needs: str) -> Problem:
    """A key that needs another, or one of several."""
    found = behaviour.places.get(key)
    return problem(
        "DK973",
        behaviour.rule.at if found is None else found.key,
        address=behaviour.rule.address,
        key=key,
        needs=needs[0] if len(needs) == 1 else "",
        either=needs if len(needs) > 1 else (),
    )
