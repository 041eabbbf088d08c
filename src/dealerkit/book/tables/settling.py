"""What people add to a settlement: corrections by hand, and what a partner reckons himself."""

from __future__ import annotations

from dealerkit.book.kinds import REQUIRED, Table, code, day, money, record, text

CORRECTIONS = record(
    "corrections",
    "amounts that somebody adds to what a rebate gives, or takes off, by hand",
    ("correction",),
    code("correction", "the correction's number", REQUIRED),
    code("programme", "the rebate it is about", REQUIRED),
    code("payee", "whose rebate it corrects", REQUIRED),
    text("period", "the label of the period it is for: 2026-Q1, 2026-03, 2026", REQUIRED),
    money("amount", "what is added, without tax; below zero it is taken off; units where goods are given", REQUIRED),
    code("author", "the employee who corrects; without one the correction does not count"),
    text("reason", "why; without a reason the correction does not count"),
    day("date", "the day from which it counts", REQUIRED),
    code("approved_by", "the employee who approved it, somebody else than the author"),
)

PARTNER_FIGURES = record(
    "partner_figures",
    "what a payee reckons to have earned, to be compared with ours",
    ("programme", "payee", "period", "date"),
    code("programme", "the rebate it is about", REQUIRED),
    code("payee", "whose figure it is", REQUIRED),
    text("period", "the label of the period it is for", REQUIRED),
    money("amount", "what the payee reckons to have earned for the period, without tax", REQUIRED),
    code("document", "the document that it stands in"),
    day("date", "the day of the figure; the latest holds", REQUIRED),
)

TABLES: tuple[Table, ...] = (CORRECTIONS, PARTNER_FIGURES)
