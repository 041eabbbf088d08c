"""Figures (DK700 to DK708) and the step that tells one, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK700": Wording(
        "a book has no table `{table}`",
        "[did you mean `{nearest}`? ]`from` names a table of the book, as the reference of books lists them",
    ),
    "DK701": Wording(
        "[`{key}`: ]the table `{table}` [has no column `{column}`][has a column `{unfit}`, which does not fit here][does not say which {subject} a row is of][has no day by which a window could go: `{day}` names one]",
        "[did you mean `{nearest}`? ][write one of {allowed}][, or an expression that begins with `{formula}`][write under `by` the fact that names the {subject}]",
    ),
    "DK702": Wording(
        "the figure `{name}` is reckoned from itself: {path}",
        "reckon one of them from a table, or leave one out of the formula",
    ),
    "DK703": Wording(
        "`{name}`, a figure of each {of}, reads `{other}`, which is one of each {other_of}",
        "a formula reads figures of the same kind of subject, and figures of the company",
    ),
    "DK704": Wording(
        "`{value}` is no window of days[: its end is {open_end}][: the rows of `{labelled}` name the period they are about]",
        "[did you mean `{nearest}`? ]a window ends with the day that is asked about: write `12 months`, `90 days`, `month`, `last quarter`, or a range with both ends; of rows that name their period `month`, `quarter`, `half-year` or `year`",
    ),
    "DK705": Wording(
        "figure `{figure}` is not known of {subjects} {subjects:subject|subjects}, the first of them `{subject}`: this row does not say {facts}",
        "complete the row, or write `if_missing: skip` or `if_missing: count` if rows that cannot be judged are to be left out or counted",
    ),
    "DK706": Wording(
        "nothing can be called `{name}` that expressions are to read: they would read something else",
        "call it `{mend}`: letters, digits and `_`",
    ),
    "DK707": Wording(
        "the table `{table}` has rows that do not say which {of} they belong to; this is the first",
        "they count for nobody in {figures}; fill the column, or name the subject by another fact with `by`",
    ),
    "DK708": Wording(
        "figure `{figure}`: [no figure is called `{unknown}`][it does not say what sort of comparison the one with `{unsaid}` is][`{base}` does not look at the days that {compared} means][its title says {word}, which it is not compared by]",
        "[did you mean `{nearest}`? ][give `{base}` the same window and move it {shift} further back; ][{word} is `compared: {meaning}`; ]`base` names the figure it is measured against, `compared` says what that is: `year-on-year` (同比) or `period-on-period` (环比)",
    ),
}

STEPS: dict[str, str] = {
    "figure": "{figure} of {subject}[: {value}][, from {from}][ to {to}][, against the days from {base_from}][ to {base_to}]",
}

TERMS: dict[str, str] = {}
