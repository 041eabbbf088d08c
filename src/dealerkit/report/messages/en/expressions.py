"""Expressions (DK200 to DK229), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK200": Wording(
        "the expression is empty",
        'write a condition or a value, such as `dealer.status == "active"`, or leave the key out',
    ),
    "DK201": Wording(
        "`{found}` has no meaning in an expression",
        "put text between quotes, and leave currency signs and comments out",
    ),
    "DK202": Wording(
        "a value is missing[ after `{after}`][, where `{found}` stands]",
        "write a fact, a parameter or a value there",
    ),
    "DK203": Wording(
        "the bracket `{bracket}` has no partner",
        "every bracket that opens must close, and the other way round",
    ),
    "DK204": Wording(
        "`{found}` follows `{before}` without an operator between them",
        "join conditions with `and` or `or`, and compare values with `==` or another comparison",
    ),
    "DK205": Wording(
        "the text that begins here is never closed",
        "close it with `{quote}`; a text cannot contain the quote that encloses it, so use the other kind around it",
    ),
    "DK206": Wording(
        "`{found}` is written with full-width characters",
        "write `{mend}`; full-width characters are kept only inside a text between quotes",
    ),
    "DK207": Wording(
        "`=` does not compare",
        "write `==` to ask whether two values are equal",
    ),
    "DK208": Wording(
        "`{found}` is not an operator here",
        "write `{mend}`",
    ),
    "DK209": Wording(
        "a division by zero has no result",
        "divide by something else; for a fact that may be zero, the ratio is missing and `or_else` gives another value",
    ),
    "DK210": Wording(
        "a list holds one or more written values, all of one kind",
        'write values only, such as `[["A", "B"]]` or `[[10, 20]]`, and use `or` for anything else',
    ),
    "DK211": Wording(
        "comparisons cannot be chained",
        "write `{mend}`",
    ),
    "DK212": Wording(
        "`{found}` has a space before the per cent sign",
        "write `{mend}`",
    ),
    "DK213": Wording(
        "`{found}` is not how a number is written",
        "[write `{mend}`, or ]put it between quotes if it is a code; digits may be grouped as in `300_000`",
    ),
    "DK214": Wording(
        "`{found}` is not a date",
        "[write `{mend}`; ]dates are written year-month-day, as in `2026-01-31`, from 1900 to 2999",
    ),
    "DK215": Wording(
        "there is no fact or parameter `{name}`",
        "[did you mean `{nearest}`? ]text is written between quotes",
    ),
    "DK216": Wording(
        "`{name}` cannot be seen from here",
        "ask for it where it can be seen[: under `{places}`]",
    ),
    "DK217": Wording(
        "`{operator}` needs {expected} here, and this is {found}",
        "compare or convert it first, or use another operator",
    ),
    "DK218": Wording(
        "{left} cannot be compared with {right}",
        "compare values of one kind; text stands between quotes, numbers and dates do not",
    ),
    "DK219": Wording(
        "{one} and {other} do not go together: their units differ",
        "compare, add or list numbers of one unit; a number written without a unit goes with any",
    ),
    "DK220": Wording(
        "this place needs {expected}, and the expression gives {found}",
        "write an expression that gives {expected}",
    ),
    "DK221": Wording(
        "there is no function `{name}`",
        "[did you mean `{nearest}`? ]the functions are listed in the guide to expressions",
    ),
    "DK222": Wording(
        "`{name}` takes {least} {least:value|values}[, or up to {most}], and {found} {found:is|are} given",
        "give it as many values as it takes, separated by commas",
    ),
    "DK223": Wording(
        "`{name}` stands in a tree and is not compared with a text",
        "write `{mend}`: it is true for the id itself and for everything below it",
    ),
    "DK224": Wording(
        "a share is compared with `{found}`, which is far more than all of it",
        "did you mean `{mend}`? if not, write it in per cent: 2 is 200%",
    ),
    "DK225": Wording(
        "`{found}` is always true",
        "look for a wrong bound or an `or` that should be `and`; if it is meant so, leave it out or write `true`",
    ),
    "DK226": Wording(
        "`{found}` is never true",
        "look for a wrong bound or an `and` that should be `or`; if it is meant so, write `false`",
    ),
    "DK227": Wording(
        "the expression is too large:"
        "[ {characters} characters, and at most {most} are read]"
        "[ {products} multiplications and divisions, and at most {most} are read]",
        "split it: name its parts as parameters or rules of their own",
    ),
    "DK228": Wording(
        "the expression is nested more than {most} levels deep",
        "leave out brackets that change nothing, or split it",
    ),
    "DK229": Wording(
        "`{name}` is never `{found}`",
        "[did you mean `{nearest}`? ]it can be `{values}`",
    ),
}
