"""Approvals of what is posted (DK280, DK281, DK935), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK280": Wording(
        "the column `{column}` of `{subject}` is filled by nothing[: {kind} is what there is of it]",
        "[did you mean `{nearest}`? ][known: {known}; ]as it stands, the matrix can name nobody who may sign",
    ),
    "DK281": Wording(
        "the role `{role}` is named only here, and `{nearest}` more often",
        "write it as it stands in `employees`; a role that nobody holds signs nothing",
    ),
    "DK935": Wording(
        "`{id}` of {amount} is not approved, or no longer, so nothing was posted",
        "`rebate approvals` says who must sign; run the command again to post what is approved",
    ),
}
