"""Orders on credit (DK500 to DK503, DK540 to DK549) and the steps of their answers, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

_OF_LIMIT = (
    "[: load on load: {open} unpaid, with this order {loads}, and {allowed} allowed]"
    "[: this load is worth {load}, and one load may be worth {most}]"
    "[: {exposure} counted, and this order of {order}, make {value}]"
)
_BOUND = "[: above {above}][: {at} is reached][, which is {share:percent} of the limit of {limit}]"
_WITHIN = "[: not above {above}][: below {at}][, which is {share:percent} of the limit of {limit}]"
MESSAGES: dict[str, Wording] = {
    "DK500": Wording(
        "the order ships as a release over the limit once it is signed",
        "have the role that the step names sign it, and enter the signature into `releases` under the order's number",
    ),
    "DK501": Wording(
        "the order is referred: it waits for somebody's word",
        "ask the role that the check names; it decides case by case",
    ),
    "DK502": Wording(
        "cash first: the order ships once it is paid",
        "ask for payment before delivery, and for a repayment plan where the answer says so",
    ),
    "DK503": Wording(
        "the order is held",
        "read the checks that failed: each says by how much, and which rule holds the order",
    ),
    "DK540": Wording(
        "order[ `{order}`] of `{customer}` has [the amount {amount}, which is below zero][no amount{none:|}]",
        "state what the order comes to; until then nothing is let through, and nothing is refused for it",
    ),
    "DK541": Wording(
        "nobody knows the customer `{customer}`[ of order `{order}`]",
        "[did you mean `{nearest}`? ]look for a misspelt code, or enter the customer into `customers`",
    ),
    "DK542": Wording(
        "order[ `{order}`] is in {currency}, the limit in {wanted}, and the book has no rate for {day}",
        "add a row to `rates`, or state the order in {wanted}",
    ),
    "DK543": Wording(
        "check `{check}` has nothing to look at: the policy has no {lacking}",
        "write that first, or remove the check",
    ),
    "DK544": Wording(
        "`{rule}` asks the ladder with `over-limit`, and the policy has no `over_limit`",
        "write the steps under `credit.over_limit`, or hold such orders with `block`",
    ),
    "DK545": Wording(
        "`{rule}` refers an order and does not say to whom",
        "name the role under `to`, as in `to: sales-department`",
    ),
    "DK546": Wording(
        "[check `{off}` is off for everyone][level `{level}` changes nothing][: it says what check `{same}` says without it][: `{stricter}` is for the same customers and decides]",
        "remove it, or say what should follow",
    ),
    "DK547": Wording(
        "checks `{check}` and `{other}` look at the same and compare it with the same",
        "remove one of them; what follows for some customers only is written under `levels`",
    ),
    "DK548": Wording(
        "check `{check}` fails from {share:percent} on: was {meant} % meant?",
        "write `{meant}%` with its sign; a share above 1000 % lets everything pass",
    ),
    "DK580": Wording(
        "the role `{role}` is one letter away from `{nearest}`",
        "write `{nearest}` if that is meant; otherwise nobody is asked unless an employee has the role `{role}`",
    ),
    "DK549": Wording(
        "no check asks the ladder of `over_limit`: none has the level `over-limit`",
        "write `then: over-limit` into the check of the limit, or remove the ladder",
    ),
}

STEPS: dict[str, str] = {
    "credit-static-fails": f"over the limit with all open orders{_OF_LIMIT}{_BOUND}",
    "credit-static-passes": f"within the limit with all open orders[: there is no limit{{unlimited:|}}]{_OF_LIMIT}{_WITHIN}",
    "credit-dynamic-fails": f"over the limit with the open orders of the horizon{_OF_LIMIT}{_BOUND}",
    "credit-dynamic-passes": f"within the limit with the open orders of the horizon[: there is no limit{{unlimited:|}}]{_OF_LIMIT}{_WITHIN}",
    "credit-group-fails": f"group {{group}} is over its limit{_OF_LIMIT}{_BOUND}",
    "credit-group-passes": f"within the limit of the group[ {{group}}][: there is no limit{{unlimited:|}}]{_OF_LIMIT}{_WITHIN}",
    "credit-sublimit-fails": f"over {{sublimit}}, a limit within the limit{_OF_LIMIT}{_BOUND}",
    "credit-sublimit-passes": "within every limit within the limit",
    "credit-order-value-fails": "the order comes to {value}[, which is above {above}][, and {at} is too much already]",
    "credit-order-value-passes": "the order comes to {value}[, which is not above {above}][, which is below {at}]",
    "credit-overdue-amount-fails": "{value} is overdue[ by more than {grace} days][, which is above {above}][, and {at} is too much already]",
    "credit-overdue-amount-passes": "{value} is overdue[ by more than {grace} days][, which is not above {above}][, which is below {at}]",
    "credit-overdue-share-fails": "{value} of {receivables} is overdue[ by more than {grace} days]: {share:percent}[, which is above {above:percent}][, and {at:percent} is too much already]",
    "credit-overdue-share-passes": "[{value} of {receivables} is overdue: {share:percent}][, which is not above {above:percent}][, which is below {at:percent}][nothing is owed{nothing:|}]",
    "credit-oldest-item-fails": "the oldest item, {item} of {open}, is [{past_term} days past its payment term][{since_invoice} days old][{past_due} days overdue][, more than {above}][, and {at} is too much already][, after {grace} days of grace]",
    "credit-oldest-item-passes": "[the oldest item, {item} of {open}, is ][{past_term} days past its payment term][{since_invoice} days old][{past_due} days overdue][nothing is owed{nothing:|}]",
    "credit-dunning-level-fails": "dunning level {value} is reached[, which is above {above}][, and {at} is too much already]",
    "credit-dunning-level-passes": "dunning level {value} is reached[, which is not above {above}][, which is below {at}]",
    "credit-open-loads-fails": "{value} loads are unpaid with this order[, more than {above}][, and {at} is too many already]",
    "credit-open-loads-passes": "{value} loads are unpaid with this order[, not more than {above}][, fewer than {at}]",
    "credit-terms-changed-fails": "other payment terms: [the order agrees {agreed} days, the contract {contract}][the contract's {before} days became {days} on {changed_on}]",
    "credit-terms-changed-passes": "payment terms are as they were",
    "credit-review-passed-fails": "the limit was to be reviewed by {on}, {value} days ago[, after {grace} days of grace]",
    "credit-review-passed-passes": "no review of the limit is late[: it is due on {on}]",
    "credit-limit-expired-fails": "the limit ended on {on}, {value} days ago[, after {grace} days of grace]",
    "credit-limit-expired-passes": "the limit has not ended[: it holds until {on}]",
    "credit-account-status-fails": "the account is {status}",
    "credit-account-status-passes": "the account is {status}",
    "credit-condition-fails": "{rule}: {condition}",
    "credit-condition-passes": "{rule}: not so, {condition}",
    "credit-check-unknown": "{rule}: cannot be told, for want of {missing}[ ({items})][; the policy then counts it as failed{fails:|}][; the policy then counts it as passed{passes:|}]",
    "credit-level": "for this customer that means: {level}[, to {to}]",
    "credit-level-unknown": "what that means for this customer cannot be told, for want of {missing}; it may be {level}",
    "credit-referral-answered": "{rule}: {release} of {by}[ as {role}] on {on} lets it through",
    "credit-referral-void": "{rule}: {release} does not let it through[: it is of another day or has expired{expired:|}][: it is for another customer{another:|}][: it was not signed in the role that is asked for{role:|}][: the order comes to more{amount:|}]",
    "credit-requirement-met": "{rule}: met, {condition}",
    "credit-requirement-unmet": "{rule}: not met, {condition}",
    "credit-requirement-unknown": "{rule}: cannot be told, for want of {missing}[; the policy then counts it as not met{fails:|}]",
    "credit-cash-first": "a customer without history pays first",
    "credit-passed": "{rule}: passed",
    "credit-off": "{rule}: off for this customer",
    "credit-excluded": "{rule}: excluded from the check",
    "credit-limit": "the limit that holds",
    "credit-offer": "the step of the ladder that is open",
}

TERMS: dict[str, str] = {
    "credit-limits": "`credit.limits`",
    "group-limit": "limit that a group shares (`for: group`)",
    "sublimits": "limit with `sublimits`",
    "dunning": "`collections.dunning`",
}
"""What a check may look at in vain."""
