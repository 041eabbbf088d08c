"""Returns and exchange (DK790 to DK799) and the steps of their decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK790": Wording(
        "the rule `{rule}` on returns cannot decide as it is written: {why}[ `{subject}`]",
        "[did you mean `{nearest}`? ]write who decides under `to:` or `authority:` where it refers, `charge:` where goods are accepted, and the rule without conditions last[; known: {known}]",
    ),
    "DK791": Wording(
        "return `{reference}` asks for {asked} × `{product}`[ with serial number `{serial}`] of `{dealer}`, and {left} can come back[ from document `{document}`]",
        "the others were not bought from us by then, or came back already; look up the purchase document",
    ),
    "DK792": Wording(
        "return `{reference}` of `{dealer}` was {done}[ by `{by}`], which the rules do not give[: they say {decided}][, it needs {needs}][, worth {cost}][: {over} too much][: {more} more units than were asked for]",
        "have it signed by those who may decide, or take it back; the amount is what it cost us",
    ),
    "DK793": Wording(
        "step `{step}` of return `{reference}`, by `{by}`, is not as it should be: {why}[ `{other}`][: {wanted} asked for, {found} confirmed][: it is for {needs}]",
        "each step is done in its order, by another person with the role for it, and states the same quantity and reason",
    ),
    "DK794": Wording(
        "nothing of it may come back[: {why}]",
        "see which rules were tried; an exception needs a rule that refers it to somebody",
    ),
    "DK795": Wording(
        "it waits for the word of {needs}",
        "have it decided in the table `approvals`, under the return's number and line and with this amount",
    ),
    "DK796": Wording(
        "there is no return `{number}` through that day",
        "[did you mean `{nearest}`? ]see the table `returns` of the book",
    ),
    "DK797": Wording(
        "this cannot be read as a request for a return[: {expected}][: `{found}`]",
        "[did you mean `{nearest}`? ]write one JSON object with `dealer` and `lines`, or a CSV file with the columns of the table `returns`",
    ),
    "DK798": Wording(
        "return `{reference}`: the unit with serial number `{serial}` came back already, with return `{earlier}`",
        "a unit is credited or exchanged once; look for a number that was copied",
    ),
    "DK799": Wording(
        "the policy has no rules on returns", "write them under `contracts: {{returns: …}}`; docs/returns.md shows how"
    ),
}

STEPS: dict[str, str] = {
    "return-no-lines": "what was bought is not known: the book has no table `lines`",
    "return-step": "{step}: by {by} on {on}",
    "return-next": "next: {step}[, by {role}]",
    "return-rule": "comes under {rule}",
    "return-in-time": "asked for on {on}, within {within} after {zero}: until {last}",
    "return-too-late": "{rule}: asked for on {on}, the last day was {last}",
    "return-holds": "`{condition}` holds",
    "return-not-met": "{rule}: `{condition}` does not hold",
    "return-not-asked": "{rule}: is about {wanted}, not about {asked}",
    "return-unknown": "{rule}: cannot be said, {facts} is not known",
    "return-skipped": "{rule}: passed over, {facts} is not known",
    "return-no-rule": "no rule takes it",
    "return-accept": "{quantity} accepted at {price}[ from `{document}`] of {bought_on}: {credit}",
    "return-charged": "{quantity} accepted at {price}[ from `{document}`] of {bought_on}, {each} each taken off, {charge} in all: {credit}",
    "return-exchange": "{quantity} exchanged",
    "return-repair": "{quantity} to be repaired",
    "return-refuse": "{quantity} refused",
    "return-refer": "to be decided by {roles}: `{reference}`, worth {amount}",
    "return-granted": "granted by {by}",
    "return-declined": "declined by {by}",
    "return-nobody-may": "nobody may decide it by `{subject}`",
    "return-no-price": "what {quantity} were bought for is not known",
    "return-unnamed": "it names neither a purchase document nor a serial number",
    "return-no-units": "it is about no units",
    "return-not-bought": "{quantity} × {product} cannot come back: not bought from us by {on}[ with `{document}`], or back already",
    "return-already-back": "the unit `{serial}` came back already, with `{earlier}`",
    "return-no-document": "{quantity} refused: no purchase document is named",
    "return-not-confirmed": "{quantity} refused: the warehouse confirmed {most}",
    "return-refused-in-path": "refused by {by}",
}

TERMS: dict[str, str] = {
    "never-reached": "one before it takes everything",
    "charge-on-nothing": "it charges for goods that it does not accept",
    "signers-of-nothing": "it names who decides, but refers nothing",
    "refers-to-nobody": "it refers to nobody",
    "refers-twice": "it names both a role and a subject of the matrix",
    "no-subject": "the authority matrix has no subject",
    "credit-not-last": "the credit comes before other steps",
    "path-skipped": "it comes after a step that nobody did,",
    "path-before": "it was done before",
    "path-role": "the person does not have the role",
    "path-same-hands": "the same person did",
    "path-quantity": "the quantity differs",
    "path-reason": "the reason differs",
    "done-credited": "credited",
    "done-exchanged": "exchanged",
    "fate-accept": "accept",
    "fate-accept-with-charge": "accept with a charge",
    "fate-exchange": "exchange",
    "fate-repair": "repair",
    "fate-refer": "refer",
    "fate-refuse": "refuse",
    "fate-undetermined": "that it cannot be told",
    "request-object": "it is no JSON object with `lines`",
    "request-json": "it is no JSON",
    "request-once": "a key stands twice",
    "request-lines": "`lines` is no list of lines",
    "request-key": "an unknown key",
    "request-utf-8": "it is not UTF-8",
}
