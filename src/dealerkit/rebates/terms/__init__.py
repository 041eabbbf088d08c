"""Terms (stage 2): what a payee has earned by one programme, and why.

``compiled`` is the public part. Below it, from the bottom: ``scale`` (bands as arithmetic),
``conditions`` (who takes part), ``figures`` (a programme's figures for a payee), ``baselines`` (what is
compared with what), ``reckoning`` (all steps in their order), ``quick`` (the common case, fused),
``reasons`` and ``story`` (what is told of it).
"""

from __future__ import annotations

from dealerkit.rebates.terms.compiled import Entitlement, Measured, Terms, compile_terms, rounding_for

__all__ = ["Entitlement", "Measured", "Terms", "compile_terms", "rounding_for"]
