"""Comparing two policies (DK282, DK990 to DK994), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK282": Wording(
        "`{id}` says it was `{was}`, which `{other}` is, or says it was, as well",
        "one definition goes on under an earlier id: give new things an id of their own, or remove one `was:`",
    ),
    "DK990": Wording(
        "the old policy, `{policy}`, is not sound, so nothing can be compared with it",
        "mend what is said above, or compare with a revision that `dealerkit check` finds sound",
    ),
    "DK991": Wording(
        "the new policy, `{policy}`, is not sound, so it cannot be compared",
        "mend what is said above; `dealerkit check` lists it again",
    ),
    "DK992": Wording(
        "`{option}` is about a book, and none is named",
        "name the book behind the two policies, or leave `{option}` out",
    ),
    "DK993": Wording(
        "no policy can be read at `{path}` in revision `{revision}`[: {reason}]",
        "write a revision that git knows and a path in it, as in `main:policy`; a path is taken from where the command is run",
    ),
    "DK994": Wording(
        "`{id}` has {postings} postings for {payees} dealers[, {net} paid][, {accrued} accrued][, {units} units given], and the new policy knows no such id",
        "if it was renamed, write `was: {id}` into its successor[, perhaps `{nearest}`]: what was paid would be paid again otherwise; if it ended, keep it with its last day under `effective`",
    ),
}
