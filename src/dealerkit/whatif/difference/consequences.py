"""What follows from a change without any book: test cases that no longer hold, and changed rules none reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from dealerkit.assembly.checking import problems_of
from dealerkit.assembly.covered import Coverage
from dealerkit.assembly.testing import FAILED, KNOWN, CaseResult, results_of
from dealerkit.policy.cases import Case
from dealerkit.policy.loading import Loaded
from dealerkit.policy.policy import Policy
from dealerkit.policy.records import Keyed
from dealerkit.problems import Problem
from dealerkit.whatif.difference.cases import as_quoted
from dealerkit.whatif.difference.change import Difference, Kind
from dealerkit.whatif.difference.names import moved, today

_NOT_DECIDING = frozenset({"policy", "calendars", "parameters", "facts", "tests"})
"""Sections without rules that a case could reach; what reads a parameter is told beside it."""


@frozen
class Consequences:
    """What becomes of the old policy's test cases under the new one, what no case reaches, and what is wrong now.

    ``cases`` is how many the old policy has; ``broken`` held under it and do not hold now; ``failing`` did not hold
    before either. Of those with a ``bug:`` note ``known`` are wrong as ever, and ``right`` come out right now.
    ``untested`` are addresses of rules that changed and that no passing case of the new policy is
    decided by. ``findings`` are those of ``check`` that only the new policy has, ``mended`` how many are gone.
    """

    cases: int
    broken: tuple[CaseResult, ...]
    failing: tuple[CaseResult, ...]
    untested: tuple[str, ...]
    findings: tuple[Problem, ...] = ()
    mended: int = 0
    known: tuple[CaseResult, ...] = ()
    right: tuple[CaseResult, ...] = ()

    @property
    def holding(self) -> int:
        """How many of the old cases hold under the new policy."""
        return self.cases - len(self.broken) - len(self.failing) - len(self.known) - len(self.right)


def consequences(found: Difference) -> Consequences:
    """Run the old policy's cases on both policies, and the new one's on the new one."""
    before = {each.case.id: each for each in _results(found.old, found.old.cases)}
    asked = Keyed({id: moved(case, found.names) for id, case in found.old.cases.items()})
    after = tuple(as_quoted(each, found.old.cases[each.case.id], found.names) for each in _results(found.new, asked))
    right = tuple(each for each in after if each.is_mended)
    failed = tuple(each for each in after if each.ended == FAILED and not each.is_mended)
    broken = tuple(each for each in failed if before[each.case.id].passed)
    olds = {_kind(each, found.names) for each in problems_of(found.old)}
    nows = problems_of(found.new)
    return Consequences(
        cases=len(before),
        broken=broken,
        failing=tuple(each for each in failed if each not in broken),
        untested=_untested(found, results_of(Loaded(found.new, (), {})).coverage),
        findings=tuple(each for each in nows if _kind(each, {}) not in olds),
        mended=len(olds - {_kind(each, {}) for each in nows}),
        known=tuple(each for each in after if each.ended == KNOWN),
        right=right,
    )


def _results(policy: Policy, cases: Keyed[Case]) -> tuple[CaseResult, ...]:
    if not cases:
        return ()
    return results_of(Loaded(evolve(policy, cases=cases), (), {})).results


def _untested(found: Difference, coverage: Coverage) -> tuple[str, ...]:
    """The rules of the new policy that changed, each as small as it can be named, without those a case reaches."""
    known = (*coverage.covered, *coverage.uncovered)
    changed: dict[str, None] = {}
    for each in found.changes:
        if each.section in _NOT_DECIDING or each.kind in {Kind.REMOVED, Kind.RENAMED}:
            changed |= dict.fromkeys(each.readers)
            continue
        if each.whole:
            changed |= dict.fromkeys(address for address in known if _is_in(address, each.address))
        changed[_nearest(each.address, known)] = None
    missed = set(coverage.uncovered)
    return tuple(address for address in changed if address in missed)


def _nearest(address: str, known: Iterable[str]) -> str:
    """The smallest rule that an address is in."""
    return max((each for each in known if _is_in(address, each)), key=len, default="")


def _is_in(address: str, outer: str) -> bool:
    return address == outer or address.startswith((f"{outer}.", f"{outer}["))


def _kind(finding: Problem, names: Mapping[str, str]) -> tuple[str, str]:
    return finding.code, today(finding.address, names)
