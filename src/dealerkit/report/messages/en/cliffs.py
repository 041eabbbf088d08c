"""What the steps of a rebate invite, and factors and credit in vain (DK176 to DK190), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK176": Wording(
        "the last {over:percent} before `{bound}` earn {rate:percent} of what they cost[ from {since} on], and `margins:` allows {most:percent}: buying from {start} up to the bound earns {earns}[; at {below} the next 1 earns {next}][; with a baseline of {baseline}]",
        "make the step smaller, put a band between, pay slices (`method: incremental`) or a straight line (`method: linear`); `dealerkit rebate margins` shows every step",
    ),
    "DK177": Wording(
        "just before `{bound}` dealers can resell {rate:percent} below what they pay and still gain[ from {since} on], which is more than the trade margin of {most:percent}: over the last {over:percent}, buying from {start} up to the bound earns {earns}[; at {below} the next 1 earns {next}][; with a baseline of {baseline}]",
        "make the step smaller, put a band between, pay slices (`method: incremental`) or a straight line (`method: linear`); `dealerkit rebate margins` shows every step",
    ),
    "DK178": Wording(
        "selling more earns less at `{bound}`[ from {since} on]: {below} earns {before}, and {reached} earns {after}[, with a baseline of {baseline}]",
        "raise what the band pays, or pay slices (`method: incremental`): a dealer just below would hold back his next purchase",
    ),
    "DK179": Wording(
        "band `{bound}` adds nothing[ from {since} on][: at {below} the cap of {most} is already paid][: even at {until} it earns {earned}, less than the minimum of {least}]",
        "change `cap` or `minimum`, move the bound, or remove the band",
    ),
    "DK180": Wording(
        "factor `{factor}` is {figure:percent} whatever the figure is[, which leaves nothing of what is earned{never:|}][, which is another rate in disguise{disguised:|}]",
        "give its bands the factors that are meant, or remove it[ and write the rate that is meant{disguised:|}]",
    ),
    "DK181": Wording(
        "band `{bound}` of factor `{factor}` changes nothing[: it multiplies by {figure:percent} like the band before it][: `{of}` comes to {always} only]",
        "correct its figures, or remove the band",
    ),
    "DK182": Wording(
        "nothing gives this programme `{fact}`, so what is asked here is always missing",
        "write `{lacks}` into the programme, so that it is looked up, or ask for another fact",
    ),
    "DK183": Wording(
        "what `{programme}` pays cannot be used up before it expires: {base} in the {of} days of a period earn {earned}, orders of {orders:figure} use it at {share:percent}, and in {days} days the same pace gives {pace:figure}",
        "let the credit live longer, raise `offset.share`, or pay it out in another way",
    ),
    "DK184": Wording(
        "credit of {period} expires on {until} and need not be paid before {due}",
        "let it expire later, or count the time from the posting (`after: posting`)",
    ),
    "DK185": Wording(
        "`margins:` does not say over which purchases its limits hold",
        "write `over:`, the share of a bound that the last purchases before it are, as in 5%",
    ),
    "DK186": Wording(
        "`{found}` always holds with the parameters as they stand: {values}",
        "compare with what was meant, or remove the comparison: as long as the parameters stay, it decides nothing",
    ),
    "DK187": Wording(
        "`{found}` never holds with the parameters as they stand: {values}",
        "compare with what was meant, or correct the parameter: nothing can ever fulfil it",
    ),
    "DK188": Wording(
        "the value of `{name}` from {since} on is never used: the policy ends on {end}",
        "correct the date, or leave the value to the policy that follows",
    ),
    "DK189": Wording(
        "supplement `{supplement}` can never be given: who takes part fulfils `{eligible}`, which excludes it",
        "correct one of the two conditions, or remove the supplement",
    ),
    "DK190": Wording(
        "supplement `{supplement}` adds nothing: what it gives is 0",
        "write what it is to add, or remove the supplement",
    ),
}
