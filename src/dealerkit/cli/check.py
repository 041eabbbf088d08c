"""``dealerkit check``: what is wrong with a policy, if anything."""

from __future__ import annotations

from pathlib import Path

from dealerkit import assembly
from dealerkit.cli import console
from dealerkit.cli.commands import Command, Option, all_existing, argument, choice, path
from dealerkit.cli.delivery import FINDING_FORMATS, FORMAT, hand_over_findings, out_option, stop
from dealerkit.report.files import write_folder
from dealerkit.report.findings import Json
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

_INVARIANTS = Words(
    "show every promise under `always:`: proved, broken or neither, over what, and the cases that break it",
    "列出 `always:` 下的每条承诺：已证明、被推翻或两者皆非，范围如何，以及推翻它的情形",
)
_REPLAY = Words(
    "with `--invariants`: write each case that breaks a promise into this folder as a book for `dealerkit explain`",
    "与 `--invariants` 同用：把推翻承诺的每个情形写成小台账放入此文件夹，供 `dealerkit explain` 解释",
)


def run(
    lang: Language,
    policies: tuple[Path, ...],
    *,
    invariants: bool,
    replay: Path | None,
    format: str,
    out: Path | None,
) -> int:
    """Check and list what is wrong; with the promises, also what is proved."""
    loaded = assembly.load(policies)
    found = assembly.checked(loaded)
    told: dict[str, Json] = {}
    if (invariants or replay is not None) and loaded.policy is not None:
        # Who only checks need not pay for what shows promises.
        from dealerkit.rebates.always.proving import prove_all
        from dealerkit.report.invariants import invariants_json, invariants_page

        verdicts = prove_all(loaded.policy)
        told = {"invariants": invariants_json(loaded.policy, verdicts)}
        page = ""
        if format == "text":
            page = invariants_page(loaded.policy, verdicts, lang).text(lang)
        if replay is not None:
            from dealerkit.cli.replaying import replayed

            how, trouble = replayed(policies, loaded.policy, verdicts, replay, lang)
            if trouble is not None:
                return stop([trouble], {}, lang)
            page += f"\n{how}" if how else ""
        if format == "text":
            if out is None:
                console.show(page)
            else:
                trouble = write_folder(out, {"invariants.txt": page})
                if trouble is not None:
                    return stop([trouble], {}, lang)
    return hand_over_findings(found.problems, found.sources, format, out, lang, told)


COMMAND = Command(
    "check",
    _HELP,
    [
        argument("policies", "POLICY", all_existing, many=True),
        Option("--invariants", is_flag=True, help=_INVARIANTS),
        Option("--replay", metavar="FOLDER", callback=path, help=_REPLAY),
        choice("--format", choices=FINDING_FORMATS, default="text", help=FORMAT),
        out_option(),
    ],
    run,
)
