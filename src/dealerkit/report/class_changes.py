"""Who is in another class or grade than before, or than on file, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from dealerkit.report.languages import Words
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import NAME
from dealerkit.scoring.changes import Change
from dealerkit.scoring.classes.run import ClassRun

NameOf = Callable[[str, str], str]
"""What somebody is called, by the scheme or scorecard and his code."""

_CHANGES = Words("Changes since {since}", "自 {since} 以来的变动")
_REGRADED = Words("Grades changed since {since}", "自 {since} 以来的等级变动")
_ON_FILE = Words("Another class than on file", "与档案类别不符")

_SCHEME = Column("scheme", Words("scheme", "方案"))
_CARD = Column("scorecard", Words("scorecard", "评分卡"))
_MEMBER = Column("member", Words("member", "成员"))
_BEFORE = Column("before", Words("was", "原类别"))
_NOW = Column("now", Words("is", "现类别"))
_GRADE_BEFORE = Column("before", Words("was", "原等级"))
_GRADE_NOW = Column("now", Words("is", "现等级"))
_RECORDED = Column("on_file", Words("on file", "档案类别"))
_FOUND = Column("found", Words("by the rules", "按规则"))
_STEPS = Column("steps", Words("steps up", "升级级数"), Kind.INTEGER)

_OF_CHANGES = (_SCHEME, _MEMBER, NAME, _BEFORE, _NOW, _STEPS)
_OF_GRADES = (_CARD, _MEMBER, NAME, _GRADE_BEFORE, _GRADE_NOW, _STEPS)
_OF_FILES = (_SCHEME, _MEMBER, NAME, _RECORDED, _FOUND)


def class_changes(changes: Iterable[Change], since: date | None, name_of: NameOf) -> Table:
    """Who changed class since a day."""
    return Table("class_changes", _since(_CHANGES, since), _OF_CHANGES, _rows(changes, name_of))


def grade_changes(changes: Iterable[Change], since: date | None, name_of: NameOf) -> Table:
    """Who changed grade since a day."""
    return Table("grade_changes", _since(_REGRADED, since), _OF_GRADES, _rows(changes, name_of))


def other_on_file(run: ClassRun, member: str = "") -> Table:
    """Who has another class on file than the rules find; a change list for the customer files."""
    rows = tuple(
        (id, key, run.name(id, key) or None, on_file or None, found)
        for id, classed in run.classed.items()
        for key, on_file, found in classed.other_on_file
        if member in {"", key}
    )
    return Table("class_on_file", _ON_FILE, _OF_FILES, rows)


def _rows(changes: Iterable[Change], name_of: NameOf) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            each.scheme,
            each.key,
            name_of(each.scheme, each.key) or None,
            each.before or None,
            each.now or None,
            each.steps,
        )
        for each in changes
    )


def _since(words: Words, since: date | None) -> Words:
    return Words(words.en.format(since=since), words.zh.format(since=since))
