"""Charts (DK955), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK955": Wording(
        "this machine has no font with Chinese characters, so the pictures show boxes in their place",
        "install one, such as Noto Sans CJK SC, or write the charts as `svg`: there text stays text, shown in the reader's font",
    ),
}
