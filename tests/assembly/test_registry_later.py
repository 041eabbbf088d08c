"""A section's shapes, checks and runs are imported with the first policy that has it, and with no other."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.policy.policy import Section

CHECKING = """
import json, sys
from dealerkit.assembly import checked, loads
found = checked(loads({"p.yaml": sys.argv[1].encode()}))
assert found.problems == (), found.problems
print(json.dumps(sorted(sys.modules)))
"""
HEAD = 'policy: {name: p, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-12-31}\n'
REBATES = """
rebates:
  spring:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
"""


def imported(sections: str) -> set[str]:
    """The modules of a fresh interpreter that has checked a policy with these sections."""
    run = subprocess.run([sys.executable, "-c", CHECKING, HEAD + sections], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    names: list[str] = json.loads(run.stdout)
    return set(names)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.key)
def test_every_section_has_the_shape_that_the_registry_names(section: Section):
    assert callable(section.shape.read)
    assert callable(section.shape.schema)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.key)
def test_a_shape_is_the_same_each_time_it_is_asked_for(section: Section):
    assert section.shape is section.shape


def test_a_policy_of_rebates_does_not_import_the_shapes_of_other_sections():
    loaded = imported(REBATES)
    assert "dealerkit.rebates.programme" in loaded
    others = {"credit.section", "customers.section", "contracts.section", "scoring.section", "workflow.flow"}
    assert {f"dealerkit.{each}" for each in others} & loaded == set()


def test_a_policy_without_sections_imports_no_engine():
    loaded = imported("")
    assert {each for each in loaded if each.startswith("dealerkit.") and each.endswith((".run", ".programme"))} == set()
