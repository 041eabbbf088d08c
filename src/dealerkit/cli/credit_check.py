"""``dealerkit credit check``: may these orders ship, on whose signature, or why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from dealerkit.book.opening import table_map
from dealerkit.cli import console
from dealerkit.cli.asking_credit import without_credit
from dealerkit.cli.commands import Option, existing
from dealerkit.cli.credit_orders import PIPE, Record, piped_orders, read_orders
from dealerkit.cli.delivery import stop
from dealerkit.cli.results import (
    Answer,
    Asked,
    Material,
    Refused,
    answer,
    end_of,
    opening,
    result_command,
    tell,
)
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.order import Order
from dealerkit.credit.queue import Queue, Turn
from dealerkit.credit.results import Action
from dealerkit.credit.section import credit_of
from dealerkit.credit.stated import stated_order
from dealerkit.credit.waiting import waiting
from dealerkit.policy.stated import StatedCase
from dealerkit.problems import Problem, Severity, in_order
from dealerkit.report.languages import Words
from dealerkit.report.order_checks import JSON_LINES, OrderChecks, counts_line, json_line
from dealerkit.report.places import shortest

_HELP = Words(
    """Say of every order whether it may ship, as which release and on whose signature, or why it is held:
    every check that fails, with the limit, what counts against it, and the rule behind each.

    ORDERS is a JSON file (one order, or a list), JSON Lines, a CSV file, or `-` for JSON Lines from standard
    input, each answered as it arrives. Without ORDERS the open orders of the book are asked about, by their
    days. Orders are answered one after the other: what ships counts against the limit for the next. A
    decision never changes the exit code; a record that cannot be read does.

    `--as-case` writes every answer as a test case into a file of the policy, with the rows it rests on.""",
    """逐张说明订单能否发货：以何种超限放行、须谁签字，或为何暂缓；列出每项未通过的审核、额度、已占用金额及其规则。

    ORDERS 可以是 JSON 文件（一张订单或列表）、JSON Lines、CSV 文件，或 `-`（从标准输入逐行读取 JSON Lines，逐行作答）。
    不写 ORDERS 则按日期先后审核账册中未了结的订单。订单依次审核：可发货的订单占用后面订单的额度。
    审核结果不影响退出码；无法读取的记录才影响。

    `--as-case` 把每张订单的审核连同所依据的数据行写成测试用例，放入政策的一个文件。""",
)
_ALONE = Words("ask about each order alone, as if the others were not there", "逐张单独审核，如同没有其他订单")
_EXPLAIN = Words(
    "every order with all its reasons; as for a single order", "列出每张订单的全部理由；只有一张订单时也是如此"
)


def _orders(context: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    """The path of a file of orders that is there, or ``-`` for standard input."""
    return PIPE if value == str(PIPE) else existing(context, parameter, value)


def run(asked: Asked, *, orders: Path | None, alone: bool, explain: bool) -> int:
    """Answer the orders: as a report, or line by line as they arrive."""
    if orders == PIPE and asked.form in {"table", JSON_LINES} and asked.out is None and not (explain or asked.as_case):
        return _piped(asked, alone=alone)

    def checked(material: Material) -> Answer | Refused:
        lacking = without_credit(material)
        if lacking is not None:
            return lacking
        desk = OrderDesk.open(material.policy, material.book, asked.as_of, asked.known_at)
        records, notes = _without_notes(_records(material, desk, orders, asked))
        turns = tuple(Queue(desk, alone=alone).ask_all(records))
        found = OrderChecks(
            policy=material.policy,
            as_of=asked.as_of,
            turns=turns,
            places=shortest(material.policy_files),
            explained=explain,
        )
        cases = _cases(material, records, turns, alone=alone)
        return Answer(found.report(), (*desk.problems, *notes, *found.problems), cases=cases)

    return answer(asked, checked)


def _records(material: Material, desk: OrderDesk, orders: Path | None, asked: Asked) -> Iterator[Record]:
    """What is asked about: the orders of a file, of standard input, or those that the book has open."""
    if orders is None:
        yield from waiting(desk, material.book)
    elif orders == PIPE:
        yield from piped_orders()
    else:
        credit = credit_of(material.policy)
        yield from read_orders(orders, table_map("orders", asked.folder), credit.amounts if credit else "gross")


def _cases(
    material: Material, records: Iterable[Record], turns: Iterable[Turn], *, alone: bool
) -> Iterator[StatedCase | Problem]:
    """Every order that was answered as a test case, those that shipped before it among what counts."""
    counted: list[Order] = []
    for order, turn in zip(records, turns, strict=True):
        if isinstance(order, Problem) or isinstance(turn.found, Problem):
            continue
        before = [each for each in counted if each.customer == order.customer]
        yield stated_order(material.policy, material.book, order, turn.found, before)
        if turn.found.action is Action.SHIP and not alone:
            counted.append(order)


def _without_notes(records: Iterable[Record]) -> tuple[list[Record], list[Problem]]:
    """The records, and apart from them what was noticed about their file without costing a record."""
    kept: list[Record] = []
    notes: list[Problem] = []
    for each in records:
        if isinstance(each, Problem) and each.severity is not Severity.ERROR:
            notes.append(each)
        else:
            kept.append(each)
    return kept, notes


def _piped(asked: Asked, *, alone: bool) -> int:
    """Answer standard input line by line, each answer written before the next line is read."""
    with opening(asked) as opened:
        if isinstance(opened, int):
            return opened
        material = opened.material
        lacking = without_credit(material)
        if lacking is not None:
            return stop(lacking.problems, material.sources, asked.lang, ended=lacking.ended)
        desk = OrderDesk.open(material.policy, material.book, asked.as_of, asked.known_at)
        problems = in_order((*material.book.problems, *desk.problems))
        tell(problems, material.sources, opened.rejects, asked)
        queue = Queue(desk, alone=alone)
        # One of each severity says how the run ends; a pipe may be endless.
        said = {each.severity: each for each in problems}
        for record in piped_orders():
            turn = queue.ask(record)
            found = (turn.found,) if isinstance(turn.found, Problem) else turn.found.problems
            said |= {each.severity: each for each in found}
            console.give(f"{json_line(turn, material.policy, asked.lang)}\n")
    console.say(f"{counts_line(queue.read, queue.answered, asked.lang)}\n")
    return end_of(asked, said.values(), opened.rejects)


COMMAND = result_command(
    "check",
    _HELP,
    run,
    (
        click.Argument(["orders"], metavar="ORDERS", required=False, callback=_orders),
        Option("--alone", is_flag=True, help=_ALONE),
        Option("--explain", is_flag=True, help=_EXPLAIN),
    ),
    forms=(JSON_LINES,),
    records=True,
)
