"""Why a second place is shown beside the first, in English."""

from __future__ import annotations

ROLES: dict[str, str] = {
    "first-defined": "first defined here",
    "band-before": "the band before it",
    "level-before": "the level before it",
    "cap": "the cap is here",
    "minimum": "the minimum is here",
    "other-row": "the other row is here",
    "shadowed-by": "this row takes all of its cases",
    "declared": "declared here",
    "used": "used here",
    "overlay": "changed by the overlay here",
    "expected": "expected here",
    "same-line": "the same line was read here",
    "other-programme": "the other programme",
    "programme": "the programme is here",
    "same-person": "the same person here",
    "due": "the payment is due here",
}
