"""Authority: who may sign what, by one matrix for the company (权限核决表)."""

from __future__ import annotations

from dealerkit.authority.matrix import SECTION_SHAPE, Matrix, Signature, answer, check, decide, facts

__all__ = ["SECTION_SHAPE", "Matrix", "Signature", "answer", "check", "decide", "facts"]
