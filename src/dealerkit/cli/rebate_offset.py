"""``dealerkit rebate offset``: a dealer's credit, what of an order it may pay, and the order that would use it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from dealerkit.assembly.recording import stated_cases
from dealerkit.book import Book, FirstRejects
from dealerkit.book.opening import open_table
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.commands import Option
from dealerkit.cli.delivery import stop
from dealerkit.cli.order_file import order_path, read_order
from dealerkit.cli.posted import posted
from dealerkit.cli.results import Answer, Asked, Material, Refused, asking, has_errors, result_command
from dealerkit.policy.stated import Given
from dealerkit.problems import Problem, nearest, problem
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.offset.credits import limit_of
from dealerkit.rebates.offset.documents import Documents, amount_column, documents, key_of, table_of
from dealerkit.rebates.offset.limit import SECTION
from dealerkit.rebates.offset.offsets import Document, Offsetting, offset_all
from dealerkit.rebates.offset.units import unit_prices
from dealerkit.rebates.orders import placed
from dealerkit.report.languages import Words
from dealerkit.report.offsets import OffsetReport
from dealerkit.report.places import shortest
from dealerkit.values.numbers import read_amount

_HELP = Words(
    """Show what credit a dealer has, lot by lot, until when it can be used, and the least order that would
    use it all, in money and in units of each product.

    With `--order` also what of that order may be paid with credit: the policy's share of it, from the
    oldest credit on. The order is an amount, a JSON file as for `rebate project`, or a file with the
    columns of the book's table `orders` (`deliveries`, `invoices` if the policy says so) that may hold
    several. `--post` appends the offsets and what has expired to the book's ledger; each order is paid
    with credit once. An amount or a JSON file is posted only with `--number`.""",
    """显示经销商的返利余额（逐笔）、各可用至何时，以及多大的订单能把它全部用完（金额和各商品件数）。

    加 `--order` 则还显示该订单可冲抵多少：按政策规定的比例，从最早的余额开始。订单可以是一个金额、
    与 `rebate project` 相同的 JSON 文件，或一个与账册的表 `orders`（若政策如此规定，则为 `deliveries`、`invoices`）
    同列的文件，可含多张订单。`--post` 把冲抵和过期写入账册的台账；每张订单只冲抵一次。
    金额和 JSON 文件只有写了 `--number` 才过账。""",
)
_ORDER = Words(
    "the order to pay: an amount, or a file; `-` reads JSON from standard input",
    "订单：金额或文件；`-` 表示从标准输入读取 JSON",
)
_NUMBER = Words("the number of an order that is given as an amount or as JSON", "以金额或 JSON 给出的订单的单号")
_POST = Words("append the offsets and expiries to the book's ledger", "把冲抵和过期写入账册的台账")
_JSON = ".json"


def _order(context: click.Context, parameter: click.Parameter, value: str | None) -> Decimal | Path | None:
    """Read an amount, or the path of a file that is there."""
    amount = None if value is None else read_amount(value)
    return order_path(context, parameter, value) if amount is None else amount


def run(asked: Asked, *, dealer: str, order: Decimal | Path | None, number: str, post_them: bool) -> int:
    """Show the credit, offset the order, and post if that is asked."""
    proposals: list[Posting] = []
    materials: list[Material] = []

    def offset(material: Material) -> Answer | Refused:
        policy, book = material.policy, material.book
        if SECTION not in policy.sections:
            return Refused((problem("DK345", None),), exits.NOT_RUN)
        unknown = _unknown(book, dealer)
        if unknown is not None:
            return Refused((unknown,))
        wanted = _documents(asked, material, dealer, order, number)
        if has_errors(wanted.problems):
            return Refused(wanted.problems, exits.NOT_RUN)
        found = offset_all(policy, book, dealer, wanted.found, asked.as_of, asked.known_at)
        prices = unit_prices(book, dealer, asked.as_of, policy.header.currency, amount_column(limit_of(policy)))
        proposals.extend(found.proposals)
        materials.append(material)
        row = book.versions("customers").at(asked.as_of, dealer)
        name = str((row.get("name") if row is not None else None) or "")
        report = OffsetReport(policy, found, prices, name, shortest(material.policy_files))
        cases = stated_cases(policy, book, _askings(found, asked.as_of))
        return Answer(report.report(), (*wanted.problems, *found.credit.problems), cases=cases)

    with asking(asked, offset) as (found, ended):
        if found is None or not post_them:
            return ended
        if ended != exits.FINE:
            return stop([problem("DK930", None)], {}, asked.lang, ended=ended)
        return posted(asked, materials[0], tuple(proposals))


def _askings(found: Offsetting, as_of: date) -> Iterator[Asking]:
    """What the one order is paid with; of several, each leaves less for the next."""
    if len(found.offsets) != 1:
        return
    (paid,) = found.offsets
    document = paid.document
    own: dict[str, Given] = {"order": document.value, "payee": document.payee}
    if document.number:
        own["number"] = document.number
    yield Asking(of=SECTION, as_of=as_of, own=own, who=(document.payee,), decision=paid.decision, tables=("postings",))


def _documents(asked: Asked, material: Material, dealer: str, order: Decimal | Path | None, number: str) -> Documents:
    """What is to be paid; nothing if no order was given.

    A file with a line that cannot be read is refused whole: an order is paid once, so never by a part of it.
    """
    limit, currency = limit_of(material.policy), material.policy.header.currency
    if order is None:
        return Documents((), ())
    if isinstance(order, Decimal):
        return Documents((Document(dealer, order, number, asked.as_of),), ())
    table, key, unread = table_of(limit), key_of(limit), FirstRejects()
    if order.suffix.lower() != _JSON and order != Path("-"):
        opened = open_table(order, table, asked.folder, rejects=unread)
        if has_errors(opened.problems):
            return Documents((), opened.problems)
        listed = documents(opened, limit, dealer, currency)
        wrong = tuple(each.problem for each in unread.first) or listed.problems
        return Documents(listed.found, (*opened.problems, *wrong))
    read = read_order(order, {column.name for column in material.book.columns("lines")}, dealer)
    if isinstance(read, Problem):
        return Documents((), (read,))
    # One document, whose number may be given beside it.
    head = {key: number or "1", "date": asked.as_of, "customer": read.dealer}
    lines = [{**{name: str(cell) for name, cell in line.items()}, **head} for line in read.lines]
    found = documents(Book.from_tables({table: lines}, rejects=unread), limit, dealer, currency)
    wrong = tuple(each.problem for each in unread.first) or found.problems
    one = tuple(Document(each.payee, each.value, number, each.day) for each in found.found)
    return Documents(one, tuple(placed(each, read) for each in wrong))


def _unknown(book: Book, dealer: str) -> Problem | None:
    """DK932 for a dealer who is neither among the customers nor in the ledger."""
    known = {str(row.get("customer")) for row in book.rows("customers")}
    known |= {str(row.get("payee")) for row in book.rows("postings")}
    return None if dealer in known else problem("DK932", None, dealer=dealer, nearest=nearest(dealer, known))


COMMAND = result_command(
    "offset",
    _HELP,
    run,
    (
        dealer_option(required=True),
        Option("--order", metavar="AMOUNT|FILE", callback=_order, help=_ORDER),
        Option("--number", metavar="NUMBER", default="", help=_NUMBER),
        Option("--post", "post_them", is_flag=True, help=_POST),
    ),
    records=True,
)
