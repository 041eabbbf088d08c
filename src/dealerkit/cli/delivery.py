"""How every command hands over: findings as its result, result tables, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dealerkit.cli import console, exits
from dealerkit.cli.commands import Option, choice, path
from dealerkit.problems import Problem, problem
from dealerkit.report.diagnostics import diagnostics
from dealerkit.report.files import write_folder
from dealerkit.report.findings import Count, findings_github, findings_json, findings_sarif
from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Table

FORMAT = Words("form of the result", "结果的格式")
OUT = Words("write the result into files in this folder", "把结果写成文件，放入该文件夹")

TABLE_FORMATS = ("table", "json", "csv", "md", "html", "xlsx")


def out_option() -> Option:
    """``--out FOLDER``."""
    return Option("--out", metavar="FOLDER", callback=path, help=OUT)


def table_options() -> tuple[Option, Option]:
    """``--format`` and ``--out`` of a command whose result is tables."""
    return choice("--format", "form", choices=TABLE_FORMATS, default="table", help=FORMAT), out_option()


def hand_over_findings(
    problems: Sequence[Problem], sources: Mapping[str, str], form: str, out: Path | None, lang: Language
) -> int:
    """Give findings as the result of a command: ``text``, ``json``, ``sarif`` or ``github``."""
    written, file_name, for_programs = _FINDINGS[form]
    content = written(problems, sources, lang)
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


def hand_over_tables(tables: Sequence[Table], form: str, out: Path | None, title: Words, lang: Language) -> int:
    """Give tables as the result of a command, on standard output or as files.

    In a pipe CSV holds one table only, the first; files hold all, one each (a workbook holds all).
    """
    if out is not None:
        contents = _files(tables, form, title, lang)
        trouble = contents if isinstance(contents, Problem) else write_folder(out, contents)
        if trouble is not None:
            return stop([trouble], {}, lang)
        return exits.FINE
    if form == "xlsx":
        return stop([problem("DK921", None, format=form)], {}, lang, ended=exits.USAGE)
    from dealerkit.report import layouts

    if form == "table":
        console.show("\n".join(layouts.text_table(table, lang) for table in tables))
    elif form == "md":
        console.give("\n".join(layouts.markdown_table(table, lang) for table in tables))
    elif form == "csv":
        console.give(layouts.csv_table(tables[0]))
    elif form == "html":
        console.give(layouts.html_page(title.said_in(lang), tables, lang))
    else:
        console.give(layouts.json_tables(tables, lang))
    return exits.FINE


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


def _files(tables: Sequence[Table], form: str, title: Words, lang: Language) -> Mapping[str, str | bytes] | Problem:
    from dealerkit.report import layouts

    if form == "xlsx":
        try:
            from dealerkit.report.workbook import workbook

            return {f"{tables[0].name}.xlsx": workbook(tables, lang)}
        except ModuleNotFoundError as absent:
            if absent.name != "xlsxwriter":
                raise
            return problem("DK920", None, format=form, package="XlsxWriter", extra="excel")
    if form == "csv":
        return {f"{table.name}.csv": layouts.csv_file(table, lang) for table in tables}
    if form == "md":
        return {f"{table.name}.md": layouts.markdown_table(table, lang) for table in tables}
    if form == "html":
        return {f"{table.name}.html": layouts.html_page(title.said_in(lang), [table], lang) for table in tables}
    if form == "json":
        return {f"{table.name}.json": layouts.json_tables([table], lang) for table in tables}
    return {f"{table.name}.txt": layouts.text_table(table, lang) for table in tables}
