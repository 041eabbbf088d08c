"""Bands and decision tables (DK230 to DK249), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK230": Wording(
        "the bound `{bound}` stands behind the higher bound `{before}`",
        "write bands in ascending order of their bounds",
    ),
    "DK231": Wording("the bound `{bound}` stands in two bands", "keep one of them, or give the other its own bound"),
    "DK232": Wording(
        "the bound `{bound}` counts differently from `{before}` before it",
        "use `at_unit:` in all bands of a list, or in none",
    ),
    "DK233": Wording(
        "the table has no column `{column}`", "[did you mean `{nearest}`? ]declared under `columns`: {allowed}"
    ),
    "DK234": Wording(
        "`{key}` does not go with the column `{column}` of type `{kind}`",
        "`from` and `to` limit numbers and dates, `words` lists what a column of type `word` may hold",
    ),
    "DK235": Wording(
        "no `{column}` can be `{text}`",
        "the lower limit must lie below the upper one; both may be the same with `at` and `up_to`",
    ),
    "DK236": Wording(
        "`{text}` lies outside the limits of `{column}`, so the row never fires",
        "mend the cell, or widen `from` and `to` of the column",
    ),
    "DK237": Wording(
        "{witness} is decided by no row",
        "add a row for it, widen one beside it, or limit the columns to what can occur",
    ),
    "DK238": Wording(
        "{witness} is decided by both `{other}` and `{row}`",
        "limit one of the two rows, or say with `hit: first` that the earlier row wins",
    ),
    "DK239": Wording(
        "`{row}` never fires: rows before it take all of its cases, as `{other}` takes {witness}",
        "move it before them, mend its limits, or remove it",
    ),
    "DK240": Wording(
        "this table of {rows} rows was not searched completely for {what}: the search stops after {most} steps",
        "split it into tables with fewer columns; what was found until then is listed and holds",
    ),
    "DK241": Wording(
        "this table has more {what} than the {listed} that are listed", "mend those that are listed and check again"
    ),
    "DK242": Wording(
        "no row uses the column `{column}`", "remove it from `columns`, or write it in the rows it is meant for"
    ),
    "DK243": Wording(
        "`{column}` is asked to be exactly {low} or exactly {high}, nothing between",
        "for a range write `{{at: {low}, up_to: {high}}}`; if just these two are meant, give each a row",
    ),
    "DK244": Wording(
        "a column cannot be called `{key}`", "that key of a row has a meaning of its own; name the column otherwise"
    ),
    "DK245": Wording(
        "only this row has a column `{column}`",
        "did you mean `{nearest}`? if not, declare the columns under `columns:`",
    ),
    "DK246": Wording(
        "the column `{column}` asks for {kind}, which a table cannot compare",
        "ask for a fact with a single value: a number, a date, a word, true or false",
    ),
    "DK247": Wording("`{role}` signs twice", "name another role under `second`, or leave it out"),
    "DK248": Wording(
        "`{value}` stands among numbers in the column `{column}`",
        "write a number or limits, leave the cell out for any value, or declare the column under `columns:` as words",
    ),
}

STEPS: dict[str, str] = {
    "row": "{rule}[: {facts}]",
    "row-not-met": "{rule} does not apply: {column} is {value}, not {wanted}",
    "row-unknown": "{rule} may apply, but {missing} is not known",
}
