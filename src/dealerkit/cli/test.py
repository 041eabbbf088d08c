"""``dealerkit test``: whether a policy's own test cases hold."""

from __future__ import annotations

from pathlib import Path

from dealerkit import assembly
from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, Option, all_existing, argument, choice
from dealerkit.cli.delivery import FORMAT, out_option, stop
from dealerkit.report.files import write_folder
from dealerkit.report.findings import Count
from dealerkit.report.languages import Language, Words
from dealerkit.report.verdicts import verdicts_json, verdicts_junit, verdicts_text

_HELP = Words(
    """Run the test cases under `tests:` and compare the answer and the rules behind it: a right answer for
    a wrong reason fails. Rules that no case reached are listed at the end.

    Ends with 0 if all hold, 1 if one fails or there is none.""",
    """运行 `tests:` 下的测试用例，比对答案以及得出答案的规则：答案对而理由错，也算不通过。
    最后列出没有任何用例触及的规则。

    全部通过时以 0 结束；有一个不通过、或一个用例也没有时以 1 结束。""",
)
_ONLY = Words("only cases whose name contains this", "只运行名称中含此文字的用例")
_FORMATS = {
    "text": ("tests.txt", verdicts_text),
    "json": ("tests.json", verdicts_json),
    "junit": ("tests.xml", verdicts_junit),
}


def run(lang: Language, policies: tuple[Path, ...], only: str, format: str, out: Path | None) -> int:
    """Run the cases and list how each ended."""
    tested = assembly.run_tests(policies, only)
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
        choice("--format", choices=tuple(_FORMATS), default="text", help=FORMAT),
        out_option(),
    ],
    run,
)
