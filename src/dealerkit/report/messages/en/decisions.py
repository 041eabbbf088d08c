"""How decisions end (DK0) and the steps towards them, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {}

STEPS: dict[str, str] = {}
