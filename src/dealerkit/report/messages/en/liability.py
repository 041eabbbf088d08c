"""Liability for bad debts (DK565 to DK574) and the steps of its decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK565": Wording(
        "the shares of `{name}` make {total:percent}[, and `{without}` has none]",
        "state a share for every bearer, so that they make 100 %, or for none: then all bear equally",
    ),
    "DK566": Wording(
        "nobody is said to bear {amount} of bad debt `{debt}`, shipped with `{shipment}`[: {part}][: {missing} is not known]",
        "add what is missing to the book, or a rule without a condition at the end; until then it stays undetermined",
    ),
    "DK567": Wording(
        "nobody is known as {who} for `{shipment}` on {on}: {amount} of bad debt `{debt}` stays undetermined",
        "write the person into the table `duties`, for the delivery, the order or the customer; or the signer into the release",
    ),
    "DK568": Wording(
        "bad debt `{debt}` of `{customer}` cannot be traced[: the book has no delivery `{delivery}`][, no invoice `{invoice}`][, no order `{order}`]",
        "name a delivery, an invoice or an order of this customer that the book has; all of it stays undetermined",
    ),
    "DK569": Wording(
        "bad debt `{debt}` is more than what was shipped: {amount} of {worth}[, all debts of `{shipment}` together]",
        "correct the amount, or write a debt for each shipment; all of it stays undetermined",
    ),
    "DK570": Wording(
        "bad debt `{debt}` of {amount}[ {currency}] cannot be borne[: no rate converts {currency}]",
        "write an amount above zero in the policy's currency, or add the rate of its day to `rates`",
    ),
    "DK571": Wording(
        "the shares of who answers as {who} for `{shipment}` say nothing: {amount} of bad debt `{debt}` stays undetermined",
        "in the table `duties`, state a share above zero for every one of them, or for none",
    ),
    "DK572": Wording(
        "who bears a bad debt goes by the limit, and no `credit:` says what that is",
        "write a section `credit:` with `limits`, or leave `liability:` out",
    ),
    "DK573": Wording(
        "rule `{name}` is never reached: `{before}` above it always holds",
        "give `{before}` a `when`, or write it last",
    ),
    "DK574": Wording(
        "rule `{name}` asks for step `{step}`, which the ladder does not have",
        "[did you mean `{nearest}`? ]name a step of `over_limit`[: {known}]",
    ),
}

STEPS: dict[str, str] = {
    "liability-stood": "on {on}[ the limit was {limit}][, {exposure} counted against it][, so {inside} of {worth} was inside]",
    "liability-part-inside": "{amount} inside the limit: shipped with {shipment} on {on}, worth {worth}; kind of invoice: `{invoice_kind}`[; release {release}]",
    "liability-part-released": "{amount} under a release: shipped with {shipment} on {on}, worth {worth}; kind of invoice: `{invoice_kind}`[; release {release}]",
    "liability-part-unapproved": "{amount} over the limit without approval: shipped with {shipment} on {on}, worth {worth}; kind of invoice: `{invoice_kind}`[; release {release}]",
    "liability-legal-action": "legal action is reserved",
    "liability-by-duty": "{amount}, {share:percent}, by {person} as {who}, whose duty it was",
    "liability-by-role": "{amount}, {share:percent}, by {person}, the only {who}",
    "liability-by-territory": "{amount}, {share:percent}, by {person}, {who} of the customer's territory",
    "liability-by-signature": "{amount}, {share:percent}, by {person}, {who} of the release",
    "liability-company": "{amount}, {share:percent}, by the company",
    "liability-nobody": "{amount}, {share:percent}, by nobody who is known as {who}",
    "liability-not-met": "`{condition}` does not hold",
    "liability-unknown": "cannot be told, since {missing} is not known",
}

TERMS: dict[str, str] = {
    "loss-inside": "inside the limit",
    "loss-released": "under a release",
    "loss-unapproved": "over the limit without approval",
}
