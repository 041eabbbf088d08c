"""Price protection (DK376 to DK389) and the steps of its decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK376": Wording(
        "`{scheme}` credits units that `{other}` credits already",
        "let their `where` or `effective` tell the units apart; until then neither pays for a unit that both take",
    ),
    "DK377": Wording(
        "{within} is no number of days, and a purchase, a count or a claim has a day and no hour",
        "write days, working days, weeks or months",
    ),
    "DK378": Wording(
        "this policy protects no prices",
        "write a scheme under `price_protection:`, or name the folder that holds all files of the policy",
    ),
    "DK379": Wording(
        "the price list of `{product}` has a hole: no price holds from {first} to {last}, before the price of {on}",
        "set `valid_to` of the price before or `valid_from` of this one, so that the day of the change is known; until then a lower price is not credited",
    ),
    "DK380": Wording(
        "the stock of `{product}` at `{dealer}` is below zero on {on}: {stock}",
        "look for a purchase that is missing or a sale that is told twice; nothing is credited until then",
    ),
    "DK381": Wording(
        "`{dealer}` claims {beyond} of `{product}` in `{claims}` that {beyond:was|were} not in stock on {on}, when it had {stock}",
        "ask for the count behind the claim; what was not there is not credited",
    ),
    "DK382": Wording(
        "`{dealer}` has {stock} of `{product}` in stock on {on}, {more} more than it ever bought",
        "look for lines that are missing, or for goods that came from another territory; they are not credited",
    ),
    "DK383": Wording(
        "promise `{promise}`[ of `{author}`][ as {role}] goes beyond what that role may promise under `{scheme}`[: {days} days]",
        "have it decided by a role that may, and answer the dealer; until then the scheme's own terms hold",
    ),
    "DK384": Wording("the drop is too small to be protected"),
    "DK385": Wording("no unit is protected"),
    "DK386": Wording(
        "the stock is not proved", "name the signed count or report in `stock.proof` or `price_claims.proof`"
    ),
    "DK387": Wording(
        "the stock on the day of the cut is not known",
        "count it, or record purchases and sales through that day; a later count needs what was sold since",
    ),
    "DK388": Wording("nothing was claimed in time"),
    "DK389": Wording(
        "claim `{claim}` of `{dealer}` belongs to no price cut of `{product}` that is protected[, on {on}]",
        "compare `cut_on` with the price list, or answer the dealer that there is nothing to protect",
    ),
    "DK399": Wording(
        "claim `{claim}` names one unit by its serial number `{serial}` and asks for {quantity}",
        "write a row for each serial number; the row counts as one unit",
    ),
}

STEPS: dict[str, str] = {
    "protection-hole": "no price is known from {first} to {last}, so the day of the cut is not either",
    "protection-covered": "covered: `{condition}` holds",
    "protection-not-covered": "not covered: `{condition}` does not hold",
    "protection-drop": "the price fell on {on} from {before} to {after}, by {drop}",
    "protection-small": "the price fell on {on} by {drop}, less than the least of {least}",
    "protection-small-share": "the price fell on {on} by {drop} of {before}, less than the least of {least:percent}",
    "protection-claimed": "claimed in {claims} on {on}[: {quantity} {quantity:unit|units}]",
    "protection-unclaimed": "nothing was claimed; claims were taken until {until}",
    "protection-late": "{claims} came in on {on}, after {until}",
    "protection-uncounted": "the stock on {on} is not known[: {facts} is missing]",
    "protection-below-zero": "the stock comes to {stock}, which cannot be",
    "protection-counted": "{counted} {counted:unit|units} counted on {on}",
    "protection-counted-later": "{stock} in stock: {counted} counted on {on}, {sold} sold since the cut, {bought} bought since",
    "protection-reckoned": "{stock} in stock: {bought} bought before the cut, {sold} sold",
    "protection-proved": "proved by {proof}",
    "protection-unproved": "no document proves the stock",
    "protection-unpublished": "the calendar {calendar} does not reach {asked}",
    "protection-window": "{quantity} {quantity:unit was|units were} bought from {since} on",
    "protection-promised": "{quantity} {quantity:unit|units} more by promise {promise} of {author}: bought from {since} on",
    "protection-over-window": "refused: {quantity} {quantity:unit|units}[ ({serial})] bought on {bought_on}, before {since}[: {amount}]",
    "protection-not-bought": "refused: {quantity} {quantity:unit|units} that no purchase from us explains[: {amount}]",
    "protection-beyond-stock": "refused: {quantity} {quantity:unit|units} claimed beyond the stock[: {amount}]",
    "protection-left-before": "refused: {serial} had left before the cut[: {amount}]",
    "protection-other-dealer": "refused: {serial} was bought by another dealer[: {amount}]",
    "protection-unknown-serial": "refused: {serial} was never sold by us[: {amount}]",
    "protection-bought-after": "refused: {serial} was bought at the lower price[: {amount}]",
    "protection-promise-beyond": "promise {promise} of {author} is beyond the authority of[ {role}] its author and changes nothing",
    "protection-promise-after": "promise {promise} of {author} is of {on}, after the cut, and changes nothing",
    "protection-returned": "refused: {quantity} {quantity:unit|units}[ ({serial})] sent back after the cut at more than the new price[: {amount}]",
    "protection-promise-cap": "the promise would add {earned}, at most {most} is added",
    "protection-credit": "{quantity} {quantity:unit|units}[ × {drop}]: {earned}",
    "protection-cap-claim": "{earned} for this cut, at most {most} is credited",
    "protection-cap-dealer": "{earned} for this cut, {left} is left of the {most} that the dealer may have in all",
    "protection-none": "none of {stock} {stock:unit|units} is protected",
    "protection-contested": "{other} credits the same units, so neither does",
}
