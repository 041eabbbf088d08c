"""How every command hands over: findings as its result, result tables, and what went wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from dealerkit.cli import console, exits
from dealerkit.cli.commands import Option, choice, path
from dealerkit.problems import Problem, problem
from dealerkit.report.diagnostics import diagnostics
from dealerkit.report.files import write_folder
from dealerkit.report.findings import Count, Json, findings_github, findings_json, findings_sarif
from dealerkit.report.languages import Language, Words
from dealerkit.report.layouts import csv_file, csv_table
from dealerkit.report.reports import Report
from dealerkit.report.words import stated

FORMAT = Words("form of the result", "结果的格式")
_NOT_IN_IT = Words(
    "not in this table: {tables}; all of it with `--out FOLDER` or `--format json`",
    "此表未包括：{tables}；用 `--out 文件夹` 或 `--format json` 可看全部",
)
_TABLE = Words("{title} (`{name}`)", "{title}（`{name}`）")
OUT = Words("write the result in full into files in this folder", "把完整结果写成文件，放入该文件夹")

TABLE_FORMATS = ("table", "json", "csv", "md", "html", "xlsx")


def out_option() -> Option:
    """``--out FOLDER``."""
    return Option("--out", metavar="FOLDER", callback=path, help=OUT)


def table_options(*further: str) -> tuple[Option, Option]:
    """``--format`` and ``--out`` of a command whose result is tables, and may have further forms."""
    forms = (*TABLE_FORMATS, *further)
    return choice("--format", "form", choices=forms, default="table", help=FORMAT), out_option()


def hand_over_findings(
    problems: Sequence[Problem],
    sources: Mapping[str, str],
    form: str,
    out: Path | None,
    lang: Language,
    beside: Mapping[str, Json] = MappingProxyType({}),
) -> int:
    """Give findings as the result of a command: ``text``, ``json``, ``sarif`` or ``github``.

    ``beside`` is what the JSON has beside the findings.
    """
    written, file_name, for_programs = _FINDINGS[form]
    content = findings_json(problems, lang, beside) if form == "json" else written(problems, sources, lang)
    count = Count.of(problems)
    if out is not None:
        trouble = write_folder(out, {file_name: content})
        if trouble is not None:
            return stop([trouble], {}, lang)
    elif for_programs:
        console.give(content)
    else:
        console.show(content)
    if problems:
        console.flush()
        console.say(f"{count.summary(lang)}\n")
    return exits.FINDINGS if count.findings else exits.FINE


def hand_over(
    report: Report,
    written: Sequence[Report],
    form: str,
    out: Path | None,
    lang: Language,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> int:
    """Give a report as the result of a command, on standard output or as the files of ``written``.

    In a pipe CSV holds one table only, the first; files hold all, one each (a workbook holds all). Of a
    result with several answers it is the first that has rows, and standard error names the others. The
    form ``table`` is a page on the screen; with a folder its files are the page in full and CSV tables,
    and the page is shown as well. ``pictures`` are files that stand beside them in the folder.
    """
    if out is not None:
        contents: dict[str, str | bytes] = {**pictures}
        for each in written:
            made = _files(each, form, lang)
            if isinstance(made, Problem):
                return stop([made], {}, lang)
            contents |= made
        trouble = write_folder(out, contents)
        if trouble is not None:
            return stop([trouble], {}, lang)
        if form == "table":
            console.show(report.page(lang).text(lang))
        return exits.FINE
    if form in report.further:
        console.give(report.further[form](lang))
    elif form == "xlsx":
        return stop([problem("DK921", None, format=form)], {}, lang, ended=exits.USAGE)
    elif form == "table":
        console.show(report.page(lang).text(lang))
    elif form == "md":
        console.give(report.paper(lang).markdown(lang))
    elif form == "html":
        console.give(report.paper(lang).html(lang))
    elif form == "csv":
        _give_csv(report, lang)
    else:
        console.give(_json(report, lang))
    return exits.FINE


def _give_csv(report: Report, lang: Language) -> None:
    """The one table that a pipe gets, and on standard error which answers are not in it."""
    tables = report.tables(lang) if report.answers is None else report.answers(lang)
    answered = [] if report.answers is None else [table for table in tables if table.rows]
    console.give(csv_table(answered[0] if answered else tables[0]))
    if answered[1:]:
        others = (stated(_TABLE, lang, title=table.title.said_in(lang), name=table.name) for table in answered[1:])
        told = ("、" if lang == "zh" else ", ").join(others)
        console.flush()
        console.say(f"{stated(_NOT_IN_IT, lang, tables=told)}\n")


def note(problems: Sequence[Problem], sources: Mapping[str, str], lang: Language) -> None:
    """Say on standard error what was found beside the result."""
    console.say(diagnostics(problems, sources, lang))


def stop(problems: Sequence[Problem], sources: Mapping[str, str], lang: Language, *, ended: int = exits.NOT_RUN) -> int:
    """Say on standard error why there is no result, and how the run ended."""
    note(problems, sources, lang)
    return ended


Written = Callable[[Sequence[Problem], Mapping[str, str], Language], str]

_FINDINGS: Mapping[str, tuple[Written, str, bool]] = {
    "text": (diagnostics, "findings.txt", False),
    "json": (lambda problems, _, lang: findings_json(problems, lang), "findings.json", True),
    "sarif": (lambda problems, _, lang: findings_sarif(problems, lang), "findings.sarif", True),
    "github": (lambda problems, _, lang: findings_github(problems, lang), "findings.github.txt", True),
}

FINDING_FORMATS = tuple(_FINDINGS)


def _files(report: Report, form: str, lang: Language) -> dict[str, str | bytes] | Problem:
    """The files of one report by name."""
    name = report.name
    if form in report.further:
        return {f"{name}.{form}": report.further[form](lang)}
    if form == "xlsx":
        try:
            from dealerkit.report.workbook import workbook

            return {f"{name}.xlsx": workbook(report.tables(lang), lang)}
        except ModuleNotFoundError as absent:
            if absent.name != "xlsxwriter":
                raise
            return problem("DK920", None, format=form, package="XlsxWriter", extra="excel")
    if form == "json":
        return {f"{name}.json": _json(report, lang)}
    if form == "md":
        return {f"{name}.md": report.paper(lang).markdown(lang)}
    if form == "html":
        return {f"{name}.html": report.paper(lang).html(lang)}
    sheets: dict[str, str | bytes] = {f"{table.name}.csv": csv_file(table, lang) for table in report.tables(lang)}
    return sheets if form == "csv" else {f"{name}.txt": report.paper(lang).text(lang), **sheets}


def _json(report: Report, lang: Language) -> str:
    return json.dumps(report.document(lang), ensure_ascii=False, indent=2) + "\n"
