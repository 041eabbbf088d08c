"""How the test cases of a policy ended: for people, as JSON, and as JUnit for build servers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dealerkit.assembly import CaseResult, CaseRun, Coverage
from dealerkit.assembly.covered import BAND, KINDS, ROW, RULE
from dealerkit.assembly.testing import FAILED, KNOWN, PASSED
from dealerkit.problems import Problem
from dealerkit.report.diagnostics import diagnostics, printable
from dealerkit.report.findings import Json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence
from dealerkit.values.numbers import canonical

SCHEMA_VERSION = 1
"""Version of the JSON of test results."""


_UNCOVERED: Mapping[str, Words] = {
    RULE: Words(
        "no case reached these rules ({missed} of {count}):", "没有用例触及这些规则（共 {count} 条，缺 {missed} 条）："
    ),
    BAND: Words(
        "no case reached these bands ({missed} of {count}):", "没有用例触及这些坎级（共 {count} 个，缺 {missed} 个）："
    ),
    ROW: Words(
        "no case reached these table rows ({missed} of {count}):",
        "没有用例触及这些表格行（共 {count} 行，缺 {missed} 行）：",
    ),
}
_KNOWN = Words("known to be wrong:", "已知有误：")


def verdicts_text(run: CaseRun, lang: Language) -> str:
    """What differed from the cases, what is known to be wrong, what no case reached, and the count."""
    parts = [diagnostics(run.problems, run.sources, lang)]
    known = [result for result in run.results if result.ended == KNOWN]
    if known:
        parts.append(f"{_KNOWN.said_in(lang)}\n")
        parts += [f"  {printable(result.case.id)}: {printable(result.case.bug or '')}\n" for result in known]
    for kind in KINDS if run.results else ():
        part = run.coverage.of_kind(kind)
        if part.uncovered:
            heading = _UNCOVERED[kind].said_in(lang)
            parts.append(f"{heading.format(missed=len(part.uncovered), count=part.count)}\n")
            parts += [f"  {printable(address)}\n" for address in part.uncovered]
    parts.append(f"{_count(run, lang)}\n")
    return "".join(parts)


def verdicts_json(run: CaseRun, lang: Language) -> str:
    """The run as one JSON document; ``problems`` are those of no case."""
    coverage = run.coverage
    document: Json = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "cases": len(run.results),
            "passed": run.ended(PASSED),
            "failed": run.ended(FAILED),
            "known": run.ended(KNOWN),
            "rules_covered": len(coverage.covered),
            "rules_uncovered": len(coverage.uncovered),
        },
        "problems": [problem_json(each, lang) for each in _of_no_case(run)],
        "cases": [_case_json(result, lang) for result in run.results],
        "coverage": {
            "least": None if run.least is None else canonical(run.least),
            "kinds": [_kind_json(kind, coverage.of_kind(kind)) for kind in KINDS],
        },
        "covered": [*coverage.covered],
        "uncovered": [*coverage.uncovered],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _case_json(result: CaseResult, lang: Language) -> Json:
    case = result.case
    return {
        "id": case.id,
        "title": case.title or "",
        "of": case.of,
        "address": case.rule.address,
        "at": location_json(case.rule.at),
        "passed": result.passed,
        "ended": result.ended,
        "bug": case.bug or "",
        "problems": [problem_json(each, lang) for each in result.problems],
        "known": [problem_json(each, lang) for each in result.known],
    }


def _kind_json(kind: str, part: Coverage) -> Json:
    return {"kind": kind, "covered": len(part.covered), "count": part.count, "uncovered": [*part.uncovered]}


def verdicts_junit(run: CaseRun, lang: Language) -> str:
    """The run as JUnit XML: a test case for each case, and one more for what is wrong besides.

    What is known to be wrong is skipped, with what differs as its reason; the coverage stands among the properties.
    """
    besides = _of_no_case(run)
    failed = run.ended(FAILED) + bool(besides)
    count = len(run.results) + bool(besides)
    suite = Element(
        "testsuite", name="dealerkit", tests=str(count), failures=str(failed), skipped=str(run.ended(KNOWN))
    )
    if run.results:
        _tell_coverage(SubElement(suite, "properties"), run.coverage)
    for result in run.results:
        at = result.case.rule.at
        case = SubElement(
            suite,
            "testcase",
            classname=printable(result.case.of),
            name=printable(result.case.id),
            file=printable(at.file),
            line=str(at.line),
        )
        _fail(case, result.problems, run, lang)
        _skip(case, result, run, lang)
    if besides:
        _fail(SubElement(suite, "testcase", classname="policy", name="policy"), besides, run, lang)
    indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suite, encoding="unicode") + "\n"


def _of_no_case(run: CaseRun) -> tuple[Problem, ...]:
    of_cases = {each for result in run.results for each in result.problems}
    return tuple(each for each in run.problems if each not in of_cases)


def _tell_coverage(properties: Element, coverage: Coverage) -> None:
    for kind in KINDS:
        part = coverage.of_kind(kind)
        covered = f"{len(part.covered)}/{part.count}"
        SubElement(properties, "property", name=f"covered.{kind}s", value=covered)
        SubElement(properties, "property", name=f"uncovered.{kind}s", value=printable(", ".join(part.uncovered)))


def _fail(case: Element, problems: Sequence[Problem], run: CaseRun, lang: Language) -> None:
    if not problems:
        return
    failure = SubElement(case, "failure", message=printable(sentence(problems[0], lang)[0]))
    failure.text = _shown(problems, run, lang)


def _skip(case: Element, result: CaseResult, run: CaseRun, lang: Language) -> None:
    if result.ended == KNOWN:
        skipped = SubElement(case, "skipped", message=printable(result.case.bug or ""))
        skipped.text = _shown(result.known, run, lang)


def _shown(problems: Sequence[Problem], run: CaseRun, lang: Language) -> str:
    return "\n".join(printable(line) for line in diagnostics(problems, run.sources, lang).splitlines())


def _count(run: CaseRun, lang: Language) -> str:
    passed, failed, known = run.ended(PASSED), run.ended(FAILED), run.ended(KNOWN)
    covered, rules = len(run.coverage.covered), run.coverage.count
    if lang == "zh":
        ended = (f"，{failed} 个不通过" if failed else "") + (f"，{known} 个已知有误" if known else "")
        return f"{passed} 个用例通过{ended}；{rules} 条规则中覆盖了 {covered} 条"
    ended = (f", {failed} failed" if failed else "") + (f", {known} known to be wrong" if known else "")
    return f"{passed} passed{ended}; {covered} of {rules} rules covered"
