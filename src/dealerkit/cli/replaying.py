"""``check --replay``: each case that breaks a promise as a tiny book, settled once to see that it says the same."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from dealerkit.book import open_book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity
from dealerkit.rebates.always.books import book_of, dealer_of, period_of
from dealerkit.rebates.always.verdicts import Counterexample, Verdict
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.run import Run
from dealerkit.report.files import write_folder
from dealerkit.report.languages import Language, Words
from dealerkit.report.words import stated

_HEAD = Words("The cases as books, to explain", "推翻承诺的情形已写成台账，可逐步解释")
_NO_BOOK = Words(
    "{promise}: no book shows this case; paste it under `tests:` instead", "{promise}：无法写成台账，请贴入 `tests:`"
)


def replayed(
    policies: Sequence[Path], policy: Policy, verdicts: Sequence[Verdict], folder: Path, lang: Language
) -> tuple[str, Problem | None]:
    """How to have each broken promise explained, one command a dealer; or what kept a book from being written."""
    lines: list[str] = []
    for verdict in verdicts:
        found = verdict.counterexample
        if found is None:
            continue
        chosen = [programmes_of(policy)[id] for id in verdict.programmes]
        paid = {each.programme for each in found.paid[0]}
        tables = book_of(policy, found, [each for each in chosen if each.id in paid])
        book = folder / verdict.invariant.id
        trouble = None if tables is None else write_folder(book, tables)
        if trouble is not None:
            return "", trouble
        if tables is None or not _says_the_same(policy, found, book):
            lines.append(stated(_NO_BOOK, lang, promise=verdict.invariant.title or verdict.invariant.id))
            continue
        files = " ".join(shlex.quote(str(each)) for each in (*policies, book))
        only = f" --programme {verdict.programmes[0]}" if len(verdict.programmes) == 1 else ""
        lines += [
            f"dealerkit explain {files} --as-of {found.day} --dealer {dealer_of(number)}{only}"
            for number in range(len(found.points))
        ]
    said = "\n".join(f"  {each}" for each in lines)
    return (f"{_HEAD.said_in(lang)}\n\n{said}\n" if lines else ""), None


def _says_the_same(policy: Policy, found: Counterexample, folder: Path) -> bool:
    """Whether a settlement of the book pays at each point what breaks the promise."""
    book = open_book(folder)
    if any(each.severity is Severity.ERROR for each in book.problems):
        return False
    programmes = programmes_of(policy)
    earned: dict[tuple[str, str], Decimal | None] = {}
    for row in Run.open(policy, book, found.day).settlement().rows:
        period = period_of(programmes[row.programme], found.day)
        if period is not None and row.window.label == period.label:
            earned[row.payee, row.programme] = row.decided.amount
    return all(
        earned.get((dealer_of(number), each.programme), Decimal(0)) == each.amount
        for number, paid in enumerate(found.paid)
        for each in paid
    )
