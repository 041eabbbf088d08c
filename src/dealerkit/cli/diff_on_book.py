"""Whom the change of a policy touches: both policies over one book, for ``dealerkit diff`` with a book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dealerkit.book import Book
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.run import Run
from dealerkit.rebates.standing import lacking_tables
from dealerkit.report.difference_impact import BookImpact
from dealerkit.report.difference_sections import section_impacts
from dealerkit.report.languages import Words
from dealerkit.whatif.difference.change import Difference, Kind
from dealerkit.whatif.difference.impact import Impact, impact
from dealerkit.whatif.difference.posted import Posted, orphans
from dealerkit.whatif.difference.sections import evaluated
from dealerkit.whatif.engine.measuring import Party, measured_together

_NO_REBATES = Words("neither policy has any", "两份政策都没有返利")
_OTHER_CURRENCY = Words("the two policies reckon in different currencies", "两份政策的币种不同")


def touched_by(found: Difference, one: Book, other: Book, as_of: date, known_at: date | None) -> BookImpact:
    """Whom the change touches; ``one`` and ``other`` are the same book, opened for each of the two policies.

    Findings: DK994 postings under an id that the new policy does not know, and what a settlement by the new policy
    finds and one by the old policy does not.
    """
    sides = ((found.old, one), (found.new, other))
    why = _not_comparable(found)
    problems: list[Problem] = []
    rows: Impact | None = None
    if why is None:
        # One pass over the lines answers for both; those that cannot be used are listed as the new policy finds them.
        after, before = measured_together([Party(found.new), Party(found.old)], other, as_of)
        new, old = (Run.on(each).settlement() for each in (after, before))
        rows = impact(old, new, found.names)
        # What the pass lacks stands in both settlements: the old policy is known to lack what it asks for itself.
        lacks = lacking_tables(found.old, other, programmes_of(found.old).values())
        known = (*(each for each in old.problems if each not in before.lacking), *lacks)
        problems += _new_findings(known, new.problems)
    lost = orphans(found, other, as_of)
    problems += [_lost(each, programmes_of(found.new)) for each in lost.posted]
    renamed = {each.was: each.address for each in found.of(Kind.RENAMED)}
    one_result, other_result = (tuple(evaluated(policy, book, as_of, known_at)) for policy, book in sides)
    return BookImpact(
        as_of=as_of.isoformat(),
        impact=rows,
        why=why,
        orphans=lost,
        sections=section_impacts(one_result, other_result, one, other, renamed),
        problems=tuple(problems),
    )


def _lost(posted: Posted, programmes: Iterable[str]) -> Problem:
    return problem(
        "DK994",
        None,
        severity=Severity.WARNING,
        id=posted.name,
        payees=posted.payees,
        postings=posted.postings,
        net=posted.net or "",
        accrued=posted.accrued or "",
        units=posted.quantity or "",
        nearest=nearest(posted.name, programmes),
    )


def _not_comparable(found: Difference) -> Words | None:
    if not (programmes_of(found.old) or programmes_of(found.new)):
        return _NO_REBATES
    return _OTHER_CURRENCY if found.old.header.currency != found.new.header.currency else None


def _new_findings(old: Iterable[Problem], new: Iterable[Problem]) -> list[Problem]:
    """What is wrong under the new policy: every error, and the warnings that the old one does not have as well."""
    known = {(each.code, each.args) for each in old}
    # Postings under an id that is gone are told together, with their sums (DK994).
    new = [each for each in new if each.code != "DK362" or (each.code, each.args) in known]
    return [each for each in new if each.severity is Severity.ERROR or (each.code, each.args) not in known]
