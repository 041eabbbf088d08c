"""``dealerkit schema``: the JSON Schema of policies."""

from __future__ import annotations

import json
from pathlib import Path

from dealerkit import assembly
from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, choice
from dealerkit.cli.delivery import FORMAT, out_option, stop
from dealerkit.report.files import write_folder
from dealerkit.report.languages import Language, Words

FILE_NAME = "dealerkit.schema.json"
REFERENCE_NAME = "policy-reference.md"

_HELP = Words(
    f"""Write the JSON Schema (draft-07) of policies, with a description for every key.

    An editor with the YAML language server completes and explains keys when a policy begins with the
    line `# yaml-language-server: $schema={FILE_NAME}`.""",
    f"""输出政策文件的 JSON Schema（draft-07），每个键都附有说明。

    政策文件首行写 `# yaml-language-server: $schema={FILE_NAME}`，支持 YAML 语言服务的编辑器即可补全并解释各键。""",
)


def run(lang: Language, format: str, out: Path | None) -> int:
    """Write the schema, or the reference page made from it."""
    if format == "md":
        from dealerkit.report.reference import policy_reference

        name, text = REFERENCE_NAME, policy_reference(assembly.schema(), assembly.catalogue())
    else:
        name, text = FILE_NAME, json.dumps(assembly.schema(), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        console.give(text)
        return exits.FINE
    trouble = write_folder(out, {name: text})
    return exits.FINE if trouble is None else stop([trouble], {}, lang)


COMMAND = Command(
    "schema",
    _HELP,
    [choice("--format", choices=("json", "md"), default="json", help=FORMAT), out_option()],
    run,
)
