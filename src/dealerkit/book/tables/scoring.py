"""What scoring needs of a book: grades that were given, campaigns and what came of them."""

from __future__ import annotations

from dealerkit.book.kinds import REQUIRED, Table, code, day, master, money, number, record, share, stream, text

GRADES = record(
    "grades",
    "grades that were given: what was decided for a period stands, whatever the score would say today",
    ("subject", "scorecard", "period"),
    code("subject", "who has the grade: a customer, an outlet, an employee", REQUIRED),
    code("scorecard", "the scorecard of the policy; empty where it has only one"),
    text("period", "the label of the period it was given for: 2026-Q1, 2026-03, 2026", REQUIRED),
    text("grade", "the grade", REQUIRED),
    number("total", "the score it was given for", "score"),
    day("date", "the day on which it was given"),
    code("given_by", "the employee who gave it"),
    text("reason", "why it is another than the score says"),
)

CAMPAIGNS = master(
    "campaigns",
    "promotions and fairs by which customers were looked for",
    ("campaign",),
    code("campaign", "the campaign's number", REQUIRED),
    text("title", "what it is called"),
    text("kind", "fair, telephone, exhibition, promotion, or another kind the policy names"),
    day("start", "its first day"),
    day("end", "its last day"),
    money("cost", "what it cost"),
    text("currency", "the currency of the cost"),
    code("owner", "the employee in charge"),
    code("territory", "where it takes place"),
)

OPPORTUNITIES = stream(
    "opportunities",
    "business that may come: what a customer thinks of buying, and what became of it",
    ("opportunity",),
    code("opportunity", "its number", REQUIRED),
    day("date", "the day it was found", REQUIRED),
    code("customer", "whose business it is", REQUIRED),
    code("campaign", "the campaign that brought it"),
    code("employee", "who follows it"),
    code("product", "what may be bought"),
    money("amount", "what it may be worth"),
    text("currency", "the currency of the amount"),
    share("probability", "how likely it is"),
    text("stage", "where it stands: open, offered, won, lost, or another word the policy names"),
    day("closed_on", "the day it was won or lost"),
)

TABLES: tuple[Table, ...] = (GRADES, CAMPAIGNS, OPPORTUNITIES)
