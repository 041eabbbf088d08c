"""Special bids (DK470, DK472 to DK480, DK483, DK484) and the steps of their decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK470": Wording(
        "this policy honours no special bids",
        "write a scheme under `special_bids:`, or name the folder that holds all files of the policy",
    ),
    "DK472": Wording(
        "claim `{claim}` of `{dealer}` names bid `{bid}`, which no scheme of this policy has",
        "compare the number with the table `bids`, and its column `scheme` with the policy",
    ),
    "DK473": Wording("no unit of the claim is credited"),
    "DK474": Wording(
        "what a unit cost is not known",
        "complete the price that the scheme takes: `bids.book_price`, `prices`, or `lines` with their prices",
    ),
    "DK475": Wording(
        "claim `{claim}` of `{dealer}` asks {claimed} for `{product}`, and the bid gives {ours}",
        "compare the price that the claim starts from with the bid and with what the dealer paid",
    ),
    "DK476": Wording(
        "bid `{bid}` ({method} {value}, {first} to {last}) is none that `{scheme}` honours",
        "grant it under a scheme that has its method and its time, or have it decided by whoever may",
    ),
    "DK477": Wording(
        "claim `{claim}` of `{dealer}` asks again for sale `{document}`, which was credited under `{other}`",
        "answer the dealer; if these are further units of one document, let the claim name their serial numbers",
    ),
    "DK478": Wording(
        "no sales were reported, so nobody can tell whether the claimed units were sold",
        "add the table `sell_through`, or write `if_missing: refuse`",
    ),
    "DK479": Wording(
        "the cap of {most} for one {name} never holds anything back: a dealer has at most {dealer} in all",
        "lower it, or raise the cap for the dealer",
    ),
    "DK480": Wording(
        "`{scheme}` honours bids by per cent and does not say of which price",
        "write `percent_of:` with book, list, first-in-first-out, last or average",
    ),
    "DK483": Wording(
        "`{id}` stands under no scheme that this policy has[: `{scheme}`]",
        "fill the column `scheme` with one of {known}",
    ),
    "DK484": Wording(
        "`{payee}` had {net} posted by `{scheme}` for `{claim}`, which is not in this book",
        "add the claim or the request again; this run leaves the posting as it is",
    ),
}

STEPS: dict[str, str] = {
    "bid-claimed": "{quantity} {quantity:unit|units} of {product} claimed under {bid} on {on}, sold on {sold_on}",
    "bid-no-units": "refused: the claim is for {quantity} units",
    "bid-no-bid": "refused: there is no bid {bid}",
    "bid-other-dealer": "refused: bid {bid} was granted to {other}",
    "bid-other-product": "refused: bid {bid} is not for {product}",
    "bid-not-approved": "refused: bid {bid} is {status}, not approved",
    "bid-not-honoured": "refused: bid {bid} ({method} {value}) is none that this scheme honours",
    "bid-other-currency": "refused: the bid or the claim is in {currency}",
    "bid-other-customer": "refused: bid {bid} is for {customer}[, not for {other}]",
    "bid-outside-bid": "refused: sold on {sold_on}, and bid {bid} holds from {first} to {last}",
    "bid-not-yet-sold": "refused: claimed on {on}, sold on {sold_on}",
    "bid-covered": "covered: `{condition}` holds",
    "bid-not-covered": "refused: `{condition}` does not hold",
    "bid-in-time": "claimed on {on}, in time until {until}",
    "bid-late": "refused: claimed on {on}, after {until}",
    "bid-proved": "proved by {proof}",
    "bid-not-proved": "no document proves the sale",
    "bid-claimed-twice": "refused: sale {document} was credited under {other}",
    "bid-beyond-bid": "refused: {quantity} {quantity:unit|units} beyond the {most} of bid {bid}, {used} used before[: {amount}]",
    "bid-reported": "{found} {found:unit was|units were} reported as sold, {spare} more within the tolerance",
    "bid-no-reports": "the book has no reports of sales",
    "bid-not-reported": "refused: {quantity} {quantity:unit|units} that no report of a sale is left for[: {amount}]",
    "bid-no-price": "what {quantity} {quantity:unit|units} cost is not known[: {amount}]",
    "bid-no-gain": "refused: {quantity} {quantity:unit|units}[ at {price}] cost no more than the bid's {value}[: {amount}]",
    "bid-down-to": "{quantity} {quantity:unit|units} × ({price} − {value}): {credit}",
    "bid-down-by": "{quantity} {quantity:unit|units} × {value}: {credit}",
    "bid-percent": "{quantity} {quantity:unit|units} × {price} × {value:percent}: {credit:figure}",
    "bid-claimed-above": "refused: {amount} of the {claimed} claimed for units that the bid gives {ours} for",
    "bid-lower": "{claimed} is claimed for units that the bid gives {ours} for; the lower is credited",
    "bid-cap-claim": "{earned}, and {left} is left of the {most} for one claim",
    "bid-cap-bid": "{earned}, and {left} is left of the {most} for the bid",
    "bid-cap-dealer": "{earned}, and {left} is left of the {most} for the dealer",
}
