"""DK8: books, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

_OF_ROW = "correct the cell and run again; the other rows were read"

MESSAGES: dict[str, Wording] = {
    "DK800": Wording(
        "there is no book folder `{folder}`", "[did you mean `{nearest}`? ]give the folder that holds the tables"
    ),
    "DK801": Wording(
        "no file is called `{pattern}`",
        "[did you mean `{nearest}`? ]check `files:`, or put the export into the book's folder",
    ),
    "DK802": Wording(
        "the book[ `{folder}`] has no table `{table}`",
        "add `{table}.csv`, or map one of its files to `{table}` in columns.yaml",
    ),
    "DK803": Wording("a book has no table `{table}`", "[did you mean `{nearest}`? ]the tables are {allowed}"),
    "DK804": Wording(
        "the table `{table}` has no column `{column}`",
        "[did you mean `{nearest}`? ]a column of your own says what it holds: `{{heading: …, type: text}}`",
    ),
    "DK805": Wording(
        "`{file}` has no heading `{heading}`, which is to be `{column}`",
        "[did you mean `{nearest}`? ]check the spelling, `header_row:` and `encoding:`",
    ),
    "DK806": Wording("the heading `{heading}` stands twice", "rename one of the two: nobody could tell which is meant"),
    "DK807": Wording(
        "there are no headings in row {row}",
        "state `header_row:` where they stand lower; an empty file does not belong here",
    ),
    "DK808": Wording(
        "the heading `{heading}` is no column of `{table}`",
        "[did you mean `{nearest}`? ]map it in columns.yaml, or list the table there to pass it over",
    ),
    "DK809": Wording(
        "nothing fills the column `{column}` of `{table}`[: {meaning}]",
        "[is it the heading `{nearest}`? ]map a heading to it in columns.yaml, or give it a constant or a formula",
    ),
    "DK810": Wording("`{value}` is no encoding a book can have", "[did you mean `{nearest}`? ]use one of {allowed}"),
    "DK811": Wording(
        "the headings are not {encoding}: `{value}`",
        "state the encoding in which the file was saved: `encoding: gb18030` for most Chinese programs",
    ),
    "DK812": Wording("files that end in `{suffix}` cannot be read", "export the table to one of {known}"),
    "DK813": Wording(
        "reading `{suffix}` files needs an extra package", 'install it: pip install "dealerkit[[{extra}]]"'
    ),
    "DK814": Wording(
        "cannot read or write this file[: {reason}]",
        "check that it is complete, closed in other programs, and yours to use",
    ),
    "DK815": Wording(
        "this workbook has [no sheet `{sheet}`, only ]the sheets {sheets}",
        "[did you mean `{nearest}`? ]state the one to read: `sheet: …`",
    ),
    "DK816": Wording(
        "`{value}` is no date format",
        "write year, month and day once each, such as `%Y-%m-%d`, `%d/%m/%Y` or `%Y年%m月%d日`",
    ),
    "DK817": Wording("`{value}` cannot stand between cells", "give one character, such as `;`, or `tab`"),
    "DK818": Wording(
        "the key names `{column}`, which is no column here",
        "[did you mean `{nearest}`? ]a key is made of columns, not of headings",
    ),
    "DK819": Wording(
        "the column `{column}` already is a {type}", "remove `type:` and `unit:`; they are for columns of your own"
    ),
    "DK820": Wording(
        "the file `{file}` belongs to no table",
        "[is it `{nearest}`? ]rename it, map it in columns.yaml, or move it out of the book",
    ),
    "DK821": Wording(
        "the constant `{value}` of `{column}` cannot be read as {kind}",
        "write it as a cell of that column would be written",
    ),
    "DK822": Wording("`{pattern}` leads out of the book", "a book reads only files inside its own folder"),
    "DK823": Wording(
        "`{file}` has no column `{column}` for `ignore:` to look at",
        "[did you mean `{nearest}`? ]write a heading of the file, or the number of a column from 1",
    ),
    "DK830": Wording(
        "this row has {found} {found:cell|cells}, its heading {expected}",
        "look for a delimiter inside a text: such a text needs quotes",
    ),
    "DK831": Wording(
        "`{value}` is no text[ in {encoding}]",
        "check `encoding:`, or repair these bytes in the program that wrote them",
    ),
    "DK832": Wording(
        "a zero byte stands in this row: `{value}`", "export the table again: the file was damaged or is no text file"
    ),
    "DK833": Wording(
        "this cell[ under `{heading}`] has more than {most} characters",
        "look for a quote that is opened and never closed",
    ),
    "DK834": Wording("the cell under `{heading}` is empty", "fill it in: without it the row cannot be used"),
    "DK835": Wording(
        "`{value}` under `{heading}` is no number",
        "write digits, such as 1,234.50, (1,234.50), ¥30 or 30万; " + _OF_ROW,
    ),
    "DK836": Wording(
        "`{value}` under `{heading}` has more than {most} characters",
        "no amount is that long: look for two cells run together",
    ),
    "DK837": Wording(
        "`{value}` under `{heading}` is a percentage where an amount stands",
        "write the amount; only rates are written in per cent",
    ),
    "DK838": Wording(
        "`{value}` under `{heading}` is no date written as {formats}",
        "state `date_format:` as the file writes its dates; several may be listed",
    ),
    "DK839": Wording("`{value}` under `{heading}` may be {dates}", "state only the one date format that the file uses"),
    "DK840": Wording(
        "there is no day `{value}` between {first:plain} and {last:plain}", "correct the date under `{heading}`"
    ),
    "DK841": Wording(
        "`{value}` is no word that `{heading}` may hold",
        "[did you mean `{nearest}`? ]known are {allowed}; add its meaning under `values:`",
    ),
    "DK842": Wording(
        "a line with {columns} `{key}` was read before",
        "exports that overlap bring lines twice: this one was left out so that it is not paid twice",
    ),
    "DK843": Wording("`{value}` under `{heading}` is no whole number", _OF_ROW),
    "DK844": Wording(
        "`{value}` under `{heading}` is neither yes nor no", "write true or false, yes or no, 是 or 否, 1 or 0"
    ),
    "DK845": Wording(
        "the cell under `{heading}` holds the spreadsheet error `{value}`",
        "mend its formula in the spreadsheet and export again",
    ),
    "DK846": Wording(
        "`{value}` under `{heading}` is a number of more than {most} digits",
        "spreadsheets round such codes: format the column as text and enter them again",
    ),
    "DK847": Wording(
        "this line is no JSON object: `{value}`", "write one object a line; look near character {position}"
    ),
    "DK848": Wording("the key `{key}` stands twice in this object", "keep one of the two"),
    "DK849": Wording(
        "`{key}` holds a list or an object", "a table has one plain value a cell: write the parts as columns or rows"
    ),
    "DK850": Wording(
        "`{column}` cannot be computed as {formula}",
        "[the row has {inputs}; ]an input is empty, or a division has no end",
    ),
    "DK851": Wording(
        "a quote in this row is never closed[: it takes in {lines} lines]",
        'close it, or write a quote inside a text twice: ""',
    ),
    "DK852": Wording(
        "`{product}` is counted in {wanted}, and nothing converts {unit} into it",
        "add a row to the table `units`: how many {wanted} one {unit} is",
    ),
    "DK853": Wording(
        "a spreadsheet turned the code under `{heading}` into `{value}`",
        "its digits are lost: export it again with the column formatted as text",
    ),
    "DK854": Wording(
        "the key `{key}` is first met here, after {most} lines, and is passed over",
        "name it in columns.yaml if it is to be read",
    ),
    "DK860": Wording("`{key}` stands twice in `{table}`", "keep one row, or give both `valid_from` and `valid_to`"),
    "DK861": Wording(
        "two rows of `{key}` in `{table}` hold on the same days",
        "end the earlier one the day before the later one begins",
    ),
    "DK862": Wording("{path} go round in a circle in `{table}`", "give one of them another parent, or none"),
    "DK863": Wording(
        "`{node}` names the parent `{parent}`, which `{table}` does not have",
        "add the parent's row or correct its code",
    ),
    "DK864": Wording(
        "this row ends on {valid_to}, before it begins on {valid_from}", "exchange the two days or correct one"
    ),
    "DK865": Wording(
        "`{file}` has no heading `{heading}` to write under", "add the heading to the file; rows were not written"
    ),
    "DK866": Wording("another run is writing `{file}`", "wait for it; if there is none, delete `{mark}` and run again"),
    "DK867": Wording(
        "rows cannot be added to `{table}`[, which is read from {files}]",
        "keep this table in one CSV file: `files: {table}.csv`",
    ),
}
