"""``test``: a policy's own worked examples, whether they hold, and which of its rules they reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from attrs import evolve, field, frozen

from dealerkit.assembly.checking import load
from dealerkit.assembly.covered import Coverage, below, coverage_of
from dealerkit.assembly.registry import DOMAINS
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.loading import Loaded
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.policy.overlays import found, steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.rules import rules
from dealerkit.problems import Arg, Problem, in_order, nearest, problem
from dealerkit.values.numbers import Number, read_rate


@frozen
class CaseResult:
    """How one case ended: passed when there are no problems.

    ``known`` is what differs in a case with a ``bug:`` note: a wrong answer that is known, and no finding.
    """

    case: Case
    problems: tuple[Problem, ...]
    decision: Decision | None = None
    known: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the answer and the rules behind it are as stated."""
        return not self.problems and not self.known

    @property
    def is_mended(self) -> bool:
        """Whether it is right, and its ``bug:`` note calls it wrong."""
        return any(each.code == MENDED for each in self.problems)

    @property
    def ended(self) -> str:
        """``passed``, ``failed``, or ``known``: wrong as its ``bug:`` note says."""
        return PASSED if self.passed else FAILED if self.problems else KNOWN


PASSED, FAILED, KNOWN = "passed", "failed", "known"

MENDED = "DK290"
"""The code of a case that passes, and is known to be wrong."""

DIFFERENCES = frozenset({"DK261", "DK262", "DK263"})
"""The codes of a decision that differs from what its case expects; a case that cannot be read differs in nothing."""

LACKING = "DK276"
"""A figure that the decision does not have. It may be the right answer's: known to be wrong beside what differs."""


@frozen
class CaseRun:
    """The results of a policy's cases. ``problems`` are all findings, failed cases included."""

    results: tuple[CaseResult, ...]
    coverage: Coverage
    problems: tuple[Problem, ...]
    sources: Mapping[str, str] = field(repr=False)
    least: Number | None = None
    """The share of rules, bands and rows that was asked to be covered."""

    def ended(self, how: str) -> int:
        """How many cases ended so: ``passed``, ``failed``, ``known``."""
        return sum(result.ended == how for result in self.results)


def run_tests(paths: Sequence[Path], keyword: str = "", least: Number | None = None) -> CaseRun:
    """Run the cases of the policy in these files whose name contains ``keyword``.

    With ``least``, less of the rules, of the bands or of the rows covered than that share is a finding (DK291).
    """
    return results_of(load(paths), keyword, least)


def results_of(loaded: Loaded, keyword: str = "", least: Number | None = None) -> CaseRun:
    """Run the cases of a loaded policy. A run without any case is a finding (DK264, DK265)."""
    policy = loaded.policy
    if policy is None:
        return CaseRun((), Coverage(), loaded.problems, loaded.sources, least)
    cases = [case for case in policy.cases.values() if keyword in case.id]
    problems = list(loaded.problems)
    at = policy.root.entries["policy"][0].at
    if not cases:
        known = tuple(policy.cases)
        problems.append(problem("DK265", at, keyword=keyword, allowed=known) if known else problem("DK264", at))
    results = tuple(result_of(policy, case) for case in cases)
    problems.extend(each for result in results for each in result.problems)
    coverage = _coverage(policy, results)
    if cases and least is not None:
        problems.extend(below(coverage, least, at))
    return CaseRun(results, coverage, in_order(problems), loaded.sources, least)


_A_DEFINITION = 2
"""Steps in the address of a rule in a section: the section and a name in it."""


def result_of(policy: Policy, case: Case) -> CaseResult:
    """Decide one case and compare. One that is known to be wrong and passes is a finding (DK290): it is mended."""
    result = _result(policy, case)
    if case.bug is None:
        return result
    codes = {each.code for each in result.problems}
    known = result.problems if codes & DIFFERENCES and codes <= {*DIFFERENCES, LACKING} else ()
    if len(known) < len(result.problems):
        return result  # what cannot be read is no wrong answer
    if known:
        return evolve(result, problems=(), known=known)
    node = found(policy.root, f"{case.rule.address}.bug")
    at = case.rule.at if node is None else node.at
    mended = problem("DK290", at, address=case.rule.address, case=case.id, bug=case.bug)
    return evolve(result, problems=(mended,))


