"""Rebates (DK3) and the steps of their reckoning, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {}

STEPS: dict[str, str] = {}
