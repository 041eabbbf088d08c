"""What all commands on a policy and a book share: options, opening both, and handing over what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from attrs import evolve, field, frozen

from dealerkit import assembly
from dealerkit.book import Book, open_book
from dealerkit.book.mapping import COLUMNS_FILE
from dealerkit.book.opening import open_table
from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, Option, argument, day, existing, moment, path, whole
from dealerkit.cli.delivery import hand_over, note, stop, table_options
from dealerkit.cli.progress import READING, watched
from dealerkit.cli.recording import AS_CASE, recorded
from dealerkit.cli.rejects import FILE_NAME, RejectList, rejected_rows, tell_rejects
from dealerkit.policy.policy import Policy
from dealerkit.policy.stated import StatedCase
from dealerkit.problems import DealerkitError, Problem, Severity, in_order
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.reports import Report
from dealerkit.report.words import stated

AS_OF = Words("the day on which the question is asked, as in 2026-03-31", "以哪一天为准，如 2026-03-31")
NOW = Words(
    "the moment at which the question is asked, as in `2026-03-31 09:30`; the end of `--as-of` if absent",
    "以哪一时刻为准，如 `2026-03-31 09:30`；不写则为 `--as-of` 当日结束时",
)
KNOWN_AT = Words(
    "use only what was recorded by this day; everything if absent", "只用截至这一天已记录的内容；不写则全部使用"
)
REJECTS = Words(
    f"write rejected rows, with reason and raw text, into this CSV file; `{FILE_NAME}` in the folder of `--out`, or"
    " where the command is run, if absent",
    f"把被拒绝的行连同原因和原文写入该 CSV 文件；不写则为 `--out` 文件夹或当前文件夹中的 `{FILE_NAME}`",
)
STRICT = Words(
    "end with 1 for warnings too, not for errors alone; for runs that nobody watches",
    "有警告也以 1 结束，而不只是有错误时；用于无人值守的运行",
)
ACCEPT = Words(
    "how many rejected rows are acceptable before the run counts as having findings",
    "最多可接受多少行被拒绝；超过即视为有问题",
)
MOST_FINDINGS = 10
"""Warnings told on standard error; the rest are counted. Errors are all told."""

_MORE_FINDINGS = Words(
    "and {count} more warnings; all of them with `--format json`", "另有 {count} 个警告；用 `--format json` 可看全部"
)
BOOK = argument("book", "BOOK", existing)


@frozen(kw_only=True)
class Asked:
    """What every command on a policy and a book is asked; the book may be absent where a command allows it."""

    policy: Path
    book: Path | None
    as_of: date
    known_at: date | None
    rejects: Path | None
    accept_rejects: int
    strict: bool
    form: str
    out: Path | None
    lang: Language
    as_case: Path | None = None
    """Where the decisions that are told are recorded, for a command that records any."""

    @property
    def folder(self) -> Path:
        """The book's folder, for a command that cannot do without."""
        if self.book is None:
            raise DealerkitError("this command always has a book")
        return self.book

    @property
    def rejects_file(self) -> Path:
        """Where rejected rows are listed."""
        return self.rejects or (self.out or Path()) / FILE_NAME


_SHARED = ("policy", "book", "as_of", "known_at", "rejects", "accept_rejects", "strict", "form", "out")


@frozen(eq=False)
class Material:
    """A sound policy and an open book, with the texts of the files they came from."""

    policy: Policy
    book: Book
    sources: Mapping[str, str] = field(repr=False)
    policy_files: tuple[str, ...] = ()


@frozen(eq=False)
class Answer:
    """What came of a question: its report, and what was found on the way."""

    report: Report
    problems: tuple[Problem, ...] = ()
    written: tuple[Report, ...] = ()
    """Reports whose files are written; the report alone if empty."""
    pictures: Mapping[str, bytes] = field(factory=dict)
    """Files by name that are written beside those of the reports, if a folder is given."""
    sources: Mapping[str, str] = field(factory=dict, repr=False)
    """Texts beside those of the policy and the book in which something was found."""
    cases: Iterable[StatedCase | Problem] = ()
    """The single decisions that are told as test cases, made when they are to be recorded."""


