"""``dealerkit contract return``: may these goods come back, be exchanged or repaired, and what is credited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from attrs import evolve

from dealerkit.assembly.recording import stated_cases
from dealerkit.book import Book
from dealerkit.book.excerpts import about
from dealerkit.book.opening import open_table
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.commands import Option, existing
from dealerkit.cli.request_file import PIPE, read_request
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.contracts.returns.results import Returned
from dealerkit.contracts.returns.run import ReturnRun, evaluate, requested
from dealerkit.contracts.returns.section import returns_of
from dealerkit.problems import Problem, nearest, problem
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.returns import ReturnReport

_HELP = Words(
    """Say of goods that dealers ask to give back, exchange or have repaired what becomes of them, line by line:
    accepted, accepted with a charge, exchanged, repaired, referred to whom, refused, and the credit to the cent
    against the purchase; with the monthly analysis of what came back.

    REQUEST is a JSON file (`{"dealer": …, "lines": [{"product": …}]}`), a CSV file with the columns of the table
    `returns`, or `-` for JSON from standard input. Without REQUEST the returns of the book are answered. An answer
    never changes the exit code; what was done against the rules does.""",
    """对经销商要求退、换、修的货逐行给出结果：接受、接受并扣款、换货、维修、上报给谁、拒绝，以及按购货单据计算到分的入账金额；
    并列出月度退货分析。

    REQUEST 可以是 JSON 文件（`{"dealer": …, "lines": [{"product": …}]}`）、与表 `returns` 同列的 CSV 文件，或 `-`
    （从标准输入读取 JSON）。不写 REQUEST 则回答账册中的退货。结果本身不影响退出码；违反规则办理的才影响。""",
)
_REQUEST = Words("only the return with this number, with every reason", "只看这一张退货，并列出全部理由")


def _file(context: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    """The path of a request that is there, or ``-`` for standard input."""
    return PIPE if value == str(PIPE) else existing(context, parameter, value)


def run(asked: Asked, *, file: Path | None, request: str) -> int:
    """Answer the returns of the book, or those of a file."""

    def told(material: Material) -> Answer | Refused:
        if returns_of(material.policy) is None:
            return Refused((problem("DK799", None),), exits.NOT_RUN)
        if file is not None:
            book = _opened(file, material, asked)
            if isinstance(book, Problem):
                return Refused((book,))
            found = requested(material.policy, material.book, book, asked.as_of)
            answered = _answer(found, material, request, explained=True, book=book)
            return answered if isinstance(answered, Refused) else _with(answered, book.problems)
        missing = material.book.lacking("returns", ())
        if missing:
            return Refused(missing, exits.NOT_RUN)
        found = evaluate(material.policy, material.book, asked.as_of)
        return _answer(found, material, request, explained=bool(request))

    return answer(asked, told)


def _answer(
    found: ReturnRun, material: Material, request: str, *, explained: bool, book: Book | None = None
) -> Answer | Refused:
    """The returns, or the one that is asked about; DK796 where there is none with its number."""
    returned = tuple(each for each in found.returned if request in {"", each.number})
    if request and not returned:
        close = nearest(request, [each.number for each in found.returned])
        return Refused((problem("DK796", None, number=request, nearest=close),))
    report = ReturnReport(found, shortest(material.policy_files), returned, explained=explained)
    cases = stated_cases(material.policy, material.book, _askings(returned, found.as_of, book) if explained else ())
    return Answer(report.report(), report.problems, cases=cases)


def _askings(returned: tuple[Returned, ...], as_of: date, request: Book | None) -> Iterator[Asking]:
    """What became of each return; one that the book does not have stands in the case with its rows."""
    for each in returned:
        rows = () if request is None else about(request, ("returns",), None).get("returns", ())
        mine = tuple(row for row in rows if row.get("return") == each.number)
        yield Asking(
            of="contracts.returns",
            as_of=as_of,
            own={"subject": each.number},
            who=(each.dealer,),
            more={"returns": mine} if mine else {},
            decision=each.decision if mine else None,
        )


def _with(answer: Answer, problems: tuple[Problem, ...]) -> Answer:
    return evolve(answer, problems=(*problems, *answer.problems))


def _opened(file: Path, material: Material, asked: Asked) -> Book | Problem:
    """The request as a book of its own."""
    rejects = material.book.rejects
    if file != PIPE and file.suffix.lower() != ".json":
        return open_table(file, "returns", asked.folder, rejects=rejects)
    rows = read_request(file, "returns", asked.as_of)
    return rows if isinstance(rows, Problem) else Book.from_tables({"returns": rows}, rejects=rejects)


COMMAND = result_command(
    "return",
    _HELP,
    run,
    (
        click.Argument(["file"], metavar="REQUEST", required=False, callback=_file),
        Option("--request", metavar="N", default="", help=_REQUEST),
    ),
    records=True,
)
