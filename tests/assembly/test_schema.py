"""The JSON Schema: draft-07, from the same model as the reader, good enough for an editor."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
import yaml

jsonschema = pytest.importorskip("jsonschema")

from dealerkit.assembly import schema  # noqa: E402 - after the skip

EXAMPLES = Path(__file__).parents[2] / "examples"
POLICIES = sorted(EXAMPLES.glob("*/policy/*.yaml"))


class _AsWritten(yaml.SafeLoader):
    """Dates stay text, as an editor's language server reads them."""


_AsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def errors(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(schema())
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=_AsWritten))]  # noqa: S506 - a safe loader, less one guess


def test_the_schema_is_a_valid_draft_07_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


def test_every_key_of_every_definition_is_described() -> None:
    definitions = cast("dict[str, dict[str, dict[str, dict[str, str]]]]", schema()["definitions"])
    for name, definition in definitions.items():
        assert definition["description"], name
        for key, part in definition["properties"].items():
            assert part.get("description"), f"{name}.{key}"


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_example_agrees_with_the_schema(path: Path) -> None:
    assert errors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "rebate: {}",
        "policy: {name: a}",
        "policy: {name: a, revision: '1', currency: yuan, effective: 2026-01-01..}",
        "parameters: {x: {unit: shares, source: s, values: {2026-01-01: 1}}}",
        "credit: {exposure: {bills: perhaps}}",
        "credit: {limits: {own: {rolling: {day: 30}}}}",
        "credit: {limits: {own: {fixed: 1, temporary: {way: sometimes}}}}",
        "credit: {checks: [{id: a, static: {above: 100%}, then: stop}]}",
        "credit: {eligible: [{id: a, when: dealer.filed, otherwise: perhaps}]}",
        "credit: {over_limit: {count: week, steps: []}}",
        "liability: {over: everything, rules: []}",
        "collections: {ageing: {by: moon, buckets: []}}",
    ],
)
def test_a_mistake_an_editor_can_see_is_one_for_the_schema(wrong: str) -> None:
    assert errors(wrong)
