"""What was paid of one line: for programmes that pay on collected money, the line as far as each receipt paid it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from dealerkit.book import FirstRejects
from dealerkit.book import Value as Cell
from dealerkit.measures.takes import Take
from dealerkit.rebates.run import Run
from dealerkit.rebates.sources.collections import COLLECTED, Paid, paid_of
from dealerkit.rebates.sources.late import unmarked
from dealerkit.rebates.standing import questions_of
from dealerkit.receivables.receipts import Payments, are_there, columns_of, read_payments


@frozen(eq=False)
class LinePayments:
    """The payments of a book, read when the first programme asks for them."""

    run: Run
    _read: list[Payments] = field(factory=list, init=False, repr=False)

    def columns(self) -> Iterable[str]:
        """The columns of lines that programmes on collected money ask for."""
        standing = self.run.standing
        known = {column.name for column in standing.book.columns("lines")}
        asked = questions_of(standing.policy, standing.book, standing.as_of, standing.programmes)
        for stream, question in asked.items():
            if unmarked(stream) in COLLECTED:
                yield from sorted(known.intersection((*question.wanted(), "document")))

    def of(self, take: Take, cells: Mapping[str, Cell | None]) -> tuple[Paid, ...] | None:
        """The parts of the line's invoice that were paid; None for a take that does not look at payments."""
        source = COLLECTED.get(unmarked(take.source))
        if source is None:
            return None
        invoice = self._payments().invoices.get(str(cells.get("document")))
        return paid_of(invoice, source.kinds) if invoice is not None else ()

    def _payments(self) -> Payments:
        if not self._read:
            book = self.run.standing.book.reread(FirstRejects(keep=0))
            found = Payments({})
            if are_there(book):
                found = read_payments(
                    lambda table: book.batches(table, columns_of(table, book)),
                    self.run.standing.as_of,
                    lambda _batch, _position, _why: None,
                )
            self._read.append(found)
        return self._read[0]
