"""``dealerkit check``: what is wrong with a policy, if anything."""

from __future__ import annotations

from pathlib import Path

from dealerkit import assembly
from dealerkit.cli.commands import Command, all_existing, argument, choice
from dealerkit.cli.delivery import FINDING_FORMATS, FORMAT, hand_over_findings, out_option
from dealerkit.report.languages import Language, Words

_HELP = Words(
    """Read policy files, or folders of them, and list everything that is wrong, each with its place and
    what to do. Silent when the policy is sound.

    The codes are explained in docs/problems. Ends with 0 if sound, 1 if there are errors or warnings.
    For GitHub, `--format github` shows findings beside the changed lines; `sarif` is for code scanning.""",
    """读取政策文件（或文件夹），列出全部问题、所在位置和修改方法。政策正确时不输出任何内容。

    各代码的说明见 docs/problems。正确时以 0 结束，有错误或警告时以 1 结束。
    `--format github` 在 GitHub 的改动行旁显示问题；`sarif` 用于代码扫描。""",
)


def run(lang: Language, policies: tuple[Path, ...], format: str, out: Path | None) -> int:
    """Check and list what is wrong."""
    found = assembly.check(policies)
    return hand_over_findings(found.problems, found.sources, format, out, lang)


COMMAND = Command(
    "check",
    _HELP,
    [
        argument("policies", "POLICY", all_existing, many=True),
        choice("--format", choices=FINDING_FORMATS, default="text", help=FORMAT),
        out_option(),
    ],
    run,
)
