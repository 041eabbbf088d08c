"""How decisions end (DK0) and the steps towards them, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {}

STEPS: dict[str, str] = {}
