"""Scorecards (DK709 to DK714) and the steps of a score, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK709": Wording(
        "scorecard `{card}`: [{without} have no weight, and others have one][the weights add up to {weights}, and not to {total}][the most points of its items add up to {points}, and not to {total}][; below zero is {negative}]",
        "give all items a weight or none, and state as `total` what they add up to[; there are {parts}]",
    ),
    "DK710": Wording(
        "scorecard `{card}`: [the grade `{twice}` has two bounds][a score of {gap} gets no grade: the lowest bound is {bound}][no score reaches the grade `{grade}`: {high} is the most there can be]",
        "state each grade once, the lowest from the lowest score that can be reached, and the best no higher than the best score",
    ),
    "DK711": Wording(
        "[the gate `{gate}`: ][the table `{table}`: ]scorecard `{card}` knows no grade `{grade}`",
        "[did you mean `{nearest}`? ]its grades are {allowed}",
    ),
    "DK712": Wording(
        "item `{item}` is compared with [`{benchmark}`, whom nobody knows][those who have the same `{fact}`, which is no fact of theirs]",
        "[did you mean `{nearest}`? ]name a subject of the book as `benchmark`, or facts such as `dealer.class` under `same`",
    ),
    "DK713": Wording(
        "scorecard `{card}`: {count} {count:has|have} no grade, the first is `{first}`[: {facts} is not known]",
        "complete the book, or let `if_missing` or `minimum` say what becomes of them",
    ),
    "DK714": Wording(
        "[the gate `{gate}` keeps nothing down: `{best}` is the best grade][the gate `{gate}` looks at `{unknown}`, which is no item][{items} items are to be known of {there}][item `{compared}` is compared with others and has no bands]",
        "[did you mean `{nearest}`? ]a gate names an item and a grade below the best; a comparison is turned into points by `bands`",
    ),
}

STEPS: dict[str, str] = {
    "score-band": "{item}: [{value:figure}][{rate:percent}][, {compared:figure} against {other:figure}][ of {whose}][ ({peers} peers)][, from {at:figure} on][, from {at_rate:percent} on][, above {above:figure}][, above {above_rate:percent}]: {points} points",
    "score-below": "{item}: [{value:figure}][{rate:percent}][, {compared:figure} against {other:figure}][ of {whose}][ ({peers} peers)], below all bounds: {points} points",
    "score-step": "{item}: {step}: {points} points",
    "score-otherwise": "{item}: no step holds: {points} points",
    "score-points": "{item}: {points:figure} points",
    "score-refused": "{item}: {facts} is not known, and without it there is no score",
    "score-left-out": "{item}: {facts} is not known; it is left out, and the others carry its weight",
    "score-instead": "{item}: {facts} is not known; {points} points instead",
    "score-item": "{item}: {points:figure} points × {weight:figure} = {contribution:figure}",
    "score-total": "the score is {total:figure}",
    "score-too-little": "{known} of {items} items are known, which is too little[: {grade}]",
    "score-below-grades": "{total:figure} reaches no grade",
    "score-grade": "[from {at:figure} on][above {above:figure}] it is grade {grade}",
    "score-gate": "{gate}: at most {at_most}",
    "score-gate-open": "{gate}: does not hold",
    "score-gate-unknown": "{gate}: {facts} is not known, so nobody knows whether it holds",
}

TERMS: dict[str, str] = {}
