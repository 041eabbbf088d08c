"""How a domain's result is seen in an overview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from attrs import frozen

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Heading, Page
from dealerkit.report.reports import Report, document_head


@frozen(eq=False)
class View:
    """How a domain's result is seen: its report, its key figures in a phrase, its findings."""

    report: Report
    figures: Callable[[Language], str]
    problems: tuple[Problem, ...]


def combined(name: str, title: Words, parts: Sequence[Report], policy: Policy, as_of: date) -> Report:
    """Several reports as one: page under page, table after table, each document under its own name.

    A single one is its own page; its document has the same shape as that of several.
    """
    head = document_head(policy, as_of)

    def page(lang: Language, pages: Sequence[Page]) -> Page:
        if len(pages) == 1:
            return pages[0]
        blocks: list[Block] = []
        for each in pages:
            blocks += [Heading(each.title), *each.blocks]
        return Page(title.said_in(lang), blocks)

    def document(lang: Language) -> dict[str, Json]:
        inside = {each.name.replace("-", "_"): each.document(lang) for each in parts}
        return head | {key: {name: own[name] for name in own if name not in head} for key, own in inside.items()}

    return Report(
        name,
        lambda lang: page(lang, [each.page(lang) for each in parts]),
        lambda lang: page(lang, [each.paper(lang) for each in parts]),
        lambda lang: tuple(table for each in parts for table in each.tables(lang)),
        document,
    )
