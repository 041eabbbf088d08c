"""Any definition with an id may say which one it had, and each earlier id goes on in one definition."""

from __future__ import annotations

import pytest

from dealerkit.assembly import load, loads
from dealerkit.policy.loading import Loaded
from dealerkit.rebates.granting.names import names_of_schemes
from tests.conftest import ROOT

HEAD = 'policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'
FIGURE = "unit: share, source: handbook, values: {2026-01-01: 1%}"


def read(text: str) -> Loaded:
    return loads({"policy.yaml": f"{HEAD}{text}".encode()})


def codes(text: str) -> list[tuple[str, str]]:
    return [(each.code, each.address) for each in read(text).errors]


def test_a_parameter_may_say_what_it_was():
    assert codes(f"parameters: {{new_rate: {{was: old_rate, {FIGURE}}}}}") == []


def test_an_earlier_id_is_read_as_an_id():
    assert codes(f'parameters: {{new_rate: {{was: "old rate", {FIGURE}}}}}') == [("DK140", "parameters.new_rate.was")]


@pytest.mark.parametrize(("was", "refused"), [("a", "b"), ("b", "b"), ("c", "d")])
def test_an_id_that_is_still_there_or_claimed_already_cannot_be_claimed(was: str, refused: str):
    text = f"parameters: {{a: {{{FIGURE}}}, b: {{was: {was}, {FIGURE}}}, d: {{was: c, {FIGURE}}}}}"
    assert codes(text) == [("DK282", f"parameters.{refused}")]


def test_an_item_of_a_list_is_addressed_in_brackets():
    text = """
flows:
  repair:
    states: {open: {initial: true}, closed: {final: true}}
    transitions:
      - {id: close, from: open, to: closed}
      - {id: end, was: close, from: open, to: closed}
"""
    assert ("DK282", "flows.repair.transitions[end]") in codes(text)


def test_the_ledger_of_a_scheme_goes_on_under_its_new_id():
    folder = ROOT / "examples" / "stock-rotation" / "policy"
    contents = {each.name: each.read_bytes() for each in sorted(folder.glob("*.yaml"))}
    loaded = loads(
        {
            name: text.replace(b"  quarterly:\n", b"  by-quarter:\n    was: quarterly\n")
            for name, text in contents.items()
        }
    )
    before = load([folder]).policy
    assert before is not None
    assert loaded.policy is not None, loaded.problems
    assert names_of_schemes(before) == {"stock_rotation.quarterly": "stock_rotation.quarterly"}
    assert names_of_schemes(loaded.policy) == {
        "stock_rotation.quarterly": "stock_rotation.by-quarter",
        "stock_rotation.by-quarter": "stock_rotation.by-quarter",
    }
