"""Who is added up with whom (DK445 to DK454), and the steps of what is paid for it, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK445": Wording(
        "nobody can be paid for `{group}` in {period}[: its head `{head}` is not a customer]",
        "name the group's `head` in the table `groups`, a customer of the customer file; until then `{programme}` pays"
        " nobody for it",
    ),
    "DK446": Wording(
        "the parents of customers go round in a circle: {path}",
        "correct one `parent`; until then each of them stands alone",
    ),
    "DK447": Wording(
        "nobody knows since when `{dealer}` trades, so it does not count for `{former}`",
        "write its `opened_on`: a dealer in the ceded territory `{territory}` counts if it was opened since the cession",
    ),
    "DK448": Wording(
        "the ceded territory `{territory}` is not in the tree of territories on {day}",
        "correct the code, or add it to the table `territories`; until then only dealers of exactly this code count",
    ),
    "DK449": Wording(
        "there is no programme `{name}` whose entitlements could be added up",
        "[did you mean `{nearest}`? ]name other programmes of the section[: {known}]",
    ),
    "DK450": Wording(
        "the programme adds up what itself pays: {path}",
        "remove one of these from `of:`; an amount cannot depend on itself",
    ),
    "DK451": Wording("`{given}` says nothing without `{missing}`", "add `{missing}`, or remove `{given}`"),
    "DK452": Wording("`{given}` does not go with `{other}`", "remove one of the two"),
    "DK453": Wording(
        "a {period} does not consist of whole periods of `{other}`, which are each a {length}",
        "choose the same period, or one that is made up of them",
    ),
    "DK454": Wording(
        "the payee is not paid itself[: {head} is paid for all]",
        "a programme with `pay: head` pays the one who stands for its group; see the reasons of that one's row",
    ),
}

STEPS: dict[str, str] = {
    "group-total": "added up over {group}: {base}, by {members} {members:member|members}",
    "group-share": "{own} of {base} is its own, so of {whole} it has {amount}",
    "group-member": "{dealer} adds {base}",
    "group-unknown": "cannot be said while {facts} of {dealers} is not known",
    "successor-weighted": "{dealer} adds {base}, counted at up to {weight}",
    "earned-elsewhere": "{dealer} earned {earned} by {programme} in {period}: {weight} of it is {counted}",
    "member-left-out": "{dealer} does not take part under {rule}",
    "not-paid-itself": "not paid itself[: {head} is paid for all]",
    "payee.group-total": "added up for {group}: {base}, by {members} {members:member|members}",
    "payee.group-share": "{own} of {base} is your own: of {whole} in all you have {amount}",
    "payee.group-member": "{dealer} adds {base}",
    "payee.not-paid-itself": "you are not paid yourself[: {head} is paid for all]",
}
