"""What test cases and their recording come to (DK290 to DK299), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK290": Wording(
        "test `{case}` passes, so what its note calls wrong is mended: {bug}",
        "remove `bug:`, so that the case guards the right answer from now on",
    ),
    "DK291": Wording(
        "test cases reach {covered} of {count} {kind}, and {least:percent} was asked for",
        "add cases that are decided by what none reached[, as by `{first}`]",
    ),
    "DK292": Wording(
        "`--cover` is about all cases of a policy, and `--only` leaves some out", "run all cases to see what they reach"
    ),
    "DK293": Wording(
        "{period} of `{payee}` under `{programme}` cannot be written as one case: [{why}][, fact `{fact}`]",
        "write the case by hand with the tables it rests on, as docs/testing.md shows",
    ),
    "DK294": Wording(
        "`{value}` does not say which days of the period count", "write the days that count of all it has, as in 45/90"
    ),
    "DK295": Wording(
        "`{file}` has a test `{case}` already", "remove it to record it anew, or write to another file of the policy"
    ),
    "DK296": Wording(
        "cases cannot be added at the end of `{file}`",
        "write to a file of their own beside the policy's, which is read with it",
    ),
    "DK297": Wording(
        "what `{of}` says of {subject} cannot be written as one case: [{why}]",
        "write the case by hand with the tables it rests on, as docs/testing.md shows",
    ),
    "DK298": Wording(
        "nothing was recorded: no single decision was asked about, or there is none",
        "name the one that is to be recorded, as `--dealer` or `--customer` does; `--help` shows how",
    ),
}

TERMS: dict[str, str] = {
    "table rows": "table rows",
    "bands": "bands",
    "rules": "rules",
    "no-answer": "the book alone does not answer it",
    "other-answer": "the rows of those it is about do not give it again",
    "too-many-rows": "it rests on more rows than a case may hold",
    "several-together": "several dealers earn it together",
    "open-tree": "what lies around a place in a tree is not known",
}
