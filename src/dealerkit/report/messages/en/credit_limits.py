"""Credit limits (DK525 to DK539) and the steps that lead to one, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK525": Wording(
        "two rows of `credit_limits` say what the {kind} limit of `{subject}` is[ from {first} on]",
        "end the first before the second begins; until then the limit is undetermined on the days on which both hold",
    ),
    "DK526": Wording(
        "an amount of `{subject}` is in {currency}, and the book has no rate for it on {day}",
        "add a row for {currency} to `rates`; until then the limit is undetermined",
    ),
    "DK527": Wording(
        "this row of `{table}` cannot be used[: it names {whose}][: its amount {amount} is below zero][: it begins on {first}][ and ends on {last}][: the policy has no limit `{limit}`]",
        "[did you mean `{nearest}`? ]mend the row; it does not count, neither for the customer nor against him",
    ),
    "DK528": Wording(
        "a temporary increase for `{subject}` does not count: {why}[, it could last until {last}]",
        "an increase needs an amount, a first and a last day, and a limit whose `temporary:` says how it counts; `{limit}` holds without it",
    ),
    "DK529": Wording(
        "`{limit}` combines `{part}`, which cannot be combined[: it limits {loads}, not money][: it is for a {for_}][, and `{limit}` for a {own}]",
        "combine limits in money that are for the same, a customer or a group",
    ),
    "DK530": Wording(
        "limit `{limit}` waits for itself[: it reads `{fact}`][: `{circle}`]",
        "[`{fact}` is made from limits, so no limit may read it; ]decide by facts that are there before the limit is, and combine limits that do not combine this one",
    ),
    "DK531": Wording(
        "`{limit}` combines `{part}`, which is no limit of the policy",
        "[did you mean `{nearest}`? ]the policy has `{known}`",
    ),
    "DK532": Wording(
        "the maximum of `{limit}`, {maximum}, is below its minimum, {minimum}",
        "swap them, or take one away: the maximum comes after the minimum and would always be the limit",
    ),
    "DK533": Wording(
        "`{limit}` has an opening limit, but its method `{method}` needs no history",
        "take `opening:` away, or combine the limit with `rolling` or `average`",
    ),
    "DK534": Wording(
        "`{limit}` is there for other limits alone, and none combines it",
        "name it in the `of:` of a `combined` limit, or take `only_in` away",
    ),
    "DK535": Wording(
        "nobody ever gets to `{limit}`: `{before}`, which stands before it, takes everybody it could be for",
        "the first limit that is for a customer is his: write the special case first, or give `{before}` a `where`",
    ),
    "DK551": Wording(
        "credit without limit (`{limit}`) beside the retrospective bands of `{tiers}` and `{more}` feeds whoever is largest",
        "give `{limit}` a limit, or let one of the others reward something else than size, before one dealer dominates the others",
    ),
    "DK536": Wording(
        "`{key}` changes nothing in `{limit}`[ beside `{beside}`][: {false} says nothing]",
        "take it away, or write the limit that was meant",
    ),
    "DK537": Wording(
        "the table of `{limit}` cannot give one limit[: `{column}` is no fact of a customer, his contract or his account][: `{hit}` gathers several]",
        "[did you mean `{nearest}`? ]a column is named by a fact, as in `dealer.class`, and one row decides",
    ),
    "DK538": Wording(
        "`{limit}` is for a group, and a group has no[ method `{method}`][ `{fact}`]",
        "a group's limit is fixed, granted, backed, rolling, average, combined or unlimited; only its `where` may read facts, and it holds if it does for every member",
    ),
    "DK539": Wording(
        "{within} cannot be counted from a day[ of limit `{limit}`][: the policy has no {without}]",
        "write days, weeks, months or years; for working days state a `calendar`",
    ),
}

STEPS: dict[str, str] = {
    "limit-none": "no limit is for {subject}: nobody has granted credit, so it is zero",
    "limit-unsure": "whether {rule} holds cannot be told: {missing} is missing",
    "limit-not-for": "{rule} is not for him[: {where}]",
    "limit-not-effective": "{rule} does not hold on {day}, only {effective}",
    "limit-chosen": "{rule} holds for {subject}",
    "limit-undetermined": "it cannot be told[: {missing} is missing][ ({code})]",
    "limit-rolling": "invoiced {first}..{last}: {amount}",
    "limit-average": "invoiced {first}..{last}: {amount}, over {months} {months:month|months} {monthly} a month",
    "limit-share": "{share:percent} of it: {amount}",
    "limit-no-history": "there is no invoice before {day}",
    "limit-fixed": "fixed: {amount}",
    "limit-granted": "granted[ by {by}][ from {first}][ until {last}]: {amount}",
    "limit-granted-none": "granted[ by {by}][ from {first}][ until {last}]: no limit",
    "limit-granted-twice": "more than one row grants {subject} a limit on this day",
    "limit-not-granted": "nobody has granted {subject} a limit: zero",
    "limit-ended": "what was granted to {subject} ended on {last}: zero",
    "limit-score": "score {points}",
    "limit-band": "band {bound}: {amount}",
    "limit-below-bands": "below the first band: zero",
    "limit-table": "row {rule}: {amount}",
    "limit-security": "{kind} {security}[ until {last}]: {amount}[, covered {cover:percent}, counts {counted}]",
    "limit-security-ended": "{kind} {security} ended on {last} and does not count",
    "limit-not-backed": "nothing of {kinds} stands behind {subject}: zero",
    "limit-loads": "{open} unpaid {open:load|loads} at a time[, each at most {value}: {amount}]",
    "limit-unlimited": "there is no limit",
    "limit-part": "{limit}: {amount}",
    "limit-part-unlimited": "{limit}: no limit",
    "limit-part-unknown": "{limit}: cannot be told[: {missing} is missing]",
    "limit-part-left-out": "{limit} is not for him and left out",
    "limit-least": "the least of them: {amount}",
    "limit-greatest": "the greatest of them: {amount}",
    "limit-sum": "their sum: {amount}",
    "limit-combined-unlimited": "one of them has no limit, so there is none",
    "limit-below-zero": "{amount} is below zero: zero",
    "limit-opening": "opening limit[ until {last}]: {amount}",
    "limit-opening-cash": "without history: cash before delivery",
    "limit-minimum": "at least {amount} instead of {was}",
    "limit-maximum": "at most {amount} instead of {was}",
    "limit-increase-add": "raised[ by {by}] until {last}: {amount} more",
    "limit-increase-replace": "raised[ by {by}] until {last}: {amount} in its place",
    "limit-increase-most": "raised by at most {share:percent}: {amount}",
    "limit-increase-refused": "an increase[ by {by}][ until {last}] does not count",
    "limit-step": "rounded down to a multiple of {step}: {amount}",
    "limit-review": "to be reviewed by {day}",
    "sublimit-amount": "sublimit {rule}: {amount}",
    "sublimit-share": "sublimit {rule}, {share:percent} of the limit: {amount}",
    "sublimit-used": "sublimit {rule}: {amount} used",
}

TERMS: dict[str, str] = {
    "customer and group": "a customer and a group",
    "neither customer nor group": "neither a customer nor a group",
    "no rule": "the policy does not say how increases count",
    "no end": "it has no last day",
    "no beginning": "it has no first day",
    "no amount": "it has no amount",
    "too long": "it lasts too long",
    "standing": "standing",
    "opening": "opening",
    "loads": "loads",
    "customer": "customer",
    "group": "group",
    "calendar": "calendar",
}
