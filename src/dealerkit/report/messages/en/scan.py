"""The scan of dealers (DK870 to DK879) and the steps of its signals, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK870": Wording(
        "`{key}` is {length}, which is no number of whole days or months",
        "write it in days, weeks, months, quarters or years, as in `12 months`",
    ),
    "DK871": Wording(
        "[`answers` describes no `{answer}`][the answers {circle} wait for each other]",
        "[did you mean `{nearest}`? ][describe it under `answers:`; known: {known}][let one of `{circle}` go without `after:`]",
    ),
    "DK872": Wording(
        "reports of prices below a floor (`{signal}`) lead to a sanction: `{answers}`",
        "punishing a dealer for his resale prices may breach competition law (resale price maintenance); record the reports, and let a person with legal advice decide",
    ),
    "DK873": Wording(
        "the scan looks for nothing",
        "write `signals:` or `concentration:` under it",
    ),
    "DK874": Wording(
        "the alarm `{alarm}` on the largest {top} says nothing that `{other}` on the largest {more} at {share:percent} does not say",
        "let the share grow with the number of dealers, as in 20% for one and 40% for three",
    ),
    "DK875": Wording(
        "no dealer `{dealer}` bought anything or is known of in the scan's window",
        "[did you mean `{nearest}`? ]check the code, or the window of `governance.scan`",
    ),
    "DK876": Wording(
        "`excuses` names the signal `{signal}`, which the scan does not look for",
        "[did you mean `{nearest}`? ]name one of: {known}",
    ),
}

STEPS: dict[str, str] = {
    "scan-sell-through": "sell-through {sold:figure} of sell-in {bought:figure} in {months} {months:month|months} with reports[: {value:percent}]; a sign below {bound:percent}",
    "scan-weeks-of-stock": "{stock:figure} in stock, {sold:figure} sold on in {days} days[: {value:figure} weeks]; bound {bound:figure}",
    "scan-days-of-stock": "{stock:figure} in stock, {sold:figure} sold on in {days} days[: {value:figure} days]; bound {bound:figure}",
    "scan-stock-coefficient": "{stock:figure} in stock, {sold:figure} sold on in {months} {months:month|months}[: coefficient {value:figure}]; bound {bound:figure}",
    "scan-delivered-elsewhere": "{part:figure} of {whole:figure} units went outside his territory[, to {territories}][: {value:percent}]; bound {bound:percent}",
    "scan-beyond-capacity": "[sell-in of {sell_in:figure}][sell-through of {sell_through:figure}] units a month against a capacity of {capacity:figure} in {count} {count:outlet|outlets}[: {value:percent}]; bound {bound:percent}",
    "scan-found-elsewhere": "{count} of {finds} units that he bought and that were found lay outside his territory[: {territories}]; bound {bound:figure}",
    "scan-incidents": "{kinds}: [{incidents:figure} {incidents:row|rows}][{reporters:figure} {reporters:reporter|reporters}][{quantity:figure} units][{amount:figure} in money]; bound {bound:figure}",
    "scan-price-reports": "prices reported below a floor, recorded only ({kinds}): [{incidents:figure} {incidents:row|rows}][{reporters:figure} {reporters:reporter|reporters}][{quantity:figure} units][{amount:figure} in money]; bound {bound:figure}",
    "scan-single-product": "`{product}` is {part:figure} of {whole:figure}[: {value:percent}]; bound {bound:percent}",
    "scan-rhythm": "[{orders:figure} orders][{amount:figure} in money][{quantity:figure} units] in {month}, against a median of {median:figure} in {count} {count:month|months} before (MAD {deviation:figure})[: score {score:figure}]; bound {bound:figure}",
    "scan-short-deliveries": "stores were short of {part:figure} of {whole:figure} ordered, in {count} {count:check|checks}[: {value:percent}]; bound {bound:percent}",
    "scan-out-of-stock": "{part:figure} of {whole:figure} listed articles were not on the shelf[: {value:percent}]; bound {bound:percent}",
    "scan-fewer-articles": "{part:figure} of {whole:figure} articles are listed no more[: {value:percent}]; bound {bound:percent}",
    "scan-raised-prices": "shelf prices stand {part:figure} above {whole:figure} in all, over {count} {count:article|articles}[: {value:percent}]; bound {bound:percent}",
    "scan-retained-promotions": "{part:figure} of {whole:figure} promotional money did not reach the stores[: {value:percent}]; bound {bound:percent}",
    "scan-refused-products": "these products are {own:percent} of what he buys, {usual:percent} of what all buy[: {value:percent} of the usual share]; a sign below {bound:percent}",
    "scan-neighbours-falling": "{count} of {neighbours} neighbours bought less, {lost:figure} in all[: {names}]; bound {bound}",
    "scan-gains-while-total-falls": "he gained {gain:figure} while all others lost {lost:figure}, the total changing by {total:figure}; bound {bound:figure}",
    "scan-withheld-payment": "{overdue:figure} overdue in {count} {count:invoice|invoices}, with {requests} {requests:return|returns} asked for and not done; bound {bound:figure}",
    "scan-pushed": "{count} of {deliveries} deliveries, {units:figure} units, came into stock that then lasted too long[: {days}][; sell-in → sell-through during promotions: {promotions}]; bound {bound:figure} weeks",
    "scan-condition": "{text}",
    "scan-unknown": "cannot be told: {missing}",
    "scan-verdict": "{text}",
    "scan-alarm": "the largest {top}[ ({members})] hold[ {share:percent}]; an alarm from {bound:percent} on",
    "scan-answer": "`{answer}`: {stage}[, after `{after}` was ignored]",
}

TERMS: dict[str, str] = {}
