"""How the test cases of a policy ended: for people, as JSON, and as JUnit for build servers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dealerkit.assembly import CaseRun
from dealerkit.problems import Problem
from dealerkit.report.diagnostics import diagnostics, printable
from dealerkit.report.findings import Json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence

SCHEMA_VERSION = 1
"""Version of the JSON of test results."""


_UNCOVERED = Words("no case reached:", "没有用例触及：")


def verdicts_text(run: CaseRun, lang: Language) -> str:
    """What differed from the cases, rules no case reached, and the count."""
    parts = [diagnostics(run.problems, run.sources, lang)]
    if run.results and run.coverage.uncovered:
        parts.append(f"{_UNCOVERED.said_in(lang)}\n")
        parts += [f"  {printable(address)}\n" for address in run.coverage.uncovered]
    parts.append(f"{_count(run, lang)}\n")
    return "".join(parts)


def verdicts_json(run: CaseRun, lang: Language) -> str:
    """The run as one JSON document; ``problems`` are those of no case."""
    passed = sum(result.passed for result in run.results)
    document: Json = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "cases": len(run.results),
            "passed": passed,
            "failed": len(run.results) - passed,
            "rules_covered": len(run.coverage.covered),
            "rules_uncovered": len(run.coverage.uncovered),
        },
        "problems": [problem_json(each, lang) for each in _of_no_case(run)],
        "cases": [
            {
                "id": result.case.id,
                "title": result.case.title or "",
                "of": result.case.of,
                "address": result.case.rule.address,
                "at": location_json(result.case.rule.at),
                "passed": result.passed,
                "problems": [problem_json(each, lang) for each in result.problems],
            }
            for result in run.results
        ],
        "covered": [*run.coverage.covered],
        "uncovered": [*run.coverage.uncovered],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def verdicts_junit(run: CaseRun, lang: Language) -> str:
    """The run as JUnit XML: a test case for each case, and one more for what is wrong besides."""
    besides = _of_no_case(run)
    failed = sum(not result.passed for result in run.results) + bool(besides)
    count = len(run.results) + bool(besides)
    suite = Element("testsuite", name="dealerkit", tests=str(count), failures=str(failed))
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
    if besides:
        _fail(SubElement(suite, "testcase", classname="policy", name="policy"), besides, run, lang)
    indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suite, encoding="unicode") + "\n"


def _of_no_case(run: CaseRun) -> tuple[Problem, ...]:
    of_cases = {each for result in run.results for each in result.problems}
    return tuple(each for each in run.problems if each not in of_cases)


def _fail(case: Element, problems: Sequence[Problem], run: CaseRun, lang: Language) -> None:
    if not problems:
        return
    failure = SubElement(case, "failure", message=printable(sentence(problems[0], lang)[0]))
    shown = diagnostics(problems, run.sources, lang)
    failure.text = "\n".join(printable(line) for line in shown.splitlines())


def _count(run: CaseRun, lang: Language) -> str:
    passed = sum(result.passed for result in run.results)
    failed = len(run.results) - passed
    covered = len(run.coverage.covered)
    rules = covered + len(run.coverage.uncovered)
    if lang == "zh":
        ended = f"，{failed} 个不通过" if failed else ""
        return f"{passed} 个用例通过{ended}；{rules} 条规则中覆盖了 {covered} 条"
    ended = f", {failed} failed" if failed else ""
    return f"{passed} passed{ended}; {covered} of {rules} rules covered"
