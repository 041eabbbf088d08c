"""Policies of one or two programmes, written as texts and loaded like any file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from dealerkit.assembly import loads
from dealerkit.policy.policy import Policy
from dealerkit.rebates.always.invariant import invariants_of
from dealerkit.rebates.always.proving import prove
from dealerkit.rebates.always.verdicts import Verdict

_OWN = ("bands", "more", "method", "kind", "where", "measure", "paying")


def programme(data: Mapping[str, Any]) -> dict[str, Any]:
    """One programme: percent, retrospective, on net amounts of a quarter, unless the data say otherwise."""
    qualifying = {"measure": data.get("measure", "net_amount")}
    if "where" in data:
        qualifying["where"] = data["where"]
    made: dict[str, Any] = {
        "period": "quarter",
        "qualifying": qualifying,
        "method": data.get("method", "retrospective"),
        "kind": data.get("kind", "percent"),
        "bands": data["bands"],
        "settle": {"payout": "transfer", "negative": "invoice"},
    }
    if "paying" in data:
        made["paying"] = data["paying"]
    return made | dict(data.get("more", {}))


def policy_of(data: Mapping[str, Any], tests: Mapping[str, Any] | None = None) -> Policy:
    """The policy of a case, with its one promise ``p``."""
    rebates = {"one": programme(data)}
    if "other" in data:
        rebates["two"] = programme(data["other"])
    head = {
        "name": "known",
        "revision": "1",
        "currency": "CNY",
        "rounding": data.get("rounding", {"to": "0.01"}),
        "effective": "2026-01-01..2026-12-31",
    }
    whole: dict[str, Any] = {"policy": head, "rebates": rebates, "always": {"p": data["promise"]}}
    whole |= {key: data[key] for key in ("parameters", "facts", "stacking") if key in data}
    if tests:
        whole["tests"] = tests
    loaded = loads({"known.yaml": yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode()})
    errors = [each for each in loaded.problems if each.severity.value == "error"]
    assert loaded.policy is not None, errors
    return loaded.policy


def verdict_of(data: Mapping[str, Any]) -> Verdict:
    """The verdict on the promise of a case."""
    policy = policy_of(data)
    found = prove(policy, invariants_of(policy)["p"])
    assert found is not None
    return found
