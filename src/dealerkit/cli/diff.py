"""``dealerkit diff``: what changed in meaning between two policies, and whom it touches."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from attrs import field, frozen

from dealerkit import assembly
from dealerkit.book import open_book
from dealerkit.cli import exits
from dealerkit.cli.commands import Command, Option, argument, day, existing, path, whole
from dealerkit.cli.delivery import hand_over, note, stop, table_options
from dealerkit.cli.progress import READING, watched
from dealerkit.cli.rejects import rejected_rows
from dealerkit.cli.results import ACCEPT, AS_OF, KNOWN_AT, REJECTS, STRICT, Asked, Material, end_of, has_errors, tell
from dealerkit.cli.revisions import Written, loaded, written
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, in_order, problem
from dealerkit.report.differences import DifferenceReport
from dealerkit.report.languages import Language, Words
from dealerkit.report.places import shortest
from dealerkit.whatif.difference.comparing import difference
from dealerkit.whatif.difference.consequences import consequences

_HELP = Words(
    """Compare two policies by what they say, not by how they are written: what was added, removed, renamed and
    changed, from when on; which test cases of the old one no longer hold under the new one, and which changed rules
    none reaches. With a book also who wins or loses how much.

    OLD and NEW are files, folders, or a revision of git and a path in it, as in `main:policy`. A difference is an
    answer and ends with 0; with `--fail-on-change` any ends with 1.""",
    """按含义（而不是按文字）比较两份政策：新增、删除、改名、修改了什么，自何时起；旧政策的哪些测试用例在新政策下不再成立，
    哪些已变更的规则没有用例触及。给出账册时，还列出谁得利、谁受损、各多少。

    OLD 和 NEW 可以是文件、文件夹，或 git 版本加路径，如 `main:policy`。有差异也以 0 结束；
    加 `--fail-on-change` 则有任何变更即以 1 结束。""",
)
_FAIL = Option(
    "--fail-on-change",
    "fail_on_change",
    is_flag=True,
    help=Words("end with 1 if anything changed in meaning", "含义有任何变更即以 1 结束"),
)


@frozen
class _Side:
    """One of the two policies, sound, with the texts it came from."""

    policy: Policy
    files: tuple[str, ...] = field(repr=False)


def run(  # noqa: PLR0913 - one parameter an option
    lang: Language,
    *,
    old: Written,
    new: Written,
    book: Path | None,
    as_of: date | None,
    known_at: date | None,
    fail_on_change: bool,
    strict: bool,
    form: str,
    out: Path | None,
    rejects: Path | None,
    accept_rejects: int,
) -> int:
    """Compare."""
    if book is not None and as_of is None:
        raise click.MissingParameter(ctx=click.get_current_context(), param=_AS_OF, param_type="option")
    if book is None and (as_of or known_at):
        return stop([problem("DK992", None, option="--as-of" if as_of else "--known-at")], {}, lang, ended=exits.USAGE)
    sides = [_side(where, code, lang) for where, code in ((old, "DK990"), (new, "DK991"))]
    before, after = sides
    if before is None or after is None:
        return exits.NOT_RUN
    found = difference(before.policy, after.policy)
    follows = consequences(found)
    report = DifferenceReport(found, follows, shortest(before.files), shortest(after.files))
    ended = exits.FINDINGS if fail_on_change and found.changes else exits.FINE
    if book is None or as_of is None:
        handed = hand_over(report.report(), (report.report(),), form, out, lang)
        return handed if handed != exits.FINE else ended
    asked = Asked(
        policy=Path(str(new)),
        book=book,
        as_of=as_of,
        known_at=known_at,
        rejects=rejects,
        accept_rejects=accept_rejects,
        strict=strict,
        form=form,
        out=out,
        lang=lang,
    )
    return max(ended, _on_book(report, asked))


def _on_book(report: DifferenceReport, asked: Asked) -> int:
    """The comparison with its impact on the book."""
    # Only who names a book needs the engine and every report.
    from dealerkit.cli.diff_on_book import touched_by

    with rejected_rows(asked.rejects_file, asked.lang) as rejects:
        one = open_book(asked.folder, known_at=asked.known_at)
        other = open_book(asked.folder, rejects=rejects, known_at=asked.known_at)
        if has_errors(other.problems):
            return stop(other.problems, {}, asked.lang)
        with watched(READING, other, "lines", asked.lang):
            touched = touched_by(report.found, one, other, asked.as_of, asked.known_at)
    material = Material(report.found.new, other, {})
    problems = in_order((*other.problems, *touched.problems))
    tell(problems, material.sources, rejects, asked)
    if rejects.trouble is not None:
        return stop([rejects.trouble], {}, asked.lang)
    whole = DifferenceReport(report.found, report.follows, report.old_places, report.new_places, touched).report()
    handed = hand_over(whole, (whole,), asked.form, asked.out, asked.lang)
    if handed != exits.FINE:
        return handed
    return end_of(asked, problems, rejects)


def _side(where: Written, code: str, lang: Language) -> _Side | None:
    """One policy; if it is not sound, what is wrong is told, and which of the two it is."""
    read = loaded(where)
    checked = assembly.checked(read)
    if read.policy is not None and not has_errors(checked.problems):
        return _Side(read.policy, tuple(checked.sources))
    note(checked.problems, checked.sources, lang)
    note([problem(code, Location(str(where), 1), policy=str(where))], {}, lang)
    return None


def _policy(context: click.Context, parameter: click.Parameter, value: str) -> Written:
    """Read the place of a policy: a path that is there, or a revision and a path."""
    found = written(value)
    if not found.revision:
        existing(context, parameter, value)
    return found


_AS_OF = Option("--as-of", metavar="DATE", callback=day, help=AS_OF)

COMMAND = Command(
    "diff",
    _HELP,
    [
        argument("old", "OLD", _policy),
        argument("new", "NEW", _policy),
        click.Argument(["book"], metavar="BOOK", required=False, callback=existing),
        _AS_OF,
        Option("--known-at", metavar="DATE", callback=day, help=KNOWN_AT),
        _FAIL,
        *table_options(),
        Option("--rejects", metavar="FILE", callback=path, help=REJECTS),
        Option("--accept-rejects", metavar="N", default="0", callback=whole, help=ACCEPT),
        Option("--strict", is_flag=True, help=STRICT),
    ],
    run,
)