@frozen(eq=False)
class Refused:
    """A question that cannot be answered as it was asked."""

    problems: tuple[Problem, ...]
    ended: int = exits.USAGE
    sources: Mapping[str, str] = field(factory=dict, repr=False)
    """Texts beside those of the policy and the book in which something is wrong."""


def result_command(
    name: str,
    help: Words,
    run: Callable[..., int],
    more: tuple[click.Parameter, ...] = (),
    book: click.Parameter = BOOK,
    forms: tuple[str, ...] = (),
    *,
    records: bool = False,
) -> Command:
    """A command on POLICY and BOOK; ``run`` gets an ``Asked``, and the values of ``more`` by name.

    One that ``records`` writes the decisions of its answer as test cases if that is asked: its answers have ``cases``.

    ``forms`` are those its result has beside the ones that all have. A command that is asked about a moment has
    ``--now`` among ``more``, and is asked about the end of ``--as-of`` without it.
    """
    has_moment = any(each.name == "now" for each in more)

    def called(lang: Language, **written: Any) -> int:  # noqa: ANN401 - values as their readers gave them
        shared = {name: written.pop(name) for name in (*_SHARED, *(("as_case",) if records else ()))}
        if has_moment:
            written["now"], shared["as_of"] = _asked_at(written["now"], shared["as_of"])
        return run(Asked(lang=lang, **shared), **written)

    parameters: list[click.Parameter] = [
        argument("policy", "POLICY", existing),
        book,
        Option("--as-of", required=not has_moment, metavar="DATE", callback=day, help=AS_OF),
        Option("--known-at", metavar="DATE", callback=day, help=KNOWN_AT),
        *more,
        *((AS_CASE,) if records else ()),
        *table_options(*forms),
        Option("--rejects", metavar="FILE", callback=path, help=REJECTS),
        Option("--accept-rejects", metavar="N", default="0", callback=whole, help=ACCEPT),
        Option("--strict", is_flag=True, help=STRICT),
    ]
    return Command(name, help, parameters, called)


def now_option() -> Option:
    """``--now MOMENT``, beside ``--as-of``."""
    return Option("--now", metavar="MOMENT", callback=moment, help=NOW)


def _asked_at(now: date | None, as_of: date | None) -> tuple[date, date]:
    """The moment that is asked about, and its day; the day itself where only that is given."""
    if now is None:
        if as_of is None:
            raise click.MissingParameter(
                ctx=click.get_current_context(), param=Option("--as-of", help=AS_OF), param_type="option"
            )
        return as_of, as_of
    return now, as_of or (now.date() if isinstance(now, datetime) else now)


def policy_of(asked: Asked) -> tuple[Policy, Mapping[str, str]] | None:
    """The policy to work with and its texts; if it is not sound, what is wrong is told and there is none."""
    loaded = assembly.load([asked.policy])
    found = assembly.checked(loaded, proofs=False)
    note(found.problems, found.sources, asked.lang)
    if loaded.policy is None or has_errors(found.problems):
        return None
    return loaded.policy, found.sources


def answer(asked: Asked, question: Callable[[Material], Answer | Refused], table: str = "") -> int:
    """Open policy and book, ask, hand over what came of it, and say how the run ended.

    A book that is a single file is the ``table`` named, if one is.
    """
    with asking(asked, question, table) as (found, ended):
        del found
        return ended


@contextmanager
def asking(
    asked: Asked, question: Callable[[Material], Answer | Refused], table: str = ""
) -> Iterator[tuple[Answer | None, int]]:
    """The answer after it was handed over, and how the run ends if nothing else happens.

    There is no answer where the question could not be asked; what stood against it has then been told.
    """
    with opening(asked, table) as opened:
        if isinstance(opened, int):
            yield None, opened
            return
        material, rejects = opened.material, opened.rejects
        with watched(READING, material.book, "lines", asked.lang):
            answered = question(material)
            if asked.as_case is not None and isinstance(answered, Answer):
                answered = _recorded(material.policy, answered, asked.as_case)
    if isinstance(answered, Refused):
        sources = {**material.sources, **answered.sources}
        yield None, stop(answered.problems, sources, asked.lang, ended=answered.ended)
        return
    problems = in_order((*material.book.problems, *answered.problems))
    tell(problems, {**material.sources, **answered.sources}, rejects, asked)
    if rejects.trouble is not None:
        yield None, stop([rejects.trouble], {}, asked.lang)
        return
    report = _with_findings(answered.report, problems)
    written = answered.written or (report,)
    handed = hand_over(report, written, asked.form, asked.out, asked.lang, answered.pictures)
    if handed != exits.FINE:
        yield None, handed
        return
    yield answered, end_of(asked, problems, rejects)


