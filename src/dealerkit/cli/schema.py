"""``dealerkit schema``: JSON Schemas for editors, and the reference pages made from the same model."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from dealerkit import assembly
from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, choice
from dealerkit.cli.delivery import FORMAT, out_option, stop
from dealerkit.report.files import write_folder
from dealerkit.report.languages import Language, Words

POLICY_SCHEMA = "dealerkit.schema.json"
COLUMNS_SCHEMA = "dealerkit.columns.schema.json"
SCENARIOS_SCHEMA = "dealerkit.scenarios.schema.json"

_HELP = Words(
    f"""Write the JSON Schema (draft-07) of policies, with a description for every key; with `--of columns`
    that of a book's columns.yaml, with `--of scenarios` that of scenario files.
    `--format md` writes the reference page made from the same model.

    An editor with the YAML language server completes and explains keys when a file begins with the
    line `# yaml-language-server: $schema={POLICY_SCHEMA}`.""",
    f"""输出政策文件的 JSON Schema（draft-07），每个键都附有说明；`--of columns` 输出账册 columns.yaml 的 schema，
    `--of scenarios` 输出情景文件的 schema。
    `--format md` 输出由同一模型生成的参考页。

    文件首行写 `# yaml-language-server: $schema={POLICY_SCHEMA}`，支持 YAML 语言服务的编辑器即可补全并解释各键。""",
)
_OF = Words(
    "what to describe: policies, a book's columns.yaml, or scenario files",
    "描述什么：政策、账册的 columns.yaml，或情景文件",
)


def run(lang: Language, of: str, format: str, out: Path | None) -> int:
    """Write the schema, or the reference page."""
    name, written = _WRITTEN[of, format]
    text = written()
    if out is None:
        console.give(text)
        return exits.FINE
    trouble = write_folder(out, {name: text})
    return exits.FINE if trouble is None else stop([trouble], {}, lang)


def _policy_reference() -> str:
    from dealerkit.report.reference import policy_reference

    return policy_reference(assembly.schema(), assembly.catalogue())


def _book_reference() -> str:
    from dealerkit.book import TABLES
    from dealerkit.report.reference import book_reference

    return book_reference(TABLES.values())


def _columns_schema() -> str:
    from dealerkit.book.mapping import columns_schema

    return _dumped(columns_schema())


def _scenarios_schema() -> str:
    from dealerkit.whatif.scenarios.schema import scenarios_schema

    return _dumped(scenarios_schema())


def _scenario_reference() -> str:
    from dealerkit.report.reference import scenario_reference
    from dealerkit.whatif.scenarios.schema import scenarios_schema

    return scenario_reference(scenarios_schema())


def _dumped(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


_WRITTEN: Mapping[tuple[str, str], tuple[str, Callable[[], str]]] = {
    ("policy", "json"): (POLICY_SCHEMA, lambda: _dumped(assembly.schema())),
    ("policy", "md"): ("policy-reference.md", _policy_reference),
    ("columns", "json"): (COLUMNS_SCHEMA, _columns_schema),
    ("columns", "md"): ("book-reference.md", _book_reference),
    ("scenarios", "json"): (SCENARIOS_SCHEMA, _scenarios_schema),
    ("scenarios", "md"): ("scenario-reference.md", _scenario_reference),
}


COMMAND = Command(
    "schema",
    _HELP,
    [
        choice("--of", choices=("policy", "columns", "scenarios"), default="policy", help=_OF),
        choice("--format", choices=("json", "md"), default="json", help=FORMAT),
        out_option(),
    ],
    run,
)
