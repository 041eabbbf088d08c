"""Returns as a view: for ``contract audit`` and for the overview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dealerkit.book import Book
from dealerkit.contracts.returns.run import ReturnRun
from dealerkit.report.languages import Language, Words
from dealerkit.report.places import shortest
from dealerkit.report.returns import ReturnReport
from dealerkit.report.views import View
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import money

_FIGURES = Words(
    "{lines}: {credit} {currency} to be credited, {payable} now",
    "{count} 行：应入账 {credit} {currency}，现在可入账 {payable}",
)
_WAITING = Words("; {count} wait for somebody's word", "；{count} 行待决定")
_OPEN = Words("; {count} cannot be told", "；{count} 行无法判定")


def return_view(result: object, book: Book, files: Sequence[str], contract: str) -> View:
    """The view of what comes back; for a contract, of its customer's."""
    run = cast("ReturnRun", result)
    row = book.versions("contracts").at(run.as_of, contract) if contract else None
    customer = None if row is None else row.get("customer")
    returned = tuple(each for each in run.returned if not contract or each.dealer == customer)
    found = ReturnReport(run, shortest(files), returned)

    def figures(lang: Language) -> str:
        count, credit, payable, referred, unknown = found.figures()
        text = stated(
            _FIGURES,
            lang,
            lines=counted(count, "line", "lines"),
            count=count,
            credit=money(credit),
            payable=money(payable),
            currency=run.policy.header.currency,
        )
        text += stated(_WAITING, lang, count=referred) if referred else ""
        return text + (stated(_OPEN, lang, count=unknown) if unknown else "")

    return View(found.report(), figures, found.problems)
