"""May this be done with this customer, as far as its file goes: what is missing for it, with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dealerkit.book import Book
from dealerkit.customers.census import one
from dealerkit.customers.files.holdings import holdings_of
from dealerkit.customers.files.judging import Held, Judge
from dealerkit.customers.files.section import Item, files_of
from dealerkit.decisions import Decision, Outcome, Read, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, DealerkitError


def file_allows(policy: Policy, book: Book, as_of: date, customer: str, purpose: str) -> Decision:
    """Whether a customer's file suffices for a purpose: granted, refused (DK734), or undetermined (DK003).

    ``because`` are the items that decided: all that are there, or those that lack. The figures are
    ``completeness`` of the whole file, ``lacks`` and ``wrong``, the items' keys. A customer whom the book does not
    know has no file: refused. A purpose that the policy does not name is a programming mistake.
    """
    files = files_of(policy)
    if files is None or purpose not in files.purposes:
        raise DealerkitError(f"the policy has no purpose {purpose!r} of customer files")
    judge = Judge(policy, files, book, as_of, holdings_of(files, book, as_of).customers)
    row = book.versions("customers").at(as_of, customer)
    rule = files.purposes[purpose].rule
    revision = policy.header.revision
    if row is None:
        reason = Reason("file-nowhere", rule, (("customer", customer),))
        values: tuple[tuple[str, Arg], ...] = (("lacks", ()), ("wrong", ()))
        return Decision(Outcome.REFUSED, "DK734", None, values, (reason,), as_of=as_of, revision=revision)
    held = next(judge.judged(one(row), (0,), every=True))
    needed = judge.needed(purpose) & (held.asked | held.unknown)
    there = needed & ~held.lacks & ~held.unknown
    against = tuple(_against(judge, held, needed))
    outcome = Outcome.GRANTED
    if needed & held.lacks:
        outcome = Outcome.REFUSED
    elif needed & held.unknown:
        outcome = Outcome.UNDETERMINED
    fine = tuple(_reason("file-holds", each) for each in judge.of(there))
    aside = tuple(_reason("file-wrong", each) for each in judge.of(held.wrong & judge.loose))
    reads = tuple(
        Read(f"dealer.{each.field}", str(row.get(each.field) or ""), row.cell_at(each.field))
        for each in judge.of(needed)
        if each.field is not None
    )
    unknown = tuple(judge.of(needed & held.unknown))
    asked_of = {name for each in unknown if each.when is not None for name in each.when.reads}
    return Decision(
        outcome,
        {Outcome.REFUSED: "DK734", Outcome.UNDETERMINED: "DK003"}.get(outcome, ""),
        None,
        tuple(_figures(judge, held, needed)),
        against or (Reason("file-suffices", rule), *fine),
        (*fine, *aside) if against else aside,
        reads,
        tuple(sorted(asked_of)) if outcome is Outcome.UNDETERMINED else (),
        as_of,
        revision=revision,
    )


def _against(judge: Judge, held: Held, needed: int) -> Iterator[Reason]:
    for items, step in ((held.missing, "file-lacks"), (held.wrong, "file-wrong"), (held.unknown, "file-untold")):
        for each in judge.of(items & needed):
            yield _reason(step, each)


def _figures(judge: Judge, held: Held, needed: int) -> Iterator[tuple[str, Arg]]:
    completeness = judge.completeness(held)
    if completeness is not None:
        yield "completeness", completeness
    yield "lacks", tuple(each.id for each in judge.of(held.missing & needed))
    yield "wrong", tuple(each.id for each in judge.of(held.wrong & needed))


def _reason(step: str, item: Item) -> Reason:
    return Reason(
        step,
        item.rule,
        (("item", item.title or item.id), ("form", "" if item.role else item.format or ""), ("role", item.role or "")),
    )
