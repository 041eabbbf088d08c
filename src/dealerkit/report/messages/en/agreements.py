"""Contracts, territories, capacity, prices, execution (DK671 to DK681, DK699, DK775 to DK789) and their steps, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK671": Wording(
        "`{document}`[, line {line},] sells `{product}` to `{customer}` at {price}; the price he has is {granted}[ ({level})], {lacks} in all are below it[, with a margin of {margin:percent}], and nobody signed",
        "have it decided in `approvals` under the number of the document or the order[ by {roles}], or under a price request of that customer; correct the invoice if it is wrong",
    ),
    "DK672": Wording(
        "there is no contract `{contract}` in this book",
        "[did you mean `{nearest}`? ]write the number as it stands in `contracts`",
    ),
    "DK673": Wording(
        "a conflicting line is not clearly beaten by our offer",
        "raise the profit a case and a month above the present line's by the policy's margin, or look for a dealer with complementary lines",
    ),
    "DK674": Wording(
        "this fee is not funded",
        "see who is the store's contract party: where the dealer is, only fees that directly cause sales are",
    ),
    "DK675": Wording(
        "`{product}`[ at {price}] for `{customer}`[, request `{request}`,] waits for the signature of {roles}",
        "have it decided in the table `approvals`, under the request's number, with its discount or amount",
    ),
    "DK676": Wording(
        "`{product}` at {price} for `{customer}`[, request `{request}`,] is below the floor of {floor}",
        "ask for the floor or more, or have the floor changed in `prices`",
    ),
    "DK677": Wording(
        "there is no price level `{level}`, asked for `{product}` and `{customer}`[ in request `{request}`]",
        "[did you mean `{nearest}`? ]write it under `levels:` and into `prices`, or name another[; known: {known}]",
    ),
    "DK678": Wording(
        "`{key}` in `{table}` is in {currency}, and `rates` has no rate into {wanted} for {on}",
        "add the rate; until then the amount counts nowhere, and what depends on it cannot be told",
    ),
    "DK679": Wording(
        "by {on} more of `{product}` was sold than was ever bought",
        "enter the missing purchases, or an opening stock as a purchase; until then `negative: {negative}` decides what a unit cost",
    ),
    "DK680": Wording(
        "this price request cannot be answered: {why}[: {lacking}][, request `{request}`][, product `{product}`][, customer `{customer}`]",
        "ask for exactly one of a price, a discount and a level, none of them below zero, for a stated customer and product, dated not after `--as-of`",
    ),
    "DK681": Wording(
        "`{product}` is low: {stock} in stock, {needed} are needed",
        "tell {tell}: buy, or promise later dates",
    ),
    "DK699": Wording(
        "contract `{contract}` with `{customer}` grants the price level {level}, and the signature of {roles} is not on record",
        "have it signed in `approvals` under the contract's number, with the subject of discounts, or agree another level",
    ),
    "DK775": Wording(
        "contract `{contract}` with `{customer}` is {share:percent} complete: {lacking} lacking",
        "agree the terms and ask for the papers, and enter them in `contracts`, `contract_terms`, `contract_papers`",
    ),
    "DK776": Wording(
        "contract `{contract}` with `{customer}` ended on {until}, and was traded on until {traded}",
        "renew it or stop supplying; name the contract that follows in `renewed_by`",
    ),
    "DK777": Wording(
        "contracts `{other}` and `{contract}` of kind {kind} with `{customer}` hold at the same time for the same",
        "end one of them, or state the territory and the products by which they differ",
    ),
    "DK778": Wording(
        "contract `{contract}` with `{customer}` ends on {until}, days left: {days}[; notice counts until {notice_by}]",
        "renew it, or tell the customer that it will not be",
    ),
    "DK779": Wording(
        "contract `{contract}` does not have the parties it needs: {role}, {signed} signed, asked for {lacking}",
        "enter who signed in `contract_parties`, or have the others sign",
    ),
    "DK780": Wording(
        "contract `{contract}` is of kind `{kind}`, for which there are no rules",
        "[did you mean `{nearest}`? ]write the kind under `contracts: kinds:`[; known: {known}]",
    ),
    "DK781": Wording(
        "the deposit of contract `{contract}` with `{customer}` is {short} short: {paid} of {due} paid in",
        "ask for the rest; a receipt of kind `deposit` that names the contract counts",
    ),
    "DK782": Wording(
        "deduction `{deduction}` for {kind} may not be set off against the deposit of contract `{contract}`",
        "[only {allowed} may; ]claim it as a debt, or add the kind to `offset:`",
    ),
    "DK783": Wording(
        "this rule about contracts cannot hold: [{backwards} runs backwards][`{lacking}` is not written][the authority matrix has no subject `{table}`][nothing is asked of `{nothing}`][nothing here says what `{unknown}` is]",
        "[did you mean `{nearest}`? ][put the lower limit first: {backwards}][write the key `{lacking}`][write the subject `{table}` under `authority:`][ask something of `{nothing}`, or take it out][define `{unknown}`, or correct the name][; known: {known}]",
    ),
    "DK784": Wording(
        "contract `{contract}` grants `{dealer}` the territory `{territory}`, where contract `{other}` grants `{other_dealer}` `{other_territory}` exclusively or the other way round[: exclusive is {exclusive}]",
        "end one grant, narrow territory or products, or record the split in `territory_splits`",
    ),
    "DK785": Wording(
        "nobody serves `{territory}`[ ({name})][ for `{product_group}`]: {outlets} outlets and {customers} customers stand there[, such as {examples}]",
        "find a dealer for it, or give it to a neighbour's contract",
    ),
    "DK786": Wording(
        "split `{split}` brings {dealers} dealers into `{territory}`, and at most {allowed} may be there[ at a dependence of {dependence:percent}]",
        "wait until the first dealer's share of our sales has grown, or change the steps under `splits:`",
    ),
    "DK787": Wording(
        "contract `{contract}` names `{place}`, which `{table}` does not have on {on}",
        "write the code as it stands there, or extend its validity",
    ),
    "DK788": Wording(
        "`{dealer}` carries more than he can: [{stores} limited stores, at most {most}][; at least {least} tied up against a capital of {capital}]",
        "give stores to another dealer, or have him show more capital or an exceptional margin in `dealer_means`",
    ),
    "DK789": Wording(
        "service order `{service}` over {amount} should have been billed by {bill_by}, days late: {days}",
        "write the invoice and enter its number in `service_orders`",
    ),
}

STEPS: dict[str, str] = {
    "contract-draft": "a draft: it does not hold yet",
    "contract-not-begun": "begins[ on {start}]",
    "contract-running": "holds[ from {start}][ until {until}][, renewed {renewals} {renewals:time|times}][, notice counts until {notice_by}]",
    "contract-ends-soon": "ends soon[, on {until}][, renewed {renewals} {renewals:time|times}][; notice counts until {notice_by}]",
    "contract-ended": "ended[ on {until}][, renewed {renewals} {renewals:time|times}]",
    "contract-term-there": "{name} is agreed[: {said}]",
    "contract-term-lacking": "{name} is not agreed[: {said}]",
    "contract-paper-there": "{name} is there[: {said}]",
    "contract-paper-lacking": "{name} is not there[: {said}]",
    "contract-paper-expired": "{name} has expired[: {said}]",
    "contract-unknown": "{name} cannot be told: {missing}",
    "contract-parties": "{name}: {signed} signed[, {contributed} put in][, they fill {appoints}]",
    "contract-parties-not": "{name}: {signed} signed[, {contributed} put in][, {appoints} is asked of them], which is not what is asked for",
    "contract-reach": "{name}: {count} of {all} signed over all contracts, at least {share:percent}",
    "contract-reach-not": "{name}: {count} of {all} signed over all contracts, less than {share:percent}",
    "deposit-set-off": "{amount} set off for {kind}",
    "deposit-held": "{amount} held for debts ({keep})",
    "deposit-not-yet": "nothing of the deposit may be returned[ before {on}]",
    "deposit-condition": "nothing of the deposit may be returned while this does not hold: {when}",
    "deposit-returnable": "{paid} paid in − {set_off} set off − {held} held = {amount} may be returned",
    "territory-alone": "nobody else is granted {territory}",
    "territory-clash": "meets contract {other} of {dealer} in {territory}, and one of both is exclusive",
    "territory-split": "meets contract {other} of {dealer} in {territory}, which split {split} allows",
    "territory-unsure": "meets contract {other} of {dealer} in {territory}, and nobody says whether one is exclusive",
    "territory-gap": "nobody serves {territory}[ for {product_group}]: {outlets} outlets, {customers} customers",
    "split-allowed": "{dealers} dealers at a dependence of {dependence:percent}: up to {allowed} may be",
    "split-too-many": "{dealers} dealers at a dependence of {dependence:percent}: only {allowed} may be",
    "split-never": "no rule allows a split, and {dealers} dealers are there",
    "split-unknown": "the dependence on the first dealer is not known; {dealers} dealers are there",
    "capacity-tied-up": "stores that sell {sales} a month tie up {least} to {most}",
    "capacity-within": "{stores} limited stores, at most {most}",
    "capacity-beyond": "{stores} limited stores, more than {most}[, and this does not hold: {when}]",
    "capacity-exceptional": "{stores} limited stores, more than {most}, which may be since {when}",
    "capacity-covers": "{usable} may be tied up, at most {most} is",
    "capacity-may-not-cover": "{usable} may be tied up, between {least} and {most} is: it may not suffice",
    "capacity-does-not-cover": "{usable} may be tied up, at least {least} is: it does not suffice",
    "fit-beats": "{line}, {figure}: {then} with us against {now} today, at least {clearly:percent} more",
    "fit-loses": "{line}, {figure}: {then} with us against {now} today, not {clearly:percent} more",
    "fit-complementary": "{line} is complementary over {outlets:percent} of our outlets",
    "fit-neutral": "no line conflicts with ours, none is over the same outlets",
    "fee-funded": "{kind}: funded, the store's contract party being `{vendor}` (`{funded}`)",
    "fee-not-funded": "{kind}: not funded, the store's contract party being `{vendor}` (`{funded}`)",
    "fee-unknown": "a fee of kind {kind} is not known to the policy",
    "fee-open": "cannot be told: {missing}",
    "price-rule": "by the rules on prices",
    "price-granted": "the customer has {price} ({level})[, a price of his own, {customer}]",
    "price-below-floor": "{price} is below the floor of {floor}",
    "price-level": "{level}[ is granted by {role}][ with {second}]",
    "price-signature-granted": "signed[ by {by}][ as {role}][ on {on}]{fault}",
    "price-signature-refused": "refused[ by {by}][ as {role}][ on {on}]{fault}",
    "price-signature-void": "an entry[ of {by}][ as {role}][ on {on}] does not count: {fault}",
    "price-waits": "waits for the signature of {roles}",
    "price-unknown": "cannot be told: {missing}",
    "price-unusable": "this request cannot be answered as it is asked",
    "margin": "sales {sales} − cost {cost} = {margin}[, {margin_share:percent}]",
    "margin-unknown": "the cost cannot be told: {missing}",
    "sold": "{lines} lines: {at_price} at the price or above, {covered} below it with a signature, {unsigned} without, {unknown} cannot be told, {left_out} not looked at",
    "sold-covered": "covered by {by}",
    "sold-unsigned": "{lacks} below the price the customer has, and nobody signed",
    "sold-unknown": "cannot be told: {missing}",
    "execution": "ordered {ordered}, shipped {shipped}, invoiced {invoiced} − credited {credited} − received {received} = {open} open",
    "instalment": "instalment {number}: {paid} of {amount} paid, {billed} billed",
    "service-billed": "billed with invoice {invoice}, {open} open",
    "service-to-bill": "owed from {due_on} on, to be billed by {bill_by}",
    "service-late": "owed from {due_on} on, and should have been billed by {bill_by}",
    "stock-low": "{stock} in stock, {needed} needed: warn {tell}",
    "stock-enough": "{stock} in stock, {needed} needed",
    "stock-unknown": "what is needed cannot be told: {missing}",
}

TERMS: dict[str, str] = {
    "asks-several": "it asks for several things at once",
    "asks-nothing": "it asks for nothing",
    "price-below-zero": "its price is below zero",
    "discount-no-share": "its discount is not a share from 0 to 100%",
    "no-quantity": "its quantity is not above zero",
    "of-a-later-day": "it is of a later day than `--as-of`",
    "option-lacking": "the command does not say enough",
    "not-json": "it is not a JSON object",
    "not-a-number": "it has a figure that is no number",
    "ends-soon": "ends soon",
    "not-begun": "not begun",
    "unsigned": "nobody signed",
    "needs-signature": "needs a signature",
    "granted-by-signature": "granted by signature",
    "may-not-cover": "may not suffice",
    "does-not-cover": "does not suffice",
    "does-not-beat": "does not beat",
    "case_profit": "profit a case",
    "monthly_profit": "profit a month",
}
