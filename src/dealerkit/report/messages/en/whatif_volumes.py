"""Changes to the book and behaviour of dealers in a scenario (DK959 to DK974), and the steps of what moved, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK959": Wording(
        "at an elasticity of {elasticity} dealers would buy more the dearer it is",
        "write it below zero: `-{elasticity}` if a price one per cent higher sells {elasticity} % less",
    ),
    "DK960": Wording(
        "change `{change}` meets no line[ for which `{where}` holds][ on {during}], so nothing changes",
        "check the condition and the days: they are compared with the lines of the book as it is",
    ),
    "DK961": Wording(
        "change `{change}` names dealer `{dealer}`, who is not in the book",
        "[did you mean `{nearest}`? ]write the code as `customers` has it",
    ),
    "DK962": Wording(
        "`{key}` says nothing beside `{kind}` in change `{change}`",
        "take it out; beside `{kind}` there may be `{allowed}`",
    ),
    "DK963": Wording(
        "`{key}` is missing beside `{kind}` in change `{change}`",
        "write it: without it nobody knows what changes",
    ),
    "DK964": Wording(
        "change `{change}` shifts sales from and to the same lines, of {dealers} {dealers:dealer|dealers} (`{dealer}` is one)",
        "let `from` and `to` take different goods",
    ),
    "DK965": Wording(
        "change `{change}` adds dealer `{dealer}`, who is in the book already",
        "give the new dealer a code that nobody has, or let the known one `grow`",
    ),
    "DK966": Wording(
        "change `{change}` lets money come `{later}` later, which is no number of days or weeks",
        "write days or weeks, as in `10 days`",
    ),
    "DK967": Wording(
        "nobody knows whether change `{change}` is about {lines} {lines:row|rows}[ of {dealers} {dealers:dealer|dealers}], since the book lacks a fact",
        "they stay as they are; complete `{facts}`, or ask for `known(…)` in the condition",
    ),
    "DK968": Wording(
        "`{programme}` does not follow change `{change}` line by line[: it takes lines by `{facts}`][: it adds up `{measure}`, which is no plain multiple of a line]",
        "the same lines count as before the change, and such a sum stays as it was: read its rows with that in mind",
    ),
    "DK969": Wording(
        "change `{change}` does not move what `{programme}` measures of `{source}`[: there is no `{facts}` in these rows]",
        "in this its rows stay as they were: read them with that in mind",
    ),
    "DK970": Wording(
        "change `{change}` cannot shift {amount:figure} ({measure}) of {dealers} {dealers:dealer|dealers} (`{dealer}` is one), who buy nothing of the other goods in the same days",
        "their sales stay as they are: there is no mix to follow",
    ),
    "DK971": Wording(
        "dealers cannot buy forward for `{programme}`: the policy has no such programme",
        "[did you mean `{nearest}`? ]name programmes under `rebates:`",
    ),
    "DK972": Wording(
        "the behaviour leaves `{programme}` out[: {why}]",
        "its rows change only by what other programmes make dealers do",
    ),
    "DK973": Wording(
        "nothing can come of `{key}` in the behaviour without[ `{needs}`][ any of `{either}`]",
        "write [`{needs}` as well][one of `{either}` into it], or take `{key}` out",
    ),
    "DK974": Wording(
        "{amount:figure} that {dealers} {dealers:dealer|dealers} (`{dealer}` is one) buy forward will be missing after what the book knows",
        "compare a period more, or read the cost as that of these periods alone",
    ),
}

STEPS: dict[str, str] = {
    "book-grown": "sales change by {share:percent}",
    "book-repriced": "our prices change by {share:percent}",
    "book-shifted-from": "{share:percent} is bought of other goods instead",
    "book-shifted-to": "bought instead of other goods",
    "book-lost": "buys nothing any more",
    "book-added": "new; buys {times:percent} of what `{like}` buys",
    "book-paid-later": "{receipts} {receipts:receipt|receipts} {later} later",
    "forward-bought": "bought forward {amount} to reach {bound}, which gains {gain}",
    "forward-missing": "{amount} was bought forward in {period}",
    "passed-on": "of {more} more rebate {passed} goes into the price, {cut:percent} lower, and {kept} stays; units answer at {elasticity}",
    "passed-back": "of {less} less rebate {passed} goes onto the price, {rise:percent} higher, and {kept} the dealer bears; units answer at {elasticity}",
    "price-answered": "units answer to our price at an elasticity of {elasticity}",
}

TERMS: dict[str, str] = {
    "of-other-rows": "it adds up other rows than invoice lines",
    "of-several-dealers": "it adds up several dealers together",
    "without-a-limit": "no limit is stated for what it adds up",
    "paid-in-goods": "it pays in goods",
}
