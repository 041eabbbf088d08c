"""Stacking and budgets (DK392 to DK394, DK435 to DK444) and the steps that they add, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK392": Wording(
        "a budget of `{programme}` is for all payees of a period, but contract years differ from payee to payee",
        "choose period month, quarter, half-year or year, or cap what one payee is paid: `cap: {{payout: …}}`",
    ),
    "DK393": Wording(
        "stacking `{stacking}` decides nothing under rule {rule}",
        "name at least two programmes; write `reduces:` with rule ordered, and with no other",
    ),
    "DK394": Wording(
        "the budget of `{programme}` is one amount for all payees, but it reads {facts}",
        "write an amount, or an expression over parameters alone",
    ),
    "DK433": Wording(
        "{programme} has paid {paid} for {period}, {over} more than its budget of {most}",
        "what was paid before is not taken back at once: say `negative: invoice`, or settle later in the period",
    ),
    "DK435": Wording("there is no programme `{programme}`", "[did you mean `{nearest}`? ][the policy has {known}]"),
    "DK436": Wording(
        "`{programme}` is in stacking `{other}` already",
        "name a programme once: what holds on its lines can be decided in one place only; rule sum decides nothing and"
        " may name it again",
    ),
    "DK437": Wording(
        "`{programme}` cannot reduce `{reduced}`, which is not listed after it",
        "list the programmes in the order in which they pay: one that is reduced comes after those that reduce it",
    ),
    "DK438": Wording(
        "`{programme}` runs by {period}, `{other}` by {other_period}",
        "stack programmes of the same period: over different ones their lines are never quite the same",
    ),
    "DK439": Wording(
        "`{programme}` is not of a kind that rule {rule} can decide",
        "who is reduced pays a share of money, method retrospective, on each payee's own lines; best-of compares money,"
        " not goods; nothing can be shared out to lines that others bought",
    ),
    "DK440": Wording(
        "`{programme}` and `{other}` never pay on the same lines",
        "stack programmes that measure the same table (`from:`), pay the same kind of payee and have the same rule for late lines (`late:`)",
    ),
    "DK441": Wording(
        "`{programme}` pays on lines that are paid by `{others}` too, and nothing says what holds then",
        "add a section `stacking` that names them together: rule sum if both are to pay, else best-of, ordered or"
        " exclusive",
    ),
    "DK442": Wording(
        "`{programme}` and `{other}` have paid {payees} {payees:payee|payees} on the same lines, {amount} of it twice",
        "name both in a stacking: rule sum if that is meant, else best-of, ordered or exclusive",
    ),
    "DK443": Wording(
        "the amount hangs on one that cannot be told yet", "record the facts that the other amount is missing"
    ),
    "DK444": Wording("other programmes, or the budget, leave nothing of this amount"),
}

STEPS: dict[str, str] = {
    "stacking-more": "{lost} of it is on lines on which {other} pays more, {others}: it is left to {other}",
    "stacking-first": "{lost} of it is on lines on which {other} pays, and {other} comes first",
    "stacking-reduced": "{other} has paid {paid} on the same lines before: {left} of the base of {base} is paid on",
    "stacking-won": "{other} would pay {lost} on the same lines, and is left out there",
    "stacking-unknown": "cannot be said: {other} may pay on the same lines, and is not known[: {facts}]",
    "budget-shared": "all payees together have earned {total}, the budget is {most}: {share} of {earned} is paid",
    "budget-unknown": "cannot be said: the budget may not suffice, and what {payees} has earned is not known[: {facts}]",
    "budget-missing": "cannot be said: the budget is not known[: {facts}]",
    "payee.stacking-more": "{lost} of it is on purchases for which {other} pays more",
    "payee.stacking-first": "{lost} of it is on purchases for which {other} is paid",
    "payee.stacking-reduced": "{other} is paid first: of {base} there is {left} left to pay on",
    "payee.budget-shared": "the budget of this rebate is used up: {share} of {earned} is paid",
}
