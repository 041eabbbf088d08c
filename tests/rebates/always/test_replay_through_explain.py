"""Counterexamples as books: ``explain`` tells the amount that the prover told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dealerkit import cli
from tests.conftest import ROOT

RASH = str(ROOT / "examples" / "invariants" / "rash.yaml")


def test_each_broken_promise_is_explained_with_the_same_amount(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["check", RASH, "--invariants", "--replay", str(tmp_path)]) == 1
    said = capfd.readouterr().out
    commands = [each.split()[1:] for each in said.splitlines() if each.startswith("  dealerkit explain")]
    amounts = {}
    for command in commands:
        assert cli.main(command) == 0
        amounts[Path(command[2]).name, command[command.index("--dealer") + 1]] = capfd.readouterr().out
    # By hand: 3.75 % of 800,000; 3.75 % and then 2.75 % at 1,500,000; 1.75 % of 314,286.
    expected = {
        ("affordable", "D1"): "30,000.00",
        ("below-margin", "D1"): "30,000.00",
        ("more-sales", "D1"): "56,250.00",
        ("more-sales", "D2"): "41,250.00",
        ("no-cliff", "D2"): "5,500.01",
    }
    for key, amount in expected.items():
        assert f": {amount} earned" in amounts[key]


def test_units_and_product_groups_stand_in_the_book_and_what_is_measured_elsewhere_does_not(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    programme = {
        "period": "quarter",
        "qualifying": {"measure": "quantity", "where": 'within(product, "phones")'},
        "method": "retrospective",
        "kind": "per-unit",
        "bands": [{"at_unit": "10", "pay": "40"}],
        "settle": {"payout": "transfer", "negative": "invoice"},
    }
    gated = {**programme, "gates": [{"id": "g", "of": "attainment.year", "at": "90%"}]}
    policy = {
        "policy": {"name": "units", "revision": "1", "currency": "CNY", "effective": "2026-01-01..2026-12-31"},
        "rebates": {"units": programme, "gated": gated},
        "always": {
            "little": {"programmes": "units", "at_most": "399"},
            "gated-little": {"programmes": "gated", "at_most": "399"},
        },
    }
    file = tmp_path / "policy.yaml"
    file.write_text(yaml.safe_dump(policy, sort_keys=False), encoding="utf-8")
    cli.main(["check", str(file), "--replay", str(tmp_path / "books")])
    said = capfd.readouterr().out
    assert "gated-little: no book shows this case" in said
    command = next(each for each in said.splitlines() if each.startswith("  dealerkit explain")).split()[1:]
    assert cli.main(command) == 0
    assert "400.00 earned" in capfd.readouterr().out
