"""The offset limit (DK325 to DK329, DK341 to DK345) and the steps of an offset, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK325": Wording(
        "{share:percent}[ from {since} on] is no share of an order that credit could pay",
        "write a share above 0% and up to 100%, as in 15%",
    ),
    "DK326": Wording(
        "there is nothing of `{dealer}` in the table `{table}`, so nothing can be paid with its credit",
        "check the dealer's code and the file; what is cancelled does not count",
    ),
    "DK327": Wording(
        "`except` names the programme `{programme}`, which the policy does not have",
        "[did you mean `{nearest}`? ][it has `{known}`]",
    ),
    "DK328": Wording(
        "no programme of this policy gives a credit that could pay orders: none is paid by `{payouts}`",
        "check `payouts` and `except` here, and `settle: payout` of the programmes",
    ),
    "DK329": Wording(
        "how long a credit can be used is counted in days, not in {within}",
        "write days, weeks, months, quarters or years, as in `within: 12 months`",
    ),
    "DK341": Wording("there is no open credit to pay with"),
    "DK342": Wording(
        "the share of this order that credit may pay is nothing",
        "it is the order's value times the share, rounded down",
    ),
    "DK343": Wording(
        "credit of {used} was used on `{order}` before[, by `{payee}`]",
        "a document is paid with credit once; post a negative offset with its number to take that back",
    ),
    "DK344": Wording(
        "{used} is used up of `{id}`, of which only {had} is there",
        "correct `net` or `closes` of the offset or expiry; nothing is proposed for this dealer until then",
    ),
    "DK345": Wording(
        "this policy does not say how much of an order credit may pay",
        "write it under `offset:`, as in `offset: {{share: 15%}}`, or name the folder that holds all files of the policy",
    ),
}

STEPS: dict[str, str] = {
    "offset-limit": "at most {share:percent} of {value} is paid with credit: {limit}",
    "offset-lot": "{amount} of `{id}`, {age} {age:day|days} old",
    "offset-expired": "{amount} of `{id}` could be used until {day}",
    "offset-before": "{used} of credit was used on `{order}` before, and a document is paid with credit once",
    "offset-nothing-open": "there is no open credit",
}
