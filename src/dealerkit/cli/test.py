"""``dealerkit test``: whether a policy's own test cases hold."""

from __future__ import annotations

from pathlib import Path

from dealerkit import assembly
from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, Option, all_existing, argument, choice, share
from dealerkit.cli.delivery import FORMAT, out_option, stop
from dealerkit.problems import problem
from dealerkit.report.files import write_folder
from dealerkit.report.findings import Count
from dealerkit.report.languages import Language, Words
from dealerkit.report.verdicts import verdicts_json, verdicts_junit, verdicts_text
from dealerkit.values.numbers import Number

_HELP = Words(
    """Run the test cases under `tests:` and compare the answer and the rules behind it: a right answer for
    a wrong reason fails. A case with a `bug:` note is known to be wrong, and fails once it is mended.
    Rules, bands and table rows that no case reached are listed at the end; with `--cover` less of them
    than that share fails, each kind by itself.

    Ends with 0 if all hold, 1 if one fails, too little is covered or there is none.""",
    """运行 `tests:` 下的测试用例，比对答案以及得出答案的规则：答案对而理由错，也算不通过。
    写有 `bug:` 的用例是已知有误的，一旦改好反而算不通过，提醒删去该说明。
    最后列出没有任何用例触及的规则、坎级和表格行；写了 `--cover` 时，任何一类的覆盖率低于该比例即算不通过。

    全部通过时以 0 结束；有一个不通过、覆盖不足、或一个用例也没有时以 1 结束。""",
)
_COVER = Words(
    "the share of rules, of bands and of table rows that cases must reach, as in 90%",
    "用例至少要触及的规则、坎级、表格行的比例，如 90%",
)
_ONLY = Words("only cases whose name contains this", "只运行名称中含此文字的用例")
_FORMATS = {
    "text": ("tests.txt", verdicts_text),
    "json": ("tests.json", verdicts_json),
    "junit": ("tests.xml", verdicts_junit),
}


def run(
    lang: Language, policies: tuple[Path, ...], *, only: str, cover: Number | None, format: str, out: Path | None
) -> int:
    """Run the cases and list how each ended."""
    if only and cover is not None:
        # What some of the cases cover says nothing about all of them.
        return stop([problem("DK292", None)], {}, lang, ended=exits.USAGE)
    tested = assembly.run_tests(policies, only, cover)
    file_name, written = _FORMATS[format]
    content = written(tested, lang)
    if out is not None:
        trouble = write_folder(out, {file_name: content})
        if trouble is not None:
            return stop([trouble], {}, lang)
    elif format == "text":
        console.show(content)
    else:
        console.give(content)
    if not tested.results:
        return exits.FINDINGS  # a run of nothing has not shown anything
    return exits.FINDINGS if Count.of(tested.problems).findings else exits.FINE


COMMAND = Command(
    "test",
    _HELP,
    [
        argument("policies", "POLICY", all_existing, many=True),
        Option("-k", "--only", default="", metavar="TEXT", help=_ONLY),
        Option("--cover", metavar="SHARE", callback=share, help=_COVER),
        choice("--format", choices=tuple(_FORMATS), default="text", help=FORMAT),
        out_option(),
    ],
    run,
)
