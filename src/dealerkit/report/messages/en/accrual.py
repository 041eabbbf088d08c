"""Accruals (DK302, DK398), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK302": Wording(
        "`{payee}` has accruals of {posted_on} for `{programme}` {period}, after the day of this run",
        "ask as of a later day to accrue; this run answers what was earned then and proposes nothing for it",
    ),
    "DK398": Wording(
        "{net} stand accrued for `{payee}` by `{programme}` in {period}, and no programme or period answers for them",
        "if the programme was renamed, write `was: {programme}` in the one that goes on; otherwise reverse the accrual"
        " with a posting of your own",
    ),
}