def _result(policy: Policy, case: Case) -> CaseResult:
    reading = Reading(policy.catalogue, {name: each.type for name, each in policy.parameters.items()})
    changed = policy
    if case.overlay:
        overlaid = policy.overlaid({address: (case.rule.at, node) for address, node in case.overlay.items()})
        if not isinstance(overlaid, Policy):
            return CaseResult(case, overlaid)
        changed = overlaid
    section = case.of.partition(".")[0]
    domain = next((each for each in DOMAINS if each.section.key == section), None)
    if domain is None:
        testable = tuple(each.section.key for each in DOMAINS if each.section.key in policy.sections)
        reading.report("DK268", case.rule.at, case.rule.address, of=case.of, allowed=testable)
        return CaseResult(case, tuple(reading.problems))
    if not is_definition(changed, case.of):
        close = nearest(".".join(steps(case.of)[:_A_DEFINITION]), _definitions(changed))
        reading.report("DK260", case.rule.at, case.rule.address, case=case.id, of=case.of, nearest=close)
        return CaseResult(case, tuple(reading.problems))
    decision = domain.answer(changed, case, reading)
    if decision is not None and not reading.problems:
        _compare(changed, case, decision, reading)
    elif not reading.problems:
        reading.report("DK267", case.rule.at, case.rule.address, case=case.id)
    return CaseResult(case, in_order(reading.problems), decision)


def _compare(policy: Policy, case: Case, decision: Decision, reading: Reading) -> None:
    """Report every way in which a decision differs from what the case expects."""
    because = decision.because
    for name, node in expected_of(case.expect):
        if name not in FIGURES and not any(name == known for known, _ in decision.values):
            has = (*FIGURES, *(known for known, _ in decision.values))
            close = nearest(name, has)
            reading.report("DK276", node, case.rule.address, case=case.id, name=name, nearest=close, allowed=has)
            continue
        actual = actual_of(decision, name)
        if not _same(node, actual):
            shown = ", ".join(map(_text, _items(node)))
            reading.report(
                "DK261",
                node,
                case.rule.address,
                case=case.id,
                name=name,
                expected=shown,
                actual=_shown(actual),
                because=because,
            )
    known = _addresses(policy)
    for rule in case.because:
        if rule not in because:
            close = "" if rule in known else nearest(rule, known)
            reading.report(
                "DK262", case.rule.at, case.rule.address, case=case.id, rule=rule, because=because, nearest=close
            )
    for rule in case.not_because:
        if rule not in known and found(policy.root, rule) is None:
            close = nearest(rule, known)
            reading.report("DK275", case.rule.at, case.rule.address, case=case.id, rule=rule, nearest=close)
        if rule in because:
            reading.report("DK263", case.rule.at, case.rule.address, case=case.id, rule=rule, because=because)


FIGURES = ("outcome", "amount", "code", "missing")
"""What every decision can be expected to say, beside the figures of its domain."""


def expected_of(node: Node) -> Iterable[tuple[str, Node]]:
    """What is expected, by name; a single value is an amount or, in words, an outcome."""
    if isinstance(node, MappingNode):
        return [(name, child) for name, (_, child) in node.entries.items()]
    if isinstance(node, Scalar) and read_rate(node.text) is None:
        return [("outcome", node)]
    return [("amount", node)]


def actual_of(decision: Decision, name: str) -> Arg | None:
    """What a decision says under a name that can be expected."""
    own: dict[str, Arg | None] = {
        "outcome": decision.outcome.value,
        "amount": decision.amount,
        "code": decision.code,
        "missing": decision.missing,
    }
    return own[name] if name in own else decision.value(name)


def _same(node: Node, actual: Arg | None) -> bool:
    if isinstance(actual, tuple):
        return [_text(item) for item in _items(node)] == list(actual)
    text = _text(node)
    if isinstance(actual, (Decimal, Fraction, int)):
        expected = read_rate(text)
        return expected is not None and Fraction(expected) == Fraction(actual)
    return text == _shown(actual)


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else (node,)


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "…"


def _shown(actual: Arg | None) -> str:
    if isinstance(actual, tuple):
        return ", ".join(actual)
    return "none" if actual is None or actual == "" else str(actual)


def _addresses(policy: Policy) -> tuple[str, ...]:
    written = (rule.address for section in policy.sections.values() for rule in rules(section))
    return tuple(dict.fromkeys(each for each in written if each))


def _definitions(policy: Policy) -> tuple[str, ...]:
    return tuple(each for each in _addresses(policy) if is_definition(policy, each))


def is_definition(policy: Policy, address: str) -> bool:
    """Whether an address is of what can be tested: a name in a section, or a section that is one rule itself."""
    section = policy.sections.get(address.partition(".")[0])
    if section is None or found(policy.root, address) is None:
        return False
    key, depth = address.partition(".")[0], len(steps(address))
    if any(each.parts for each in DOMAINS if each.section.key == key):
        return depth == 1 or any(rule.address == address for rule in rules(section))
    return depth == (_A_DEFINITION if isinstance(section, Mapping) else 1)


def _coverage(policy: Policy, results: Iterable[CaseResult]) -> Coverage:
    """What the passing cases reached."""
    reached = {
        address
        for result in results
        if result.passed and result.decision is not None
        for address in result.decision.because
    }
    return coverage_of(_addresses(policy), reached)
