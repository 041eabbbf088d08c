"""Recording decisions as test cases: they are added to a file of the policy, or nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dealerkit.cli.commands import Option, path
from dealerkit.policy.policy import Policy
from dealerkit.policy.stated import StatedCase, ids_in, with_cases
from dealerkit.problems import Problem, problem
from dealerkit.report.files import write_file
from dealerkit.report.languages import Words

AS_CASE = Option(
    "--as-case",
    metavar="FILE",
    callback=path,
    help=Words(
        "write the decisions on the one asked about as test cases at the end of this file of the policy",
        "把对所问一方的结果写成测试用例，加在政策的这个文件末尾",
    ),
)


def recorded(
    policy: Policy, stated: Iterable[StatedCase | Problem], file: Path
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Write the decisions of an answer as test cases at the end of ``file``: which are no case, what prevented it.

    DK293, DK297 a decision that is no case, DK298 no single decision at all; DK295 and DK296 as :func:`written`.
    """
    found = tuple(stated) or (problem("DK298", None),)
    cases = [each for each in found if isinstance(each, StatedCase)]
    return tuple(each for each in found if isinstance(each, Problem)), written(policy, cases, file)


def written(policy: Policy, cases: Iterable[StatedCase], file: Path) -> tuple[Problem, ...]:
    """Write test cases at the end of ``file``; what prevented it, if anything did.

    DK295 a case that is there already, DK296 a file that cannot be read or does not end where cases can follow.
    """
    cases = tuple(cases)
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
