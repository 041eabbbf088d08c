"""The policy reference, generated from the same model that reads policies.

Every section, every key with what stands there, every fact and function: nothing is written twice,
so the page cannot say something else than the reader does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from dealerkit.book.kinds import Column, Presence, Table
from dealerkit.policy.expressions import FUNCTIONS
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.scalars import JsonSchema

_INTRODUCTION = """\
# Policy reference

Generated from the model by `dealerkit schema --format md`; the guides explain how the parts work together.

A policy is one YAML file or a folder of them. Keys marked *required* must be written. A place that takes an
expression says so; where an amount, rate or share stands, `=` begins an expression too, if the key says *or `=`*.
"""


_OF_SCENARIOS = "dealerkit.whatif."

_BOOK_INTRODUCTION = """\
# Book reference

Generated from the model by `dealerkit schema --of columns --format md`; [book.md](book.md) tells how files become
tables.

Every table a book may have. A *required* column must be there and filled; one that is *never empty* may be absent, but
has no empty cells; all others may be absent. `columns.yaml` maps your headings to these names.
"""


_SCENARIO_INTRODUCTION = """\
# Scenario reference

Generated from the model by `dealerkit schema --of scenarios --format md`; [scenarios.md](scenarios.md) explains how the
parts work together.

A scenario file is one YAML file, or several that are read as one. Keys marked *required* must be written. An address is
what reasons and checks name, as in `rebates.volume-quarter.bands[800000].rate`; inside `{…}` it stands in quotes.
"""


def policy_reference(schema: JsonSchema, catalogue: Catalogue) -> str:
    """The reference as a Markdown page: sections, definitions, facts, functions."""
    parts = [_INTRODUCTION, "## Sections\n"]
    properties = cast("Mapping[str, JsonSchema]", schema["properties"])
    parts.append(_table(("section", "what stands there", "meaning"), _rows(properties, ())))
    parts += _defined(cast("Mapping[str, JsonSchema]", schema["definitions"]))
    parts.append("## Facts\n\nWhat expressions can ask for. A policy adds its own under `facts:`.\n")
    facts = ((f"`{fact.name}`", fact.type.word, fact.meaning, fact.source, fact.instant) for fact in catalogue)
    parts.append(_table(("fact", "type", "meaning", "source", "read at"), facts))
    parts.append("## Functions\n\nWhat expressions can compute.\n")
    functions = (
        (f"`{each.name}({', '.join(each.takes)}{', …' if each.most > len(each.takes) else ''})`", each.meaning)
        for each in FUNCTIONS.values()
    )
    parts.append(_table(("function", "meaning"), functions))
    return "\n".join(parts)


def scenario_reference(schema: JsonSchema) -> str:
    """The keys of a scenario file as a Markdown page; what a policy has as well is linked to its own reference."""
    properties = cast("Mapping[str, JsonSchema]", schema["properties"])
    every = cast("Mapping[str, JsonSchema]", schema["definitions"])
    own = {name: each for name, each in every.items() if str(each.get("$comment", "")).startswith(_OF_SCENARIOS)}
    page = "\n".join(
        [
            _SCENARIO_INTRODUCTION,
            "## Keys\n",
            _table(("key", "what stands there", "meaning"), _rows(properties, ())),
            *_defined(own),
        ]
    )
    for name in every.keys() - own.keys():
        page = page.replace(f"](#{name.lower()})", f"](policy-reference.md#{name.lower()})")
    return page


def _defined(definitions: Mapping[str, JsonSchema]) -> Iterable[str]:
    yield "## Definitions\n"
    for name in sorted(definitions):
        definition = definitions[name]
        required = tuple(cast("list[str]", definition.get("required", [])))
        described = cast("Mapping[str, JsonSchema]", definition["properties"])
        yield f"### {name}\n\n{definition['description']}\n"
        yield _table(("key", "what stands there", "meaning"), _rows(described, required))


def book_reference(tables: Iterable[Table]) -> str:
    """The tables of a book as a Markdown page: columns, what they hold, what they mean."""
    parts = [_BOOK_INTRODUCTION]
    for table in sorted(tables, key=lambda each: each.name):
        parts.append(f"## {table.name}\n\n{table.meaning[:1].upper()}{table.meaning[1:]}.\n")
        if table.key or table.line_key:
            named = ", ".join(f"`{column}`" for column in table.key or table.line_key)
            parts.append(f"A row is told from another by {named}.\n")
        rows = ((_named(column), _held(column), column.meaning) for column in table.columns)
        parts.append(_table(("column", "what it holds", "meaning"), rows))
    return "\n".join(parts)


def _named(column: Column) -> str:
    presence = {Presence.REQUIRED: " *required*", Presence.FILLED: " *never empty*", Presence.OPTIONAL: ""}
    return f"`{column.name}`{presence[column.presence]}"


def _held(column: Column) -> str:
    if column.choices:
        return ", ".join(f"`{word}`" for word in column.choices)
    return f"{column.kind.value}, {column.unit}" if column.unit else column.kind.value


def _rows(properties: Mapping[str, JsonSchema], required: tuple[str, ...]) -> Iterable[tuple[str, str, str]]:
    for key, part in properties.items():
        meaning = str(part.get("description", ""))
        yield f"`{key}`" + (" *required*" if key in required else ""), _stands(part), meaning


def _stands(part: Mapping[str, object]) -> str:
    """What may stand at a place, in words, from its JSON Schema."""
    if "$ref" in part:
        name = str(part["$ref"]).rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "allOf" in part:
        return _stands(cast("list[Mapping[str, object]]", part["allOf"])[0])
    if "enum" in part:
        return ", ".join(f"`{word}`" for word in cast("list[str]", part["enum"]))
    if "anyOf" in part:
        choices = cast("list[Mapping[str, object]]", part["anyOf"])
        if choices[0] == {"type": "number"}:
            return "a rate" if "%" in str(choices[1].get("pattern", "")) else "a number"
        return " or ".join(dict.fromkeys(_stands(each) for each in choices))
    if part.get("pattern") == "^=":
        return "`=` and an expression"
    kind = part.get("type")
    if kind == "array":
        return f"a list of {_stands(cast('Mapping[str, object]', part.get('items', {})))}"
    if kind == "object":
        inside = part.get("additionalProperties")
        return f"by name: {_stands(cast('Mapping[str, object]', inside))}" if isinstance(inside, dict) else "keys"
    return _TEXTS.get(str(part.get("pattern", "")), _KINDS.get(str(kind), "text" if kind else "anything"))


_KINDS = {"boolean": "`true` or `false`", "['string', 'boolean']": "an expression", "number": "a number"}
_TEXTS = {
    r"^\d{4}-\d\d-\d\d$": "a date",
    r"^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$": "a range of dates",
    r"^\d+ [a-z]+( [a-z]+)?$": "a length of time",
    "^[A-Z]{3}$": "a currency code",
}


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"
