"""Problems as machines read them: JSON, SARIF 2.1.0, GitHub workflow commands; and their count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from urllib.parse import quote

from attrs import frozen

from dealerkit.problems import Arg, Location, Problem, Related, Severity
from dealerkit.report.languages import Language
from dealerkit.report.messages import PHRASEBOOKS, role, sentence
from dealerkit.report.messages.wording import generic

SCHEMA_VERSION = 1
"""Version of the JSON of findings; it rises when a reader of the old form would misread the new one."""

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@frozen
class Count:
    """How many errors, warnings and notes there are, in how many files."""

    errors: int
    warnings: int
    notes: int
    files: int

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Count:
        """The count of ``problems``."""
        by_severity = dict.fromkeys(Severity, 0)
        files = set()
        for problem in problems:
            by_severity[problem.severity] += 1
            if problem.at:
                files.add(problem.at.file)
        return cls(by_severity[Severity.ERROR], by_severity[Severity.WARNING], by_severity[Severity.NOTE], len(files))

    @property
    def findings(self) -> int:
        """Errors and warnings: what makes a run end with 1."""
        return self.errors + self.warnings

    def summary(self, lang: Language) -> str:
        """One line: ``2 errors, 1 warning in 1 file``."""
        if lang == "zh":
            counted = ((self.errors, "个错误"), (self.warnings, "个警告"), (self.notes, "条说明"))
            return "，".join(f"{n} {unit}" for n, unit in counted if n) + f"（{self.files} 个文件）"
        counted = ((self.errors, "error"), (self.warnings, "warning"), (self.notes, "note"))
        return ", ".join(_counted(n, unit) for n, unit in counted if n) + f" in {_counted(self.files, 'file')}"


def findings_json(
    problems: Sequence[Problem], lang: Language, beside: Mapping[str, Json] = MappingProxyType({})
) -> str:
    """The findings as one JSON document; numbers with decimals are texts, so that none is rounded."""
    count = Count.of(problems)
    document: Json = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "errors": count.errors,
            "warnings": count.warnings,
            "notes": count.notes,
            "files": count.files,
        },
        "problems": [problem_json(problem, lang) for problem in problems],
        **beside,
    }
    return _dumped(document)


def problem_json(problem: Problem, lang: Language) -> dict[str, Json]:
    """One problem as JSON: its code and arguments for programs, its sentence for people."""
    main, help_ = sentence(problem, lang)
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": main,
        "help": help_,
        "address": problem.address,
        "at": location_json(problem.at),
        "args": {name: arg_json(value) for name, value in problem.args},
        "related": [_related_json(each, lang) for each in problem.related],
    }


def location_json(at: Location | None) -> Json:
    """A place as JSON; nothing for no place."""
    return {"file": at.file, "line": at.line, "column": at.column, "length": at.length} if at else None


def arg_json(value: Arg) -> Json:
    """An argument as JSON: whole numbers as numbers, other numbers and dates as texts."""
    if isinstance(value, tuple):
        return [*value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, (date, Fraction)) else value


def findings_sarif(problems: Sequence[Problem], lang: Language) -> str:
    """The findings as SARIF 2.1.0: a rule per code, the address as logical location."""
    codes = sorted({problem.code for problem in problems})
    document: Json = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "dealerkit", "rules": [_sarif_rule(code, lang) for code in codes]}},
                "language": "zh-CN" if lang == "zh" else "en-US",
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(problem, codes.index(problem.code), lang) for problem in problems],
            }
        ],
    }
    return _dumped(document)


def findings_github(problems: Sequence[Problem], lang: Language) -> str:
    """The findings as GitHub workflow commands, one a line, shown beside the changed lines."""
    return "".join(f"{_github_command(problem, lang)}\n" for problem in problems)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _dumped(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _related_json(related: Related, lang: Language) -> Json:
    return {"role": related.role, "message": role(related.role, lang), "at": location_json(related.at)}


def _sarif_rule(code: str, lang: Language) -> Json:
    wording = PHRASEBOOKS[lang].messages.get(code)
    rule: dict[str, Json] = {"id": code}
    if wording is not None:
        rule["shortDescription"] = {"text": generic(wording.main)}
    if wording is not None and wording.help:
        rule["help"] = {"text": generic(wording.help)}
    return rule


_SARIF_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def _sarif_result(problem: Problem, rule: int, lang: Language) -> Json:
    main, help_ = sentence(problem, lang)
    place: dict[str, Json] = {}
    if problem.at:
        place["physicalLocation"] = _sarif_place(problem.at)
    if problem.address:
        place["logicalLocations"] = [{"fullyQualifiedName": problem.address}]
    result: dict[str, Json] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[problem.severity],
        "message": {"text": f"{main}\n{help_}".strip() or problem.code},
    }
    if place:
        result["locations"] = [place]
    if problem.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": role(each.role, lang)},
                "physicalLocation": _sarif_place(each.at),
            }
            for number, each in enumerate(problem.related, start=1)
        ]
    return result


def _sarif_place(at: Location) -> Json:
    column = max(at.column, 1)
    return {
        "artifactLocation": {"uri": _uri(at.file)},
        "region": {
            "startLine": max(at.line, 1),
            "startColumn": column,
            "endColumn": column + max(at.length, 1),
        },
    }


def _uri(file: str) -> str:
    return quote(file.replace("\\", "/").encode("utf-8", "surrogateescape"), safe="/:")


_GITHUB_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def _github_command(problem: Problem, lang: Language) -> str:
    main, help_ = sentence(problem, lang)
    properties: dict[str, str] = {}
    if problem.at:
        properties["file"] = problem.at.file
        properties["line"] = str(problem.at.line)
        properties["col"] = str(problem.at.column)
        properties["endColumn"] = str(problem.at.column + problem.at.length)
    properties["title"] = problem.code
    stated = ",".join(f"{name}={_github_property(value)}" for name, value in properties.items())
    text = _github_text(f"{main}\n{help_}".strip())
    return f"::{_GITHUB_LEVELS[problem.severity]} {stated}::{text}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")
