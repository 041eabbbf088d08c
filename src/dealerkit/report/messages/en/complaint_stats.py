"""Moves in their turn, clocks from appointments, and statistics (DK627 to DK629, DK663 to DK670), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK663": Wording(
        "case `{case}`: `{event}` on {on} was made once too often: {made} times before, and at most {at_most} are allowed",
        "find out why it was made again, or let it be made more often with `at_most:`",
    ),
    "DK664": Wording(
        "case `{case}`: `{event}` on {on} was made before {lacking}",
        "make that first, or record when it was made; what must come first stands under `after:`",
    ),
    "DK665": Wording(
        "the clock `{clock}` counts from [`{name}`, which is {is_a}, not a moment][`{unknown}`, which is no fact of a case]",
        "[did you mean `{nearest}`? ]declare it under `facts:` with `type: moment`",
    ),
    "DK666": Wording(
        "the statistics name `{name}`, which is no {kind} of this flow",
        "[did you mean `{nearest}`? ]it has {known}",
    ),
    "DK667": Wording(
        "`{move}` counts as compensation paid, and may be made without saying how much",
        "add `{amount}` under its `require:`; otherwise the sum of the month leaves some of it out",
    ),
    "DK668": Wording(
        "case `{case}`: nobody can tell what was paid on {on}: `{amount}` is not known",
        "fill it in with the event; until then the sum leaves it out",
    ),
    "DK669": Wording(
        "the month `{month}` has not begun by {as_of}",
        "ask with `--as-of` of a day by which it has begun, or for an earlier month",
    ),
    "DK670": Wording(
        "the policy has several flows, and only one can be shown at once", "name it with `--flow`: {known}"
    ),
    "DK627": Wording(
        "case `{case}`: what was paid on {on} is in {currency}, and nobody knows what that was worth in {into}",
        "add the rate of that day to the table `rates`; until then the sum leaves it out",
    ),
    "DK628": Wording(
        "case `{case}`: `{event}` on {on} needs a second signature, of {needed}[, which `{second}` cannot give]",
        "state with the move under `countersigned_by` who signed second: another person, in that role",
    ),
    "DK629": Wording(
        "no role can make the move `{move}`: it is for {allowed}, and the authority matrix has it signed by {signers}",
        "leave `by:` away where the matrix says who may, or name one of those roles",
    ),
}

TERMS: dict[str, str] = {
    "text-fact": "fact in words",
    "clock": "clock",
    "fact": "fact",
    "role": "role",
    "amount-fact": "fact in money",
}
