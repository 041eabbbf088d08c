"""People and single cases of flows (DK653 to DK662), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK653": Wording(
        "case `{case}`: on {on} `{actor}` made `{event}`[ in the role `{role}`][ for the department `{department}`], which was not held that day[: only {held}]",
        "correct the event, or record in `employees` or `delegations` who held it",
    ),
    "DK654": Wording(
        "case `{case}`: `{event}` on {on} was made by `{actor}`, in whose territory ({territories}) the customer `{customer}` does not lie",
        "have it made by somebody of the customer's region, or leave `region: own` away",
    ),
    "DK655": Wording(
        "`{giver}` hands `{role}` to `{taker}` for {days} days from {since}; at most {most} days are allowed",
        "shorten it, or record a new one: this one counts through {last}",
    ),
    "DK656": Wording(
        "the delegation of `{role}` from `{giver}` to `{taker}` since {since} counts for nothing: {why}",
        "a role is handed over by somebody who holds it himself on the first day, to somebody else, until a later day",
    ),
    "DK657": Wording(
        "case `{case}`: nobody can tell whether[ `{actor}` made] `{event}` on {on} for his own region: {missing} is not known",
        "state the territory of the person in `employees` and of the customer in `customers`, and where territories lie in `territories`",
    ),
    "DK658": Wording("there is no case `{case}` in this book", "[did you mean `{nearest}`?]"),
    "DK659": Wording(
        "case `{case}` had not begun at {now}: it was opened at {opened}", "ask about a moment after it was opened"
    ),
    "DK660": Wording("the book knows nobody of the code `{actor}`", "[did you mean `{nearest}`? ]see `employees`"),
    "DK661": Wording(
        "this policy has no flow[ `{flow}`]",
        "[did you mean `{nearest}`? ][it has {known}; ]flows are written under `flows:`",
    ),
    "DK662": Wording(
        "no move, clock or notice of the flow `{flow}` knows the role `{role}`",
        "[did you mean `{nearest}`? ]it has {known}",
    ),
}

TERMS: dict[str, str] = {
    "ends-first": "it ends before it begins",
    "to-oneself": "giver and holder are the same",
    "not-held": "the giver does not hold the role that day",
}
