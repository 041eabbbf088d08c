"""A section's shapes, checks and runs are imported with the first policy that has it, and with no other."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.policy.policy import Section

LOADING = """
import json, sys
from dealerkit.assembly import checked, loads
text = b"policy: {name: p, revision: 1, currency: CNY, effective: 2026}\\n" + %r
found = checked(loads({"p.yaml": text}))
assert not [each for each in found.problems if each.severity == "error"], found.problems
print(json.dumps(sorted(sys.modules)))
"""
REBATES = b"rebates: {spring: {base: net_sales, period: quarter, mode: retrospective, bands: [{from: 0, rate: 2%}]}}\n"


def imported(sections: bytes) -> set[str]:
    """The modules of a fresh interpreter that has checked a policy with these sections."""
    run = subprocess.run([sys.executable, "-c", LOADING % sections], capture_output=True, text=True, check=False)
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
    loaded = imported(b"")
    assert {each for each in loaded if each.startswith("dealerkit.") and each.endswith((".run", ".programme"))} == set()
