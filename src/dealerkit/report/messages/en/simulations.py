"""The command `simulate` (DK953, DK954), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK953": Wording(
        "charts as `{form}` can only be written to files",
        "add `--out FOLDER`; the page itself shows them as bars of text",
    ),
    "DK954": Wording(
        "there is no scenario `{scenario}`",
        "[did you mean `{nearest}`? ]`--only` names a scenario of the files given[; known: {known}]",
    ),
}
