"""Releases over the limit (DK555 to DK564) and the steps of the ladder, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK555": Wording(
        "step `{step}` comes after `{after}`, which is no step before it",
        "[did you mean `{nearest}`? ]name a step that is written above it[: {known}]",
    ),
    "DK556": Wording(
        "step `{step}` does not say rightly who signs: {why}",
        "write `sign:` with a role, or `authority:` with a subject of the matrix; and neither where `cash_first: true`",
    ),
    "DK557": Wording(
        "step `{step}` cannot ask the authority matrix who signs: [it has no subject `{table}`][nobody knows `{column}` of a release]",
        "[did you mean `{nearest}`? ]write the subject under `authority:`, with columns that are known[: {known}]",
    ),
    "DK558": Wording(
        "step `{step}` is never offered: `{before}` {why}",
        "give `{before}` a bound or `times`, or write the step above it",
    ),
    "DK559": Wording(
        "step `{step}` says what follows where it is not paid, and not by when it is to be paid",
        "add `due: end-of-month` or `due: term`, or leave `unpaid` out",
    ),
    "DK560": Wording(
        "release `{release}` for order `{order}` names no step of the ladder that is signed[: `{step}`]",
        "[did you mean `{nearest}`? ]write a signed step into `kind`[: {known}]; until then it lets nothing through",
    ),
    "DK561": Wording(
        "order `{order}` has more than one release: `{releases}`",
        "write the day into `withdrawn_on` of the one that does not count; until then none lets it through",
    ),
    "DK562": Wording(
        "release `{release}` for order `{order}` is of no effect: {why}",
        "have the order released again by who may, and withdraw this one",
    ),
    "DK563": Wording(
        "what was shipped under release `{release}` for order `{order}` was due on {due_on}, and {open} is open[; {amount} is taken from `{by}`]",
        "collect it, or take the amount as the step says",
    ),
    "DK564": Wording(
        "release `{release}` for order `{order}` is in {currency}, and no rate converts it",
        "add the rate of its day to the table `rates`; until then it counts and lets nothing through",
    ),
}

STEPS: dict[str, str] = {
    "release-open": "{step}: open for {amount}, {excess} over the limit, once {sign} signs[, with {second}][; number {number} of {times} in the period]",
    "release-cash-first": "{step}: ships once it is paid; {excess} over the limit",
    "release-plan": "a repayment plan is asked for {amount}, all that is over the limit",
    "release-used-up": "used up, {used} of {times}: release {release} of {on} for order {order}",
    "release-not-yet": "only after `{after}`, of which {left} {left:is|are} left",
    "release-condition": "`{condition}` does not hold",
    "release-shipment-not-below": "the whole shipment of {amount} is not below {bound}, {share:percent} of the limit of {limit}",
    "release-shipment-not-up-to": "the whole shipment of {amount} is above {bound}, {share:percent} of the limit of {limit}",
    "release-excess-not-below": "{amount} over the limit is not below {bound}, {share:percent} of the limit of {limit}",
    "release-excess-not-up-to": "{amount} over the limit is above {bound}, {share:percent} of the limit of {limit}",
    "release-nobody": "the authority matrix gives nobody authority[: {authority}]",
    "release-unknown": "cannot be told, since {missing} is not known",
    "release-day-unknown": "its day cannot be told, since {missing} is not known",
    "release-stands": "release {release}[ of {on}][ for {amount}], signed by {by}[ as {role}][ and {second}][, until {until}][: {reason}]",
    "release-of-no-step": "release {release} names no step that is signed[: {step}]",
    "release-twice": "order {order} has more than one release: {releases}",
    "release-for-another": "release {release} is for customer {customer}, not {asked}",
    "release-unsigned": "release {release} names nobody who signed",
    "release-signer-unknown": "release {release} is signed by {by}, whom nobody knows",
    "release-wrong-role": "release {release} is signed by {by}[ as {role}]; {wanted} would have to",
    "release-not-seconded": "release {release} lacks the signature of another person as {wanted}[: {by} is not it]",
    "release-beyond-times": "release {release} is beyond the {times} that the step allows, after {before}",
    "release-not-converted": "release {release} is in {currency}, which no rate converts",
    "release-too-small": "release {release} lets {released} through, and the order comes to {amount}",
    "release-spent": "release {release} is spent: order {order} was shipped",
    "release-expired": "release {release} could be used until {until}",
}

TERMS: dict[str, str] = {
    "signed-paid-first": "the order is paid first, and somebody signs all the same",
    "signed-by-nobody": "nobody signs",
    "signed-second-alone": "a second signature without a first",
    "signed-twice": "the same role signs twice",
    "step-unlimited": "has no `times`, and is never used up",
    "step-always": "is open to every order",
    "release-for-another": "it is for another customer",
    "release-unsigned": "nobody signed it",
    "release-signer-unknown": "its signer is no employee of the book",
    "release-wrong-role": "it is signed in another role than the step asks for",
    "release-not-seconded": "the second signature is missing, or not of another person in the right role",
    "release-beyond-times": "the step was used up when it was signed",
    "release-nobody": "the authority matrix gives nobody authority for it",
}
