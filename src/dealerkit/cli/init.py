"""``dealerkit init``: a starter policy with comments."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, path
from dealerkit.cli.delivery import stop
from dealerkit.report.diagnostics import printable
from dealerkit.report.files import write_new_file
from dealerkit.report.languages import Language, Words

FILE_NAME = "policy.yaml"

_HELP = Words(
    f"""Write {FILE_NAME}, a small policy that passes `check` and `test`, with a comment on every part, into
    FOLDER (here if none is named). A file that is there already is never overwritten.""",
    f"""在文件夹中（未指定则为当前文件夹）写入 {FILE_NAME}：一份能通过 `check` 和 `test` 的小政策，每一部分都有注释。
    已有的文件绝不覆盖。""",
)


def starter(lang: Language) -> str:
    """The starter policy, commented in ``lang``."""
    return files("dealerkit.cli").joinpath("starter", f"policy.{lang}.yaml").read_text(encoding="utf-8")


def run(lang: Language, folder: Path | None) -> int:
    """Write the starter policy and say where."""
    target = (folder or Path()) / FILE_NAME
    trouble = write_new_file(target, starter(lang))
    if trouble is not None:
        return stop([trouble], {}, lang)
    console.show(f"{printable(str(target))}\n")
    return exits.FINE


COMMAND = Command("init", _HELP, [click.Argument(["folder"], metavar="FOLDER", required=False, callback=path)], run)
