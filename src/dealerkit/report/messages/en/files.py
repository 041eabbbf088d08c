"""DK1: reading policy files, in English."""

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK100": Wording("cannot read this file: {reason}", "check the path and that you may read it"),
    "DK101": Wording(
        "this file has {size} bytes, more than the {most} a policy file may have",
        "split its sections over several files in one folder",
    ),
    "DK102": Wording(
        "this file is not UTF-8: byte {byte} cannot be read", "save it as UTF-8 (in Excel or Notepad: encoding UTF-8)"
    ),
    "DK103": Wording(
        "this file is empty",
        "write into it what it is for, or remove it[; `{shown_by}` shows what belongs in it]",
    ),
    "DK104": Wording("a tab stands where YAML counts spaces", "replace the tab with spaces"),
    "DK105": Wording(
        "YAML cannot read this line[: {said}]", "look for a missing quote, bracket, colon or space just before"
    ),
    "DK106": Wording("a second document starts here", "remove the `---` line: one file holds one policy"),
    "DK107": Wording(
        "the tag `{tag}` asks for a type", "remove it: the place decides how a value is read, and code is never run"
    ),
    "DK108": Wording(
        "nested more than {most} levels deep", "a policy never needs this depth; look for brackets that do not close"
    ),
    "DK109": Wording(
        "the aliases of this file expand to more than {most} values",
        "write the repeated part once and shorten the chain of `*` aliases",
    ),
    "DK110": Wording("`{name}` contains itself", "an anchor may not be used inside its own value; write that part out"),
    "DK111": Wording(
        "`*{name}` has no anchor `&{name}` before it",
        "define the anchor first, or put quotes around a text that starts with *",
    ),
    "DK112": Wording("`<<` can only merge mappings", "give it `*name` of an anchored mapping, or a list of them"),
    "DK113": Wording("`{key}` is written twice here", "keep one of the two: YAML would silently drop the first"),
    "DK114": Wording("a key must be a plain word", "put quotes around a key that starts with a bracket or brace"),
    "DK115": Wording(
        "a policy file is a mapping of sections", "start with `policy:` or another section name and a colon"
    ),
    "DK116": Wording("the character {character} is not allowed in YAML", "remove it; it is invisible in most editors"),
    "DK117": Wording(
        "there is no file in `{folder}` that ends in .yaml", "put files ending in .yaml there, or name a file"
    ),
    "DK120": Wording(
        "`{value}` starts with `>`, which YAML reads as a block of text",
        "write a lower bound as `at:` (≥) or `above:` (>), an upper one as `below:` (<) or `up_to:` (≤)",
    ),
    "DK121": Wording("`*` starts an alias in YAML", "leave the cell out: an absent cell means any value"),
    "DK122": Wording(
        "`{value}` is an interval",
        "write `{{at: 10, below: 1000}}`: at is ≥, above is >, below is <, up_to is ≤",
    ),
    "DK123": Wording(
        "`{value}` stands alone: the comma before it ended the value",
        "write thousands inside braces with `_`, as in `1_234.50`",
    ),
    "DK124": Wording("a value cannot start with `{character}` in YAML", "put quotes around it"),
    "DK125": Wording(
        "a second colon in one line: YAML sees a mapping inside a value",
        "put quotes around the value, or start a new line",
    ),
    "DK126": Wording("`{value}` has no space after the colon", "write `{key}: …` with a space"),
    "DK127": Wording(
        "`{character}` is full-width punctuation, which YAML reads as text", "use the ASCII character: `: , [ ] {{ }}`"
    ),
    "DK128": Wording(
        "the quote or bracket opened here is never closed", "close it, or put quotes around a text that contains one"
    ),
    "DK129": Wording("the indentation does not fit the lines above", "line up keys of one mapping in the same column"),
    "DK130": Wording("unknown key `{key}`", "[did you mean `{nearest}`? ]known here: {allowed}"),
    "DK131": Wording("`{key}` is missing", "add `{key}:`[ — {doc}]"),
    "DK132": Wording("expected {kind}, found {found}", "write {kind} here"),
    "DK133": Wording(
        "`{value}` is not {kind}",
        "[write `{digits}` alone: the key says what it counts; ]write digits such as 300_000 or 1,234.50;"
        " a rate may carry a percent sign, as in 1.5%",
    ),
    "DK134": Wording("`{value}` is a percentage where an amount is expected", "write the amount itself, as in 300_000"),
    "DK135": Wording("unknown word `{value}`", "[did you mean `{nearest}`? ]allowed here: {allowed}"),
    "DK136": Wording("`{value}` is not a date", "write year-month-day, as in 2026-03-31"),
    "DK137": Wording(
        "`{value}` is not a range of dates",
        "write `2026-01-01..2026-12-31`, both ends included, the first not after the last; leave a side out for open",
    ),
    "DK159": Wording(
        "`{value}` is not a time of day from and to",
        "write when the office opens and closes, as in `09:00-12:00, 13:00-18:00`; a night is `22:00-06:00`",
    ),
    "DK160": Wording(
        "`{value}` is not a day of the month", "write `10th of next month`, `end of month` or `25th of this month`"
    ),
    "DK138": Wording(
        "`{value}` is not a length of time",
        "write a number and a unit, as in `7 days`, `5 working days`, `24 hours`, `2 months`",
    ),
    "DK139": Wording("`{value}` is neither true nor false", "write `true` or `false`"),
    "DK140": Wording("`{value}` cannot be a name", "use letters, digits, `-` and `_`, without spaces or dots"),
    "DK141": Wording("`{key}` names two items of this list", "give each item its own key, or remove one"),
    "DK142": Wording("nothing is listed here", "add an item, or remove the key"),
    "DK143": Wording(
        "`{value}` starts with an operator",
        "name the bound instead: `at:` (≥), `above:` (>), `below:` (<), `up_to:` (≤)",
    ),
    "DK144": Wording("`{value}` is written with an exponent", "write the digits out, with `_` between thousands"),
    "DK145": Wording("`{value}` looks like a time of day where {kind} is expected", "write the number without a colon"),
    "DK146": Wording(
        "`{value}` carries a currency or a counting word",
        "write the digits alone, as in 300_000; the currency stands in `policy.currency`",
    ),
    "DK147": Wording("nothing is written here where {kind} is expected", "write {kind}, or remove the key"),
    "DK148": Wording(
        "`{value}` is out of range: the {side} allowed here is {bound:plain}",
        "check the figure[; fifteen per cent is written {rate} or 0.15]",
    ),
    "DK149": Wording(
        "`{value}` is an expression where only a plain figure can stand",
        "write the figure, or move the expression to a place that takes one",
    ),
    "DK150": Wording("`{key}` is defined in two files", "keep one definition, or rename one of the two"),
    "DK151": Wording(
        "exactly one of {keys} must be written here[; found {given}]", "write the one you mean, and no other"
    ),
    "DK152": Wording("`{key}` cannot stand beside `{other}`", "remove one of the two"),
    "DK153": Wording("`{value}` is not a whole number", "write it without a decimal part"),
    "DK154": Wording(
        "the commas in `{value}` do not separate thousands", "group by three, as in 1,234,567, or use `_`"
    ),
    "DK156": Wording(
        "`{value}` starts with a zero", "remove the zero: some programs would read the number in base eight"
    ),
    "DK157": Wording("`{value}` is not a currency code", "write three capital letters, as in CNY, EUR or USD"),
    "DK158": Wording("`{value}` is not above zero", "write the smallest unit that is paid, as in 0.01"),
}
