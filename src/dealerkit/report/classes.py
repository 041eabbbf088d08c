"""Classes as people read them: how many are in each, how they are treated, who is in which and why, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import accumulate

from attrs import evolve, field, frozen

from dealerkit.report.class_changes import class_changes, other_on_file
from dealerkit.report.class_figures import figures_told
from dealerkit.report.classes_json import change_json, day_json, scheme_json
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import MISSING, NOT_KNOWN, stated
from dealerkit.report.workings import in_cents
from dealerkit.scoring.changes import Change
from dealerkit.scoring.classes.classifying import Classed, share_of
from dealerkit.scoring.classes.members import Placed
from dealerkit.scoring.classes.run import ClassRun
from dealerkit.scoring.figures.tables import CUSTOMER
from dealerkit.scoring.scorecards.run import CardRun, ScorecardRun
from dealerkit.values.exact import ZERO, add

SHOWN = 20
"""Members on a screen."""

_TITLE = Words("Classes: {policy}", "分类：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}, amounts in {currency}. {count} members in {schemes} schemes.",
    "截至 {as_of}，版本 {revision}，金额币种 {currency}。共 {count} 个成员，{schemes} 个分类方案。",
)
_SUMMARY = Words("Classes", "各类汇总")
_MEMBERS = Words("Who is in which class", "各成员的类别")
_MEMBERS_OF = Words("Who is in which class: {kind}", "各成员的类别：{kind}")
_DETAILS = Words("Figures behind the classes", "类别所依据的数字")
_HISTORY = Words("Class by class: from when on", "类别历史：自何时起")
_NO_CHANGES = Words("Nobody changed class since {since}.", "自 {since} 以来没有类别变动。")
_AS_ON_FILE = Words("Everybody is in the class on file.", "各成员的类别均与档案相符。")
_STORY = Words("{scheme}, {name}: {title}", "{scheme}，{name}：{title}")
_REST = Words("and {count} more: `--format csv` gives all of them", "另有 {count} 个：用 `--format csv` 可得全部")
_TRIED = Words("Not met", "不成立")

_KINDS = {
    CUSTOMER: Words("customer", "客户"),
    "outlet": Words("outlet", "门店"),
    "product": Words("product", "产品"),
    "employee": Words("employee", "员工"),
    "group": Words("group", "集团"),
    "territory": Words("territory", "区域"),
    "contract": Words("contract", "合同"),
}

_SCHEME = Column("scheme", Words("scheme", "方案"))
_CLASS = Column("class", Words("class", "类别"))
_CLASS_TITLE = Column("title", Words("called", "名称"))
_COUNT = Column("members", Words("members", "成员数"), Kind.INTEGER)
_COUNT_SHARE = Column("members_share", Words("share of members", "成员占比"), Kind.RATE)
_AMOUNT = Column("amount", Words("amount", "数额"), Kind.MONEY)
_AMOUNT_SHARE = Column("amount_share", Words("share of amount", "数额占比"), Kind.RATE)
_CUMULATED = Column("amount_cumulated", Words("cumulated", "累计占比"), Kind.RATE)
_TREATED = Column("treatment", Words("treatment", "对策"))
_MEMBER = Column("member", Words("member", "成员"))
_CUSTOMER = Column("customer", Words("customer", "客户"))
_NAME = Column("name", Words("name", "名称"))
_FIGURES = Column("figures", Words("figures", "数字"))
_WHY = Column("why", Words("why", "依据"))
_FROM = Column("from", Words("from", "自"), Kind.DATE)

_OF_SUMMARY = (_SCHEME, _CLASS, _CLASS_TITLE, _COUNT, _COUNT_SHARE, _AMOUNT, _AMOUNT_SHARE, _CUMULATED, _TREATED)
_OF_DETAILS = (_SCHEME, _MEMBER, _NAME, _CLASS, _CLASS_TITLE, _FIGURES, MISSING, _TREATED, _WHY)

_OF_HISTORY = (_SCHEME, _MEMBER, _NAME, _FROM, _CLASS)


@frozen(eq=False)
class ClassReport:
    """Everybody's classes, or one member's with every step; what changed since an earlier day, if that is asked."""

    run: ClassRun
    places: Places
    member: str = ""
    since: date | None = None
    changed: tuple[Change, ...] = ()
    history: tuple[ClassRun, ...] = ()
    scores: ScorecardRun | None = None
    kinds: tuple[str, ...] = field(init=False)

    @kinds.default
    def _of_the_schemes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.run.kind(id) for id in self.run.classed))

    def report(self) -> Report:
        """The report."""
        return Report(
            "classes",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self._tables,
            self.document,
        )

    def figures(self) -> tuple[int, int]:
        """How many members are classed, and by how many schemes."""
        return len({key for each in self.run.classed.values() for key in each.placed}), len(self.run.classed)

    @property
    def _has_files(self) -> bool:
        return any(each.scheme.recorded is not None for each in self.run.classed.values())

    def _asked(self, classed: Classed) -> Iterator[Placed]:
        return (each for each in classed.placed.values() if self.member in {"", each.key})

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        changes = (self._changes(),) if self.since is not None else ()
        on_file = (other_on_file(self.run, self.member),) if self._has_files else ()
        members = tuple(self._members(kind, lang) for kind in self.kinds)
        history = (self._history(),) if self.history else ()
        return (*members, self._summary(lang), self._details(lang), *changes, *history, *on_file)

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.run.policy.header
        count, schemes = self.figures()
        head = stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            currency=header.currency,
            count=f"{count:,}",
            schemes=schemes,
        )
        blocks: list[Block] = [Paragraph(head)]
        if not self.member:
            blocks.append(Sheet(in_cents(self._summary(lang))))
        for kind in self.kinds:
            blocks += _first(self._members(kind, lang), shown, lang)
        if self.since is not None:
            changes = self._changes()
            blocks += (
                _first(changes, shown, lang)
                if changes.rows
                else [Paragraph(stated(_NO_CHANGES, lang, since=self.since))]
            )
        if self.history:
            blocks += _first(self._history(), shown, lang)
        if self._has_files:
            on_file = other_on_file(self.run, self.member)
            blocks += _first(on_file, shown, lang) if on_file.rows else [Paragraph(_AS_ON_FILE.said_in(lang))]
        if self.member:
            blocks += self._stories(lang)
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _stories(self, lang: Language) -> Iterator[Block]:
        """Every step to each class of the member asked for, what was tried before, and how he is treated."""
        for classed, placed in self.run.of(self.member):
            scheme, described = classed.scheme, classed.of(self.member)
            name = self.run.name(scheme.id, self.member) or self.member
            title = (described.title or described.id) if described is not None else NOT_KNOWN.said_in(lang)
            reasons = [Point(step(each, lang), self.places.of(each.rule.at)) for each in placed.reasons]
            if placed.missing:
                reasons.append(Point(f"{MISSING.heading.said_in(lang)}: {', '.join(placed.missing)}"))
            if described is not None and described.treatment:
                reasons.append(Point(described.treatment, self.places.of(described.rule.at)))
            head = stated(_STORY, lang, scheme=scheme.title or scheme.id, name=name, title=title)
            yield Points(head, tuple(reasons))
            if placed.tried:
                tried = (Point(step(each, lang), self.places.of(each.rule.at)) for each in placed.tried)
                yield Points(_TRIED.said_in(lang), tuple(tried))

    def _summary(self, lang: Language) -> Table:
        rows = (row for classed in self.run.classed.values() for row in _of_classes(classed, lang))
        return Table("class_summary", _SUMMARY, _OF_SUMMARY, tuple(rows))

    def _members(self, kind: str, lang: Language) -> Table:
        """One row a member, one column a scheme, and one a scorecard."""
        schemes = [each for id, each in self.run.classed.items() if self.run.kind(id) == kind]
        all_cards = () if self.scores is None else self.scores.cards.values()
        cards = [each for each in all_cards if each.card.of == kind]
        columns = (
            _CUSTOMER if kind == CUSTOMER else Column(kind, _KINDS.get(kind, Words(kind, kind))),
            _NAME,
            *(Column(f"class_{each.scheme.id}", _title(each)) for each in schemes),
            *(Column(f"grade_{each.card.id}", Words(each.card.name, each.card.name)) for each in cards),
        )
        keys = [key for key in self.run.members(kind) if self.member in {"", key}]
        rows = tuple(
            (
                key,
                self.run.name(schemes[0].scheme.id, key) or None,
                *(_class_of(each, key, lang) for each in schemes),
                *(_grade_of(each, key, lang) for each in cards),
            )
            for key in keys
        )
        is_alone = len(self.kinds) == 1
        title = _MEMBERS if is_alone else _of_kind(kind)
        return Table("classes" if kind == CUSTOMER else f"classes_{kind}", title, columns, rows)

    def _details(self, lang: Language) -> Table:
        rows = (
            self._detail(id, classed, placed, lang)
            for id, classed in self.run.classed.items()
            for placed in self._asked(classed)
        )
        return Table("class_details", _DETAILS, _OF_DETAILS, tuple(rows))

    def _detail(self, id: str, classed: Classed, placed: Placed, lang: Language) -> tuple[Cell, ...]:
        described = classed.of(placed.key)
        return (
            id,
            placed.key,
            self.run.name(id, placed.key) or None,
            placed.name or None,
            described.title if described is not None else None,
            figures_told(placed, lang) or None,
            ", ".join(placed.missing) or None,
            described.treatment if described is not None else None,
            placed.reasons[-1].rule.address if placed.reasons else None,
        )

    def _changes(self) -> Table:
        return class_changes(self._asked_changes(), self.since, self.run.name)

    def _asked_changes(self) -> Iterator[Change]:
        return (each for each in self.changed if self.member in {"", each.key})

    def _history(self) -> Table:
        """Who was in which class from when on: one row for each time that a class changed, the first day's included."""
        rows: list[tuple[Cell, ...]] = []
        for id in self.run.classed:
            for key in sorted({key for run in self.history for key in run.classed[id].placed}):
                before: str | None = None
                for run in self.history if self.member in {"", key} else ():
                    placed = run.classed[id].placed.get(key)
                    name = "" if placed is None else placed.name
                    if name != before:
                        rows.append((id, key, self.run.name(id, key) or None, run.as_of, name or None))
                        before = name
        return Table("class_history", _HISTORY, _OF_HISTORY, tuple(rows))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON; every step of the member that is asked for."""
        found: dict[str, Json] = {
            **document_head(self.run.policy, self.run.as_of),
            "schemes": [
                scheme_json(self.run, classed, self._asked(classed), lang, with_steps=bool(self.member))
                for classed in self.run.classed.values()
            ],
        }
        if self.since is not None:
            found["since"] = self.since.isoformat()
            found["changes"] = [change_json(each) for each in self._asked_changes()]
        if self.history:
            found["history"] = [day_json(run, self.member) for run in self.history]
        return found


def _of_classes(classed: Classed, lang: Language) -> Iterator[tuple[Cell, ...]]:
    count, whole = len(classed.placed), classed.whole
    summary = classed.summary
    sums = accumulate((each.amount or ZERO for each in summary), add)
    for each, through in zip(summary, sums, strict=True):
        described = classed.scheme.into.get(each.name)
        yield (
            classed.scheme.id,
            each.name or NOT_KNOWN.said_in(lang),
            described.title if described is not None else None,
            each.count,
            Fraction(each.count, count) if count else None,
            each.amount,
            None if each.amount is None else share_of(each.amount, whole),
            None if each.amount is None else share_of(through, whole),
            described.treatment if described is not None else None,
        )


def _class_of(classed: Classed, key: str, lang: Language) -> str | None:
    placed = classed.placed.get(key)
    if placed is None:
        return None
    return placed.name or NOT_KNOWN.said_in(lang)


def _grade_of(card: CardRun, key: str, lang: Language) -> str | None:
    if key not in card.scored:
        return None
    return card.grade(key) or NOT_KNOWN.said_in(lang)


def _title(classed: Classed) -> Words:
    title = classed.scheme.title or classed.scheme.id
    return Words(title, title)


def _first(table: Table, shown: int, lang: Language) -> list[Block]:
    """A table with so many rows at most, and how many there are beyond."""
    rest = len(table.rows) - shown if shown else 0
    if rest <= 0:
        return [Sheet(table)]
    cut = evolve(table, rows=table.rows[:shown])
    return [Sheet(cut), Paragraph(stated(_REST, lang, count=f"{rest:,}"))]


def _of_kind(kind: str) -> Words:
    named = _KINDS.get(kind, Words(kind, kind))
    return Words(_MEMBERS_OF.en.format(kind=named.en), _MEMBERS_OF.zh.format(kind=named.zh))
