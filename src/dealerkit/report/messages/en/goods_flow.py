"""Goods flow, order intake, separated duties (DK682 to DK697) and the steps of their decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK682": Wording(
        "the rule `{name}` on goods cannot be kept as it is written: {why}",
        "[did you mean `{nearest}`? ]a day's report has `by:` a time, a month's `within:` days; kinds of stock stand under `kinds:`[; known: {known}]",
    ),
    "DK683": Wording(
        "movement `{move}` of {on} takes {quantity} × `{product}` ({kind}) from `{holder}`, where it leaves {balance}",
        "no stock goes below zero: look for a receipt that was not entered, a wrong code, or goods of another kind",
    ),
    "DK684": Wording(
        "dispatch document `{document}` did not ship whole: {state}[, shipped of stated: {short}][, on {days}]",
        "one document ships whole or not at all; divide it into documents, one for each stage",
    ),
    "DK685": Wording(
        "movement `{move}` of {quantity} × `{product}` needs a signature of {role}: {state}[ (`{by}`)][: it is entered as {kind}, not as {wanted}]",
        "have the adjustment signed, in the column `signed_by`; goods become another kind of stock only by an adjustment",
    ),
    "DK686": Wording(
        "movement `{move}` ({kind}) of {moved} was to be entered {where} by {until}[, and was on {entered}]",
        "enter it now; what is entered late makes the stock of the hours between wrong",
    ),
    "DK687": Wording(
        "the report `{report}` about {about} was to be sent by {until}[, and was on {sent}]",
        "send it; where it was sent, enter it into the table `goods_reports`",
    ),
    "DK688": Wording(
        "the count at `{holder}` is not as it should be: {why}[: due by {due}][ on {on}][, by `{by}` alone][: {agreeing} of {lines} lines agree with the books][, first `{product}` by {difference}]",
        "count in time, one person counting and another reconciling, and adjust what differs with a signature",
    ),
    "DK689": Wording(
        "`{name}` in the rules on taking orders cannot be asked for: {why}[ `{field}`]",
        "[did you mean `{nearest}`? ]fields are columns of `order_intake` or `orders`; each channel has `confirm:` or `read_back: true`[; known: {known}]",
    ),
    "DK690": Wording(
        "order `{order}`[ of `{customer}`][, taken by `{taken_by}`,] is not complete: {lacking}",
        "only complete orders are processed; give it back and have it completed",
    ),
    "DK691": Wording(
        "order `{order}`[ of `{customer}`] waits[ for {waits_for}]",
        "confirm it, read it back, or enter the next signature into the table `steps`",
    ),
    "DK692": Wording(
        "order `{order}`[ of `{customer}`] may not be taken: {why}[ ({lacking})]",
        "complete its papers or refuse it; every rule that stands against it is in the answer",
    ),
    "DK693": Wording(
        "`{name}` in the rules on duties separates nothing: {why}[ `{duty}`]",
        "[did you mean `{nearest}`? ]write two duties or more under `separated:`, and use the same words elsewhere[; known: {known}]",
    ),
    "DK694": Wording(
        "`{employee}` has duties that are to be apart: {duties}[, for `{matter}`][, by the roles {roles}][; the exception ended on {ended}]",
        "have another person do one of them, or write an exception with an end into the policy",
    ),
    "DK696": Wording("`{value}` is no time of day", "write hours and minutes, as in `16:30`"),
    "DK697": Wording(
        "movement `{move}` is of a kind of stock that the policy does not keep: {kind}",
        "correct it, or add the kind to `contracts.goods.kinds`; known: {known}",
    ),
}

STEPS: dict[str, str] = {
    "goods-in-stock": "never below zero: {balance} in the books[; the last count differs by {difference}]",
    "goods-below": "movement {move} leaves {below}; {balance} in the books today[; the last count differs by {difference}]",
    "goods-dispatch": "it is {state}[: shipped of stated {short}][, on {days}]",
    "goods-signed": "signed by {by} as {role}",
    "goods-unsigned": "not signed by {role}",
    "goods-wrong-role": "signed by {by}, who is not {role}",
    "goods-no-adjustment": "{quantity} × {product} became {into} without an adjustment",
    "goods-posting": "{moves} {moves:movement|movements}, {late} entered later than {within} after",
    "goods-reports": "{due} {due:report|reports} due, {late} late or missing",
    "goods-counts": "{counts} {counts:count|counts}; {agreeing} of {lines} {lines:line agrees|lines agree} with the books",
    "goods-damage": "{quantity} × {product} damaged in {month}[ by {cause}][, worth {value}][; proposed: {proposal}]",
    "duty-done": "{by}: {duty} of `{document}` on {on}",
    "duty-held": "{by}: {duty}, by the role {role}",
    "duty-excused": "excused by {rule} until {until}",
    "duty-set": "{duties}: {matters} {matters:matter|matters}, {people} {people:person|people}, {conflicts} with two of them, {excused} excused",
    "intake-channel": "orders do not come in by {channel}",
    "intake-complete": "complete, {lines} {lines:line|lines}",
    "intake-incomplete": "not complete: {lacking}",
    "intake-confirmed": "confirmed by {by} as {role}",
    "intake-unconfirmed": "an order by {channel} is to be confirmed by {role}",
    "intake-confirmed-by-another": "confirmed by {by}, who is not {role}",
    "intake-read-back": "read back to the customer",
    "intake-not-read-back": "an order by {channel} is to be read back",
    "intake-danger-unknown": "whether the goods are dangerous is not known: {facts}",
    "intake-declared": "dangerous goods declared in {declaration}, signed by {by}",
    "intake-undeclared": "dangerous goods without a signed declaration",
    "intake-declared-by-another": "the declaration is signed by {by}, who is not {role}",
    "intake-papers": "first business, with {papers}",
    "intake-papers-lacking": "first business without {papers}",
    "intake-settlement": "without a contract, with {paper}",
    "intake-no-settlement": "without a contract and without {paper}",
    "intake-route-unknown": "who decides is not known: {facts}",
    "intake-no-way": "nobody decides on orders of the type[ {type}]",
    "intake-next": "to be decided by {role}",
    "intake-signed": "agreed by {by} as {role} on {on}",
    "intake-signed-by-another": "signed by {by}, who is not {role}",
    "intake-refused": "refused by {by} as {role} on {on}",
    "intake-there": "{quantity} × {product} are there",
    "intake-short": "{quantity} × {product} ordered, {available} there: {short} short",
}

TERMS: dict[str, str] = {
    "in-working-hours": "movements happen at any hour, so hours or days are counted",
    "day-has-time": "a report for each day has a time, `by:`",
    "month-has-days": "a report for each month has days, `within:`",
    "unknown-kind": "this is no kind of stock of the policy",
    "shipped-whole": "whole",
    "not-shipped": "not shipped",
    "shipped-in-part": "only a part left",
    "shipped-in-stages": "it left on several days",
    "other-goods": "other goods, or more of them, left",
    "unsigned": "nobody signed",
    "wrong-role": "somebody else signed",
    "no-adjustment": "goods became another kind without an adjustment",
    "signed": "signed",
    "in-system": "in the system",
    "in-ledger": "in the manual ledger",
    "count-late": "it was not made in time",
    "one-person": "it was not reconciled by a second person",
    "inaccurate": "too few lines agree with the books",
    "unknown-field": "no table has this column:",
    "not-confirmed": "its orders are neither confirmed nor read back",
    "unknown-stock": "the policy does not keep this kind of stock:",
    "one-duty": "a duty is apart from others only where there are two",
    "unknown-duty": "no set has this duty:",
    "roles-unread": "no set is of scope `person`, so the roles are not asked for",
    "ends-before": "the exception ends before it begins",
    "order-channel": "not by this channel",
    "order-incomplete": "not complete",
    "order-undeclared": "dangerous goods are not declared and signed",
    "order-declared-by-another": "the declaration is signed by somebody else",
    "order-papers-lacking": "papers of a first order are lacking",
    "order-no-settlement": "neither contract nor settlement agreement",
    "order-no-way": "nobody decides on its type",
    "order-refused": "refused on its way",
}
