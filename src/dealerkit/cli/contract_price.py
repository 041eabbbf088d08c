"""``dealerkit contract price``: may these prices be granted, on whose signature, and what margin is left."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from dealerkit.assembly.recording import stated_cases
from dealerkit.book import Book, FirstRejects
from dealerkit.book.excerpts import Cell
from dealerkit.book.opening import open_table
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_customers import unknown, unknown_customer
from dealerkit.cli.commands import Option, existing
from dealerkit.cli.exact_json import JsonText, Unfit
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.contracts.judged import Judged
from dealerkit.contracts.prices.requests import PriceRequest, read_requests, unusable
from dealerkit.contracts.prices.run import answered, desk_of, prices_of
from dealerkit.contracts.section import SECTION
from dealerkit.problems import Location, Problem, problem
from dealerkit.report.contract_rooms import ROOMS
from dealerkit.report.judgements import JudgementsReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.values.numbers import read_rate

_HELP = Words(
    """Answer price requests: granted, granted with a signature that is there, waiting for whose signature, or
    refused; and what margin is left over the moving average cost. Ask about one with `--customer`, `--product` and
    one of `--price`, `--discount`, `--level`; or name REQUESTS: a CSV file or JSON Lines with the columns of
    `price_requests`, or `-` for JSON Lines from standard input. Without either, the requests of the book are
    answered. An answer never changes the exit code; a request that cannot be read does.""",
    """答复价格申请：同意、凭已有签字同意、待谁签字，或拒绝；并给出按移动平均成本计算的毛利。
    单个申请用 `--customer`、`--product` 加 `--price`、`--discount` 或 `--level` 之一；也可给出 REQUESTS：
    列名同 `price_requests` 的 CSV 或 JSON Lines 文件，或 `-`（从标准输入读取 JSON Lines）。
    都不写则答复账册中的申请。答复本身不影响退出码；无法读取的申请才影响。""",
)
_PIPE = Path("-")
_ASKED = {
    "customer": Words("the customer's code", "客户编码"),
    "product": Words("the product's code", "产品编码"),
    "price": Words("the price asked for one unit, in `--currency`", "申请的单价，币种见 `--currency`"),
    "discount": Words("the discount asked, off the price the customer has, as in 5%", "在应享价上申请的折扣，如 5%"),
    "level": Words("the price level asked for", "申请的价格级别"),
    "quantity": Words("how many units", "数量"),
    "currency": Words("the currency of the price; the policy's if absent", "价格的币种；不写则为政策币种"),
    "contract": Words("the contract it is asked under", "申请所依据的合同"),
    "request": Words("the number under which approvals name it", "签批记录所引用的申请编号"),
}
_MOST_TOLD = 1_000
"""So many requests that cannot be read are told one by one."""
_NUMBERS = ("price", "discount", "quantity")
_METAVARS = {"customer": "CODE", "product": "CODE", "request": "NUMBER", "contract": "NUMBER"}


def run(asked: Asked, *, requests: Path | None, **written: str) -> int:
    """Answer the requests."""

    def priced(material: Material) -> Answer | Refused:
        if prices_of(material.policy) is None:
            return Refused((problem("DK493", None, section="contracts.prices"),), exits.NOT_RUN)
        found = _requests(material, asked, requests, written)
        if isinstance(found, Refused):
            return found
        desk = desk_of(material.policy, material.book, asked.as_of)
        told = answered(desk, found.requests)
        one = len(found.requests) == 1
        report = JudgementsReport(ROOMS["prices"], told, shortest(material.policy_files), told=one)
        costs = () if desk.costs is None else desk.costs.problems
        of_book = requests is None and not any(written.values())
        pairs = zip(found.requests, told.rows, strict=True) if one else ()
        askings = [_asking(asked.as_of, request, row, of_book=of_book) for request, row in pairs]
        cases = stated_cases(material.policy, material.book, askings)
        return Answer(report.report(), (*found.problems, *told.problems, *costs), cases=cases)

    return answer(asked, priced)


def _asking(as_of: date, request: PriceRequest, row: Judged, *, of_book: bool) -> Asking:
    """The request as a case asks about it; one that the book does not have stands in the case."""
    number = request.request or "1"
    cells: dict[str, Cell | None] = {
        "request": number,
        "date": request.day or as_of,
        "customer": request.customer,
        "product": request.product,
        "quantity": request.quantity,
        "price": request.price if isinstance(request.price, Decimal) else None,
        "discount": request.discount,
        "level": request.level or None,
        "currency": request.currency or None,
        "requested_by": request.author or None,
        "contract": request.contract or None,
    }
    mine = {name: cell for name, cell in cells.items() if cell is not None}
    return Asking(
        of=f"{SECTION}.prices",
        as_of=as_of,
        own={"subject": number, "part": row.part},
        who=(request.customer,),
        more={} if of_book else {"price_requests": (mine,)},
        decision=None if of_book else row.decision,
    )


class _Read:
    """Requests that were read, and what was wrong with others."""

    def __init__(self, requests: tuple[PriceRequest, ...], problems: tuple[Problem, ...] = ()) -> None:
        self.requests = requests
        self.problems = problems


def _requests(material: Material, asked: Asked, file: Path | None, written: Mapping[str, str]) -> _Read | Refused:
    given = {name: value for name, value in written.items() if value}
    if given:
        return _one(given, material, asked.as_of)
    if file is None:
        lacking = material.book.lacking("price_requests", ())
        return Refused(lacking, exits.NOT_RUN) if lacking else _Read(tuple(read_requests(material.book, asked.as_of)))
    if file == _PIPE:
        return _piped(sys.stdin.buffer.read(), asked.as_of)
    rejects = FirstRejects(keep=_MOST_TOLD)
    book = open_table(file, "price_requests", asked.folder, rejects=rejects, known_at=asked.known_at)
    return _from_book(book, rejects, asked.as_of)


def _from_book(book: Book, rejects: FirstRejects, as_of: date) -> _Read:
    found = tuple(read_requests(book, as_of))
    later = tuple(
        unusable("of-a-later-day", each.at, request=each.request, product=each.product, customer=each.customer)
        for each in read_requests(book, date.max)
        if each.day is not None and each.day > as_of
    )
    return _Read(found, (*book.problems, *(each.problem for each in rejects.first), *later))


def _one(given: Mapping[str, str], material: Material, as_of: date) -> _Read | Refused:
    """The one request of the command line: DK680 what it lacks, DK936 a customer or product nobody knows."""
    figures: dict[str, Decimal] = {}
    for name in _NUMBERS:
        if name in given:
            number = read_rate(given[name])
            if not isinstance(number, Decimal):
                return Refused((unusable("not-a-number", lacking=(f"--{name} {given[name]}",)),))
            figures[name] = number
    missing = [f"--{name}" for name in ("customer", "product") if name not in given]
    if missing:
        return Refused((unusable("option-lacking", lacking=tuple(missing)),))
    nobody = unknown_customer(material, given["customer"])
    if nobody is None and material.book.has("products"):
        nobody = unknown(material, given["product"], "products", "product", "product")
    if nobody is not None:
        return Refused((nobody,))
    words = {name: given.get(name, "") for name in ("customer", "product", "level", "currency", "contract", "request")}
    request = PriceRequest(
        customer=words["customer"],
        product=words["product"],
        level=words["level"],
        currency=words["currency"],
        contract=words["contract"],
        request=words["request"],
        price=figures.get("price"),
        discount=figures.get("discount"),
        quantity=figures.get("quantity"),
        day=as_of,
    )
    return _Read((request,))


def _piped(raw: bytes, as_of: date) -> _Read | Refused:
    """Requests as JSON Lines: an object a line, with the columns of ``price_requests``."""
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    for number, line in enumerate(raw.decode("utf-8-sig", "replace").splitlines(), start=1):
        if not line.strip():
            continue
        value = JsonText("stdin", line, number).value()
        if isinstance(value, Unfit) or not isinstance(value, dict):
            problems.append(unusable("not-json", Location("stdin", number)))
            continue
        cells = {str(key): _plain(cell) for key, cell in value.items() if cell is not None}
        rows.append({"request": f"line {number}", "date": as_of.isoformat(), **cells})
    rejects = FirstRejects(keep=_MOST_TOLD)
    book = Book.from_tables({"price_requests": rows}, rejects=rejects)
    read = _from_book(book, rejects, as_of)
    return _Read(read.requests, (*problems, *read.problems))


def _plain(cell: object) -> str:
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)


def _file(context: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    return _PIPE if value == str(_PIPE) else existing(context, parameter, value)


COMMAND = result_command(
    "price",
    _HELP,
    run,
    (
        click.Argument(["requests"], metavar="REQUESTS", required=False, callback=_file),
        *(
            Option(f"--{name}", default="", metavar=_METAVARS.get(name, name.upper()), help=words)
            for name, words in _ASKED.items()
        ),
    ),
    records=True,
)
