"""Promises (DK494 to DK497, DK499) and the steps of their rulings, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK494": Wording(
        "promise `{promise}` to `{dealer}`[ by `{author}`][ as {role}] is beyond that authority[: it is {unlimited}][: {needs} may make it][, with {second}], and nobody has decided it",
        "have it kept, changed or declined by another person who may, and tell the dealer; until then it changes nothing",
    ),
    "DK495": Wording(
        "promise `{promise}` to `{dealer}` is late[: to be decided by {decide_by}][, decided on {decided_on}][: to be answered by {answer_by}][, answered on {answered_on}]",
        "decide and answer it[: it lies with {waits_for}]",
    ),
    "DK496": Wording(
        "the decision[ of `{by}`][ as {role}] on promise `{promise}` is of no effect",
        "a promise is decided by another person than made it, of a role with authority for what is granted; it stays open until then",
    ),
    "DK497": Wording(
        "`{subject}` does not say who may promise: [the authority matrix has no subject `{table}`][`order` has no place for `{role}`]",
        "[did you mean `{nearest}`? ]write the subject under `authority:`, and every role of it into `order`[; known: {known}]",
    ),
    "DK499": Wording(
        "promise `{promise}`[ of `{author}`] is of {on}, after the price of `{product}` was cut on {cut_on}",
        "a promise creates no rights backwards; have it decided by another person who may if it is to be kept",
    ),
}

STEPS: dict[str, str] = {
    "promise-made": "{author} made it on {on}[ as {role}]",
    "promise-within": "within the authority[ of {role}]",
    "promise-beyond": "beyond the authority[ of {role}][: {needs} would have to make it][, with {second}]",
    "promise-without-limit": "it states no limit, which is beyond any authority[ but that of {needs}]",
    "promise-kept": "kept by {by}[ as {role}][ on {on}]",
    "promise-changed": "changed by {by}[ as {role}][ on {on}]",
    "promise-declined": "declined by {by}[ as {role}][ on {on}]",
    "promise-not-allowed": "what {by}[ as {role}] decided[ on {on}] is of no effect",
    "promise-open": "to be decided by {until}[, by {waits_for}]",
    "promise-answered": "the dealer was told on {on}",
    "promise-to-answer": "the dealer is to be told by {until}",
}

TERMS: dict[str, str] = {"without-limit": "without limit"}
