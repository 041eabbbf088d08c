"""The JSON Schema of scenario files, from the records that read them."""

from __future__ import annotations

from typing import cast

from dealerkit.policy.scalars import JsonSchema
from dealerkit.whatif.scenarios.scenario import SCENARIO_FILE


def scenarios_schema() -> JsonSchema:
    """JSON Schema (draft-07) of a scenario file, for editors."""
    definitions: JsonSchema = {}
    SCENARIO_FILE.schema(definitions)
    whole = cast("JsonSchema", definitions.pop("ScenarioFile"))
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "dealerkit scenarios",
        **{key: each for key, each in whole.items() if key != "$comment"},
        "definitions": definitions,
    }