def _recorded(policy: Policy, answered: Answer, file: Path) -> Answer | Refused:
    """The answer with what of it is no case; refused where nothing could be written."""
    untold, trouble = recorded(policy, answered.cases, file)
    if trouble:
        return Refused((*untold, *trouble), exits.FINDINGS)
    return evolve(answered, problems=(*answered.problems, *untold))


def _with_findings(report: Report, problems: tuple[Problem, ...]) -> Report:
    """The report whose document lists the findings; those on the screen are cut short with a word of where all are."""

    def document(lang: Language) -> dict[str, Json]:
        found = report.document(lang)
        return found if "problems" in found else found | {"problems": [problem_json(each, lang) for each in problems]}

    return evolve(report, document=document)


@frozen(eq=False)
class Opened:
    """What a question is asked of, and where rejected rows are listed while it is."""

    material: Material
    rejects: RejectList


@contextmanager
def opening(asked: Asked, table: str = "") -> Iterator[Opened | int]:
    """Policy and book, open; how the run ends where they cannot be, which has then been told."""
    found = policy_of(asked)
    if found is None:
        yield exits.NOT_RUN
        return
    policy, sources = found
    with rejected_rows(asked.rejects_file, asked.lang) as rejects:
        folder = asked.folder
        if table and folder.is_file():
            file, folder = folder, folder.parent
            book = open_table(file, table, folder, rejects=rejects, known_at=asked.known_at)
        else:
            book = open_book(folder, rejects=rejects, known_at=asked.known_at)
        material = Material(policy, book, {**sources, **_columns_text(folder)}, tuple(sources))
        if has_errors(book.problems):
            yield stop(book.problems, material.sources, asked.lang)
            return
        yield Opened(material, rejects)


def end_of(asked: Asked, problems: Iterable[Problem], rejects: RejectList) -> int:
    """How a run ends that has answered: with findings for an error, for rejects, and if strict for a warning.

    What is answered has no say in it: an order held, an alarm, a broken rule of a log are no errors of the run.
    """
    counted = (Severity.ERROR, Severity.WARNING) if asked.strict else (Severity.ERROR,)
    is_found = any(each.severity in counted for each in problems)
    return exits.FINDINGS if is_found or rejects.total > asked.accept_rejects else exits.FINE


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether any of the findings is an error."""
    return any(each.severity is Severity.ERROR for each in problems)


def tell(problems: tuple[Problem, ...], sources: Mapping[str, str], rejects: RejectList, asked: Asked) -> None:
    """Say on standard error what was found beside the result, before it."""
    # A row that is rejected for its key is in the list of rejects; telling it twice helps nobody.
    listed = {each.problem for each in rejects.first.values()}
    errors = [each for each in problems if each.severity is Severity.ERROR and each not in listed]
    others = [each for each in problems if each.severity is not Severity.ERROR]
    note(in_order((*errors, *others[:MOST_FINDINGS])), sources, asked.lang)
    if len(others) > MOST_FINDINGS:
        console.say(f"{stated(_MORE_FINDINGS, asked.lang, count=len(others) - MOST_FINDINGS)}\n")
    tell_rejects(rejects, asked.accept_rejects, asked.lang)
    if others or errors or rejects.total:
        console.say("\n")
        console.flush()


def _columns_text(folder: Path) -> Mapping[str, str]:
    """The text of the book's map, so that findings in it show their line."""
    try:
        return {COLUMNS_FILE: (folder / COLUMNS_FILE).read_text(encoding="utf-8", errors="replace")}
    except OSError:
        return {}
