"""Settlement of rebates (DK350 to DK389), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK350": Wording(
        "the dealer `{dealer}` of this line is not in `customers`",
        "add the dealer to `customers`, or correct the code in the line",
    ),
    "DK351": Wording(
        "this line is in {currency}, but the policy reckons in {policy}",
        "for lines, add the day's rate to the table `rates`; or settle this currency by a policy of its own",
    ),
    "DK352": Wording(
        "whether `{programme}` counts this line cannot be told: `{facts}` is missing[ for the product `{product}`]",
        "fill in what is missing, or write `if_missing` beside the `where` of the programme",
    ),
    "DK353": Wording(
        "`{programme}` adds up `{measure}`, and this line has none",
        "fill in the cell, or let `where` leave such lines out",
    ),
    "DK354": Wording(
        "the product `{product}` of this line is not in `products`, so `{programme}` cannot tell whether it counts",
        "add the product to `products`, or correct the code in the line",
    ),
    "DK360": Wording(
        "the ledger holds `{id}` with {net}, and this run would post {other} under the same name",
        "settle again over the ledger as it is now; nothing was posted under this name",
    ),
    "DK361": Wording(
        "`{id}` and `{other}` have the same account, kind `{kind}` and sequence",
        "keep one of them; until then nothing is proposed for this account",
    ),
    "DK362": Wording(
        "posting `{id}` is for the programme `{programme}`, which the policy does not have",
        "if the programme was renamed, write `was: {programme}` in the one that goes on",
    ),
    "DK363": Wording(
        "posting `{id}` is in {currency}, but the policy reckons in {policy}",
        "convert it, or settle this currency by a policy of its own",
    ),
    "DK364": Wording(
        "the gross amount {gross} of posting `{id}` is not its net amount {net} and tax {tax} together",
        "correct the entry in the ledger; until then nothing is proposed for this account",
    ),
    "DK365": Wording(
        "posting `{id}` was changed after it was posted: its fingerprint is `{written}`, its content gives `{found}`",
        "restore the entry, and correct amounts by an adjustment of their own",
    ),
    "DK366": Wording(
        "`{payee}` has postings of {posted_on} for `{programme}` {period}, after the day of this run",
        "ask as of a later day to settle; this run answers what was owed then and proposes nothing for it",
    ),
    "DK367": Wording(
        "what `{payee}` earned by `{programme}` in {period} cannot be told[: `{facts}` is missing][: its figure does not fit `{rule}`]",
        "fill in what is missing, or write `if_missing` where the programme asks for it; nothing is paid until then,"
        " and `dealerkit explain` says why",
    ),
    "DK368": Wording(
        "the day {asked} lies outside what the calendar `{calendar}` knows, which ends on {through}",
        "extend the calendar under `calendars`, with its holidays and `through`",
    ),
    "DK369": Wording(
        "`{programme}` runs by contract years, and `{payee}` has no contract with a first day",
        "add the contract to `contracts`; nothing is reckoned for this dealer until then",
    ),
    "DK370": Wording(
        "this book has no ledger, so all that was earned looks unpaid",
        "add a table `postings`, if only its heading, and append to it what is posted",
    ),
    "DK371": Wording(
        "the policy has no programme `{programme}`",
        "[it has `{known}`]",
    ),
    "DK372": Wording(
        "`{programme}` has no period[ `{period}`] that has begun",
        "[it has `{known}`]",
    ),
    "DK373": Wording(
        "{within} cannot be counted without a calendar",
        "name one under `policy: calendar`",
    ),
    "DK374": Wording(
        "`{payee}` was paid {net} by `{programme}` for {period}, which is no period of the programme",
        "if its `period` or `effective` was changed, settle the old periods under an id of their own; this run leaves the payment as it is",
    ),
    "DK375": Wording(
        "{count} {count:posting|postings} of the ledger cannot be read, so what was paid is not known",
        "mend the rejected rows of `postings`; nothing is proposed until then, since it could be paid twice",
    ),
    "DK395": Wording(
        "nothing asks for `{name}`",
        "[did you mean `{nearest}`? ]a figure under a name that no rule reads is never found; declare it under `facts:`, or correct it",
    ),
    "DK396": Wording(
        "`{period}` is the name of no period",
        "write it as reports show it: 2026-03, 2026-Q1, 2026-H1, 2026; a contract year carries its first day",
    ),
    "DK397": Wording(
        "`{name}` of `{subject}` is recorded twice for one period",
        "keep one of the two rows: which of them holds cannot be known",
    ),
}
