"""Which orders a document belongs to: deliveries, invoices and receipts lead back to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from dealerkit.book import Book

DELIVERY, INVOICE, RECEIPT = "delivery", "invoice", "receipt"
"""Kinds of documents that lead back to orders; in the table ``steps`` the kind tells documents of one number apart."""


@frozen(eq=False)
class Trails:
    """The orders that each document is about, by kind and number.

    A document that is about two orders belongs to both: whoever has a duty in it has that duty in either.
    """

    book: Book
    _orders: Mapping[tuple[str, str], tuple[str, ...]] = field(init=False, repr=False)

    @_orders.default
    def _read(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], dict[str, None]] = {}
        for document, order in self._named():
            found.setdefault(document, {})[order] = None
        for receipt, invoice in self._paid():
            for order in found.get((INVOICE, invoice), ()):
                found.setdefault((RECEIPT, receipt), {})[order] = None
        return {document: tuple(orders) for document, orders in found.items()}

    def of(self, document: str, kind: str = "") -> tuple[str, ...]:
        """The orders of a document; the document itself, where it leads to none.

        Without a kind, whatever document has the number.
        """
        kinds = (kind,) if kind in {DELIVERY, INVOICE, RECEIPT} else () if kind else (DELIVERY, INVOICE, RECEIPT)
        orders = dict.fromkeys(order for each in kinds for order in self._orders.get((each, document), ()))
        return tuple(orders) or (document,)

    def _named(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Each document with an order that it names; an invoice with those of the deliveries that it bills."""
        for table, kind, more in (
            ("deliveries", DELIVERY, ("invoice",)),
            ("invoices", INVOICE, ()),
            ("receipts", RECEIPT, ()),
        ):
            for batch in self.book.batches(table, (kind, "order", *more)):
                row = batch.columns
                for i, document in enumerate(row[kind]):
                    order = row["order"][i]
                    if not document or not order:
                        continue
                    yield (kind, str(document)), str(order)
                    if more and row["invoice"][i]:
                        yield (INVOICE, str(row["invoice"][i])), str(order)

    def _paid(self) -> Iterator[tuple[str, str]]:
        for batch in self.book.batches("receipts", ("receipt", "invoice")):
            row = batch.columns
            for receipt, invoice in zip(row["receipt"], row["invoice"], strict=True):
                if receipt and invoice:
                    yield str(receipt), str(invoice)
