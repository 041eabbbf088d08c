"""``dealerkit credit replay``: which orders of the past another rule would have held, let go, saved or lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from dealerkit import assembly
from dealerkit.assembly.checking import problems_of
from dealerkit.cli import exits
from dealerkit.cli.asking_credit import without_credit
from dealerkit.cli.commands import Option, day, existing
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, has_errors, result_command
from dealerkit.credit.replay.changes import Changes, Edit, change_of, changes_of, edits_of, together
from dealerkit.credit.replay.replaying import replay
from dealerkit.credit.replay.spans import span_of
from dealerkit.credit.section import credit_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, in_order, problem
from dealerkit.report.credit_replay import ReplayReport
from dealerkit.report.languages import Words

_HELP = Words(
    """Ask about every order of the past again, each on its day with what was open then. Alone the command says
    which orders this policy would have held back although they shipped; with a change (`--set`, `--with`) or
    another policy (`--against`) it says what the change holds back and lets go, by customer and month, which bad
    debts it would have avoided, and how much business that was paid in full and on time it would have cost.

    The days are those of the last quarter that is over, unless `--from` and `--to` say otherwise. A change is an
    address and a value: `--set 'credit.checks[static].then=block'`.""",
    """把过去的每笔订单按当日的未清情况重新询问一遍。单独使用时，说明本政策会拦下哪些实际已发货的订单；加上修改（`--set`、
    `--with`）或另一份政策（`--against`）时，说明修改后会多拦下、多放行哪些（按客户、按月），可避免哪些坏账，
    以及会失去多少已按期付清的生意。

    不写 `--from` 和 `--to` 时，取最近一个已结束的季度。修改写作地址和值：
    `--set 'credit.checks[static].then=block'`。""",
)
_FROM = Option("--from", "first", metavar="DATE", callback=day, help=Words("the first day", "第一天"))
_TO = Option("--to", "last", metavar="DATE", callback=day, help=Words("the last day", "最后一天"))
_SET = Option(
    "--set",
    "sets",
    multiple=True,
    metavar="ADDRESS=VALUE",
    help=Words("a value of the policy that is changed; may be repeated", "要修改的政策内容；可重复"),
)
_WITH = Option(
    "--with",
    "file",
    metavar="FILE",
    callback=existing,
    help=Words("a YAML file of changes: addresses and their values", "写有修改的 YAML 文件：地址和值"),
)
_AGAINST = Option(
    "--against",
    metavar="POLICY",
    callback=existing,
    help=Words("another policy in place of the changed one", "以另一份政策代替修改后的政策"),
)
_CONSUME = Option(
    "--consume",
    is_flag=True,
    help=Words(
        "what is held back leaves no delivery, invoice or receipt behind",
        "被拦下的订单不再计入之后的发货、开票和收款",
    ),
)


def run(
    asked: Asked,
    *,
    first: date | None,
    last: date | None,
    sets: tuple[str, ...],
    file: Path | None,
    against: Path | None,
    consume: bool,
) -> int:
    """Replay."""

    def replayed(material: Material) -> Answer | Refused:
        lacking = without_credit(material)
        if lacking is not None:
            return lacking
        span = span_of(first, last, asked.as_of)
        if isinstance(span, Problem):
            return Refused((span,))
        changed = _changed(material.policy, sets, file, against)
        if isinstance(changed, Refused):
            return changed
        found = replay(material.policy, material.book, asked.as_of, span, changed.policy, consumes=consume)
        report = ReplayReport(evolve(found, edits=changed.edits))
        return Answer(report.report(), in_order((*changed.problems, *report.problems)))

    return answer(asked, replayed)


@frozen
class _Changed:
    """The changed policy, or None where nothing is changed; with what its checks only warn of."""

    policy: Policy | None = None
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()


def _changed(policy: Policy, sets: tuple[str, ...], file: Path | None, against: Path | None) -> _Changed | Refused:
    """The policy to compare with: read and checked in full before anything is asked of it."""
    if not sets and file is None and against is None:
        return _Changed()
    base = policy
    warnings: tuple[Problem, ...] = ()
    if against is not None:
        loaded = assembly.load([against])
        found = assembly.checked(loaded)
        if loaded.policy is None or has_errors(found.problems):
            return Refused(found.problems, exits.NOT_RUN, found.sources)
        base, warnings = loaded.policy, found.problems
        if credit_of(base) is None:
            return Refused((problem("DK578", Location(against.as_posix(), 1)),), exits.NOT_RUN)
    if not sets and file is None:
        return _Changed(base, problems=warnings)
    changes, sources = _changes(sets, file)
    if not isinstance(changes, Mapping):
        return Refused(changes, sources=sources)
    made = base.overlaid(changes)
    if not isinstance(made, Policy):
        return Refused(made, sources=sources)
    known = set(problems_of(base))
    problems = tuple(each for each in problems_of(made) if each not in known)
    return (
        Refused(problems, sources=sources)
        if has_errors(problems)
        else _Changed(made, edits_of(base, changes), problems)
    )


def _changes(sets: tuple[str, ...], file: Path | None) -> tuple[Changes | tuple[Problem, ...], Mapping[str, str]]:
    """All changes, and the texts they were written in."""
    parts: list[Changes] = []
    sources: dict[str, str] = {}
    if file is not None:
        name = file.as_posix()
        try:
            data = file.read_bytes()
        except OSError as error:
            reason = (error.strerror or "it cannot be opened").lower()
            return (problem("DK100", Location(name, 1), reason=reason),), sources
        sources[name] = data.decode("utf-8-sig", "replace")
        read = changes_of(data, name)
        if not isinstance(read, Mapping):
            return read, sources
        parts.append(read)
    for number, written in enumerate(sets, 1):
        name = f"--set {number}" if len(sets) > 1 else "--set"
        sources[name] = f"value: {written.partition('=')[2].strip()}\n"
        change = change_of(written, name)
        if not isinstance(change, Mapping):
            return change, sources
        parts.append(change)
    return together(parts), sources


COMMAND = result_command("replay", _HELP, run, (_FROM, _TO, _SET, _WITH, _AGAINST, _CONSUME))
