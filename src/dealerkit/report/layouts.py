"""Tables as text: for a terminal, Markdown, CSV and a page to print."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from tabulate import tabulate

from dealerkit.report.diagnostics import printable
from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Table, cell_for_people, cell_for_programs

BOM = "\ufeff"
"""Stands first in CSV files, or Excel on Chinese Windows reads them as GBK; pipes go without."""

_EMPTY = Words("(no rows)", "（无）")


def text_table(table: Table, lang: Language) -> str:
    """For a terminal: the title, aligned columns (Chinese characters are two wide)."""
    title = printable(table.title.said_in(lang))
    if not table.rows:
        return f"{title}\n{_EMPTY.said_in(lang)}\n"
    body = tabulate(
        [[printable(cell) for cell in row] for row in _for_people(table)],
        headers=[printable(heading) for heading in table.headings(lang)],
        tablefmt="simple",
        # Without this, tabulate rewrites 1234567.10 as 1.23457e+06 and 00123 as 123.
        disable_numparse=True,
        colalign=["right" if column.kind.is_figure else "left" for column in table.columns],
    )
    lines = [line.rstrip() for line in body.split("\n")]
    return "\n".join([title, *lines]) + "\n"


def markdown_table(table: Table, lang: Language) -> str:
    """A Markdown table under its title."""
    marks = ["---:" if column.kind.is_figure else "---" for column in table.columns]
    lines = [f"### {markdown_text(table.title.said_in(lang))}", ""]
    lines.append(_markdown_row([markdown_text(heading) for heading in table.headings(lang)]))
    lines.append(_markdown_row(marks))
    lines += [_markdown_row([markdown_text(cell) for cell in row]) for row in _for_people(table)]
    return "\n".join(lines) + "\n"


def csv_table(table: Table) -> str:
    """Comma-separated values with the columns' names as heading, ready for a pipe; no BOM."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([cell_for_programs(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def csv_file(table: Table, lang: Language) -> str:
    """Comma-separated values for a spreadsheet: BOM, headings for people, no cell taken for a formula."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_not_a_formula(heading) for heading in table.headings(lang)])
    for row in table.rows:
        writer.writerow([_not_a_formula(cell) if isinstance(cell, str) else cell_for_programs(cell) for cell in row])
    return out.getvalue()


def html_document(title: str, body: str, lang: Language) -> str:
    """A page around ``body`` that needs no other file and prints well."""
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


_STYLE = """\
body { font-family: system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; margin: 2em; color: #111; }
table { border-collapse: collapse; margin-bottom: 2em; }
th, td { border: 1px solid #999; padding: .25em .6em; text-align: left; vertical-align: top; }
th { background: #eee; }
li code { color: #666; margin-left: .6em; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@media print { body { margin: 0; font-size: 10pt; } }
"""


def _for_people(table: Table) -> Iterable[list[str]]:
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        yield [cell_for_people(cell, kind) for cell, kind in zip(row, kinds, strict=True)]


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def markdown_text(text: str) -> str:
    """``text`` on one line, meaning itself in Markdown."""
    one_line = " ".join(text.split())
    for character in "\\`*_[]|":
        one_line = one_line.replace(character, f"\\{character}")
    return one_line.replace("<", "&lt;")


def _not_a_formula(text: str) -> str:
    # A spreadsheet runs a cell that begins so; the apostrophe makes it text.
    return f"'{text}" if len(text) > 1 and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def html_table(table: Table, lang: Language) -> str:
    """A table under its title."""
    classes = [' class="figure"' if column.kind.is_figure else "" for column in table.columns]
    lines = [f"<h2>{escape(table.title.said_in(lang))}</h2>", "<table>", "<thead>"]
    lines.append(_html_row("th", classes, table.headings(lang)))
    lines += ["</thead>", "<tbody>"]
    lines += [_html_row("td", classes, row) for row in _for_people(table)]
    return "\n".join([*lines, "</tbody>", "</table>"])


def _html_row(tag: str, classes: Sequence[str], cells: Sequence[str]) -> str:
    return (
        "<tr>" + "".join(f"<{tag}{c}>{escape(cell)}</{tag}>" for c, cell in zip(classes, cells, strict=True)) + "</tr>"
    )
