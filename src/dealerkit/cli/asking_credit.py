"""What the commands on credit have in common: a policy must say something about it."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.results import Material, Refused
from dealerkit.credit.section import SECTION
from dealerkit.problems import problem


def without_credit(material: Material) -> Refused | None:
    """DK578 for a policy that has no section ``credit``."""
    if SECTION in material.policy.sections:
        return None
    return Refused((problem("DK578", None),), exits.NOT_RUN)
