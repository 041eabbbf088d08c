"""Recording decisions as test cases: they are added to a file of the policy, or nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dealerkit.cli.commands import Option, path
from dealerkit.policy.policy import Policy
from dealerkit.policy.stated import StatedCase, ids_in, with_cases
from dealerkit.problems import Problem, problem
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.rebates.stated import stated_row
from dealerkit.report.files import write_file
from dealerkit.report.languages import Words

AS_CASE = Option(
    "--as-case",
    metavar="FILE",
    callback=path,
    help=Words(
        "write what is explained as test cases at the end of this file of the policy",
        "把所解释的内容写成测试用例，加在政策的这个文件末尾",
    ),
)


def recorded(run: Run, rows: Iterable[Row], file: Path) -> tuple[Problem, ...]:
    """Write rows of a settlement as test cases; what prevented it, if anything did. DK293 a row that is none."""
    return written(run.standing.policy, [stated_row(run, row) for row in rows], file)


def written(policy: Policy, stated: Iterable[StatedCase | Problem], file: Path) -> tuple[Problem, ...]:
    """Write test cases at the end of ``file``; what prevented it, if anything did.

    A problem among them is what is no case. DK295 a case that is there already, DK296 a file that cannot be read or
    does not end where cases can follow.
    """
    stated = tuple(stated)
    refused = tuple(each for each in stated if isinstance(each, Problem))
    if refused:
        return refused
    cases = [each for each in stated if isinstance(each, StatedCase)]
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError):
        return (problem("DK296", None, file=str(file)),)
    # Files of a policy are read together: an id in another of them is taken as well.
    known = {id: case.rule.at.file for id, case in policy.cases.items()}
    known |= dict.fromkeys(ids_in(text), str(file))
    twice = tuple(problem("DK295", None, file=known[each.id], case=each.id) for each in cases if each.id in known)
    if twice:
        return twice
    if not cases:
        return ()
    joined = with_cases(text, cases)
    if joined is None:
        return (problem("DK296", None, file=str(file)),)
    trouble = write_file(file, joined)
    return () if trouble is None else (trouble,)
