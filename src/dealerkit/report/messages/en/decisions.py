"""DK0: how questions end when they do not end in a plain yes, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK001": Wording("no rule matched", "add a rule for this case, or accept that it is refused"),
    "DK002": Wording(
        "several rules matched where one may", "make the rules exclude each other, or choose another hit policy"
    ),
    "DK003": Wording("a fact is missing[: {facts}]", "record the fact, or say with `if_missing` what holds without it"),
}

STEPS: dict[str, str] = {}
