"""What changed between two policies, as reviewers read it: in words, with what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from dealerkit.problems import Problem
from dealerkit.report.difference_words import SECTIONS, both, days, is_definition, place, points, said, section
from dealerkit.report.findings import Json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import stated
from dealerkit.whatif.difference.change import Change, Difference, Value
from dealerkit.whatif.difference.change import Kind as ChangeKind
from dealerkit.whatif.difference.consequences import Consequences

if TYPE_CHECKING:
    from dealerkit.report.difference_impact import BookImpact

SHOWN = 12
"""Changes of one definition, test cases and rules on a screen."""

_TITLE = Words("What changed: {policy}", "政策变更：{policy}")
_HEAD = Words(
    "Revision {old} → {new}: {changes} in {definitions}.",
    "版本 {old} → {new}：{definitions} 处定义共 {changes} 项变更。",
)
_SAME = Words("Revision {old} → {new}: no change in meaning.", "版本 {old} → {new}：含义没有变更。")
_DEFINITION = Words("{title} ({address}){span}", "{title}（{address}）{span}")
_SPAN = Words(", {days}", "，{days}")
_READ_BY = Words("read by {rules}", "引用者：{rules}")
_MORE = Words("and {count} more: `--format json` gives all of them", "另有 {count} 项：用 `--format json` 可得全部")
_CASES = Words("Test cases of the old policy under the new one", "旧政策的测试用例在新政策下")
_NO_CASES = Words("The old policy has no test cases.", "旧政策没有测试用例。")
_HOLD = Words(
    "{count} cases: {holding} hold, {broken} no longer hold",
    "共 {count} 个用例：{holding} 个仍成立，{broken} 个不再成立",
)
_FAILING = Words(", {count} did not hold before either", "，{count} 个原本就不成立")
_KNOWN = Words(", {count} are known to be wrong", "，{count} 个已知有误")
_RIGHT = Words(", {count} known to be wrong come out right", "，{count} 个原已知有误的现已正确")
_STOP = Words(".", "。")
_BROKEN = Words("No longer hold", "不再成立")
_CASE = Words("{case}{title}: {why}", "{case}{title}：{why}")
_UNTESTED = Words("Changed rules that no test case of the new policy reaches", "新政策的用例没有触及的已变更规则")
_FINDINGS = Words("What `check` finds in the new policy and not in the old one", "`check` 在新政策中新发现的问题")
_NAMED = Words(" ({title})", "（{title}）")
_BEFORE = Words("before: {place}", "原 {place}")

_KINDS: Mapping[ChangeKind, Words] = {
    ChangeKind.ADDED: Words("added", "新增"),
    ChangeKind.REMOVED: Words("removed", "删除"),
    ChangeKind.CHANGED: Words("changed", "修改"),
    ChangeKind.RENAMED: Words("renamed", "改名"),
    ChangeKind.REORDERED: Words("reordered", "改变顺序"),
}
_TABLE = Words("Changes", "变更")
_COLUMNS = (
    Column("address", Words("address", "地址")),
    Column("change", Words("change", "变更")),
    Column("definition", Words("in", "定义")),
    Column("place", Words("what", "内容")),
    Column("before", Words("before", "原")),
    Column("after", Words("after", "现")),
    Column("from", Words("from", "起"), Kind.DATE),
    Column("to", Words("to", "止"), Kind.DATE),
    Column("was", Words("stood under", "原地址")),
)


@frozen(eq=False)
class DifferenceReport:
    """A comparison of two policies, ready to be read; with a book, whom it touches."""

    found: Difference
    follows: Consequences
    old_places: Places
    new_places: Places
    book: BookImpact | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong beside: only a book brings anything."""
        return () if self.book is None else self.book.problems

    def report(self) -> Report:
        """The report. Its first table is the impact where there is a book, else the changes."""
        return Report(
            "diff",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self._tables,
            self.document,
        )

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        impact = () if self.book is None else self.book.tables(lang)
        return (*impact, self._table(lang))

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.found.new.header
        by_definition = self.found.by_definition().values()
        blocks: list[Block] = [
            Paragraph(self._head(lang)),
            *(self._definition(changes, lang, shown) for changes in by_definition),
        ]
        if self.found.changes or self.follows.broken:
            blocks += self._consequences(lang, shown)
        if self.book is not None:
            blocks += self.book.blocks(lang, shown)
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _head(self, lang: Language) -> str:
        revisions = {"old": self.found.old.header.revision, "new": self.found.new.header.revision}
        if not self.found.changes:
            return stated(_SAME, lang, **revisions)
        count, definitions = len(self.found.changes), len(self.found.by_definition())
        if lang == "zh":
            return stated(_HEAD, lang, **revisions, changes=count, definitions=definitions)
        changes = f"{count} change{'s' if count > 1 else ''}"
        return stated(
            _HEAD,
            lang,
            **revisions,
            changes=changes,
            definitions=f"{definitions} definition{'s' if definitions > 1 else ''}",
        )

    def _definition(self, changes: Sequence[Change], lang: Language, shown: int) -> Points:
        first = changes[0]
        span = "" if first.section in SECTIONS else days(first.span, lang)
        title = first.title or section(first, lang)
        if first.title and first.section in SECTIONS:
            title = f"{section(first, lang)} {title}"
        told = stated(
            _DEFINITION,
            lang,
            title=title,
            address=first.definition,
            span=stated(_SPAN, lang, days=span) if span else "",
        )
        told_points: list[Point] = []
        for each in changes:
            is_whole = is_definition(each)
            told_points.append(Point(said(each, lang, short=is_whole or bool(shown)), self._place(each, lang)))
            if is_whole:
                lines = [Point(f"  {line}") for line in points(each, lang, short=bool(shown))]
                told_points += _cut(lines, shown, lang)
        readers = tuple(dict.fromkeys(address for each in changes for address in each.readers))
        if readers:
            told_points.append(Point(stated(_READ_BY, lang, rules=_listed(readers, lang))))
        return Points(told, _cut(told_points, shown * 2, lang))

    def _place(self, change: Change, lang: Language) -> str:
        if change.new_at is not None and change.kind is not ChangeKind.REMOVED:
            return self.new_places.of(change.new_at)
        if change.old_at is not None:
            return stated(_BEFORE, lang, place=self.old_places.of(change.old_at))
        return ""

    def _consequences(self, lang: Language, shown: int) -> Iterator[Block]:
        follows = self.follows
        yield Points(_CASES.said_in(lang), (Point(self._holding(lang)),))
        if follows.broken:
            points = [
                Point(
                    stated(
                        _CASE,
                        lang,
                        case=each.case.id,
                        title=stated(_NAMED, lang, title=each.case.title) if each.case.title else "",
                        why=("；" if lang == "zh" else "; ").join(
                            sentence(problem, lang)[0] for problem in each.problems
                        ),
                    ),
                    self.old_places.of(each.case.rule.at),
                )
                for each in follows.broken
            ]
            yield Points(_BROKEN.said_in(lang), _cut(points, shown, lang))
        if follows.untested:
            yield Points(_UNTESTED.said_in(lang), _cut([Point(each) for each in follows.untested], shown, lang))
        if follows.findings:
            points = [
                Point(f"{each.code} {sentence(each, lang)[0]}", "" if each.at is None else self.new_places.of(each.at))
                for each in follows.findings
            ]
            yield Points(_FINDINGS.said_in(lang), _cut(points, shown, lang))

    def _holding(self, lang: Language) -> str:
        follows = self.follows
        if not follows.cases:
            return _NO_CASES.said_in(lang)
        told = stated(_HOLD, lang, count=follows.cases, holding=follows.holding, broken=len(follows.broken))
        for words, found in ((_FAILING, follows.failing), (_KNOWN, follows.known), (_RIGHT, follows.right)):
            told += stated(words, lang, count=len(found)) if found else ""
        return told + _STOP.said_in(lang)

    def _table(self, lang: Language) -> Table:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                each.address,
                _KINDS[each.kind].said_in(lang),
                each.title or section(each, lang),
                place(each, lang),
                None if each.before is None else both(each, lang, short=False)[0],
                None if each.after is None else both(each, lang, short=False)[1],
                each.span.start,
                each.span.end,
                each.was or None,
            )
            for each in self.found.changes
        )
        return Table("changes", _TABLE, _COLUMNS, rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        old, new = self.found.old.header, self.found.new.header
        follows = self.follows
        found: dict[str, Json] = {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": new.name, "revision": new.revision},
            "as_of": None if self.book is None else self.book.as_of,
            "currency": new.currency,
            "old": {"name": old.name, "revision": old.revision, "currency": old.currency},
            "changed": bool(self.found.changes),
            "changes": [_change_json(each, lang) for each in self.found.changes],
            "tests": {
                "cases": follows.cases,
                "holding": follows.holding,
                "broken": [_case_json(each.case.id, each.problems, lang) for each in follows.broken],
                "failing_before": [each.case.id for each in follows.failing],
                "known": [each.case.id for each in follows.known],
                "mended": [each.case.id for each in follows.right],
            },
            "untested": [*follows.untested],
            "findings": [problem_json(each, lang) for each in follows.findings],
            "findings_gone": follows.mended,
        }
        return found if self.book is None else found | self.book.document(lang)


def _change_json(change: Change, lang: Language) -> Json:
    return {
        "kind": change.kind.value,
        "address": change.address,
        "was": change.was,
        "section": change.section,
        "definition": change.definition,
        "title": change.title,
        "said": said(change, lang, short=False),
        "meaning": change.doc,
        "before": _value_json(change.before),
        "after": _value_json(change.after),
        "from": _day_json(change.span.start),
        "to": _day_json(change.span.end),
        "added_before": change.ahead_of,
        "read_by": [*change.readers],
        "old_at": location_json(change.old_at),
        "new_at": location_json(change.new_at),
    }


def _value_json(found: Value | None) -> Json:
    if found is None:
        return None
    number = None if found.number is None else cell_for_programs(found.number)
    return {"text": found.text, "number": number}


def _case_json(case: str, problems: Sequence[Problem], lang: Language) -> Json:
    return {"case": case, "problems": [problem_json(each, lang) for each in problems]}


def _day_json(day: date | None) -> Json:
    return None if day is None else day.isoformat()


def _listed(names: Sequence[str], lang: Language) -> str:
    return ("、" if lang == "zh" else ", ").join(names)


def _cut(points: Sequence[Point], shown: int, lang: Language) -> tuple[Point, ...]:
    """The points, or the first of them with a word of how many there are."""
    if not shown or len(points) <= shown:
        return tuple(points)
    return (*points[:shown], Point(stated(_MORE, lang, count=len(points) - shown)))
