"""Which order a document belongs to: deliveries, invoices and receipts lead back to it."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.book import Book


def orders_of_documents(book: Book) -> Mapping[str, str]:
    """The order of each delivery, invoice and receipt that names one, or names an invoice that does.

    A document that leads to two orders is left alone: it belongs to neither for certain.
    """
    found: dict[str, str] = {}
    torn: set[str] = set()

    def lead(document: object, order: object) -> None:
        if not document or not order:
            return
        known = found.setdefault(str(document), str(order))
        if known != str(order):
            torn.add(str(document))

    for table, key in (("deliveries", "delivery"), ("invoices", "invoice"), ("receipts", "receipt")):
        columns = (key, "order", "invoice") if table == "receipts" else (key, "order")
        for batch in book.batches(table, columns):
            row = batch.columns
            for i, document in enumerate(row[key]):
                invoice = row["invoice"][i] if table == "receipts" else None
                lead(document, row["order"][i] or found.get(str(invoice or "")))
    return {document: order for document, order in found.items() if document not in torn}
