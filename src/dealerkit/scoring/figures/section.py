"""The ``scoring.figures`` room: figures read in the order in which they need each other.

What is written about rows is read by the columns of its table; a formula is read after the figures it names. Each
figure is a fact (``figure.sales``) for everything that is read after this room.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping

from attrs import frozen

from dealerkit.book.kinds import Kind
from dealerkit.book.tables import TABLES
from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.expressions.checking import UNKNOWN
from dealerkit.policy.expressions.lexer import is_name
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.reading import INVALID, Invalid, Reading, described, inside
from dealerkit.policy.renaming import keys_renamed_once
from dealerkit.policy.scalars import KEY, JsonSchema
from dealerkit.policy.shapes import Keyed, keyed
from dealerkit.policy.types import BOOLEAN, COUNT, DATE, NUMBER, SHARE, TEXT, TREE, Type, number
from dealerkit.problems import Location, nearest
from dealerkit.scoring.figures.figure import AS_OF, FIGURE, RECORD, ROWS, Figure, Reckoned
from dealerkit.scoring.figures.needs import in_order, needed
from dealerkit.scoring.figures.tables import COMPANY, Rows, rows_of

_SHAPE = keyed(RECORD)
_NUMBERS = {Kind.NUMBER, Kind.SHARE, Kind.COUNT}
_DATES = {Kind.DATE, Kind.MOMENT}
_OF_DAYS = {"earliest", "latest"}
_OF_NUMBERS = {"sum", "average", "median", "last"}
_FORMULA = frozenset({"figure", "dealer", "contract"})

TODAY = Fact(FIGURE + AS_OF, DATE, meaning="the day that is asked about", source="section scoring", instant="day asked")


class FiguresShape:
    """The ``figures:`` room; each name read is a fact for the rooms and sections after it."""

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[Reckoned] | Invalid:
        """The figures, or INVALID with the reasons reported: DK700 to DK704, DK706."""
        reading.catalogue = _with(reading.catalogue, (TODAY,))
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        if not node.entries:
            return reading.report("DK142", node, address)
        sound = True
        written: dict[str, Figure | None] = {}
        for id, (key, child) in node.entries.items():
            if KEY.read(key, reading, address) is INVALID:
                sound = False
                continue
            if not is_name(FIGURE + id) or id == AS_OF:
                better = f"{id}_day" if id == AS_OF else id.replace("-", "_")
                reading.report("DK706", key, f"{address}.{id}", name=id, mend=better)
                sound = False
            read = RECORD.read_named(child, reading, f"{address}.{id}", id, key.at)
            written[id] = None if isinstance(read, Invalid) else read
        found: dict[str, Reckoned] = {}
        order, circle = in_order(written)
        for id in order:
            figure = written[id]
            made = None if figure is None or id in circle else _Reader(figure, reading, found, written).read()
            sound = sound and made is not None
            if made is not None:
                found[id] = made
            # What cannot be read is known all the same: rules that ask for it have no mistake of their own.
            kind = made.type if made is not None else UNKNOWN
            fact = Fact(
                FIGURE + id,
                kind,
                meaning=(figure.name if figure else id),
                source="section scoring",
                instant="day asked",
            )
            if is_name(fact.name) and id != AS_OF:
                reading.catalogue = _with(reading.catalogue, (fact,))
        sound = keys_renamed_once(node, reading, address) and sound
        for path in dict.fromkeys(circle.values()):
            first = written[path[0]]
            if first is not None:
                reading.report("DK702", first.rule.at, first.rule.address, name=first.id, path=path)
            sound = False
        return Keyed({id: found[id] for id in written if id in found}) if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the room."""
        return _SHAPE.schema(definitions)


FIGURES = FiguresShape()
"""The shape of the room."""


def _with(catalogue: Catalogue, facts: tuple[Fact, ...]) -> Catalogue:
    return catalogue.with_facts(each for each in facts if each.name not in catalogue)


@frozen
class _Reader:
    """Reads what one figure says, by the table it is reckoned from."""

    figure: Figure
    reading: Reading
    before: AbstractMapping[str, Reckoned]
    all: AbstractMapping[str, Figure | None]

    def read(self) -> Reckoned | None:
        figure = self.figure
        if figure.aggregate is not None:
            return self._of_rows(figure.aggregate)
        if figure.formula is not None:
            return self._formula(figure.formula)
        return self._across()

    def _of_rows(self, aggregate: str) -> Reckoned | None:
        figure, rule = self.figure, self.figure.rule
        if figure.from_ is None:
            self.reading.report(
                "DK131", rule.at, rule.address, key="from", doc="the table whose rows it is reckoned from"
            )
            return None
        rows = rows_of(figure.from_)
        if rows is None:
            close = nearest(figure.from_, TABLES)
            self.reading.report("DK700", rule.at, rule.address, table=figure.from_, nearest=close)
            return None
        catalogue = rows.facts(self.reading.catalogue)
        sound = [True]
        measure, kind = self._measure(aggregate, rows, catalogue, sound)
        weight = None if figure.weight is None else self._column("weight", figure.weight, rows, catalogue, sound)[0]
        per = None if figure.per is None else self._plain("per", figure.per, rows, sound)
        where = None if figure.where is None else self._compiled("where", figure.where, rows, catalogue, BOOLEAN, sound)
        subject = self._subject(rows, catalogue, sound)
        day = self._day(rows, sound)
        if not sound[0]:
            return None
        return Reckoned(
            rule=rule,
            id=figure.id,
            figure=figure,
            type=number(figure.unit) if figure.unit and kind.kind == "number" else kind,
            rows=rows,
            subject=subject,
            where=where,
            measure=measure,
            weight=weight,
            per=per,
            day=day,
        )

    def _measure(
        self, aggregate: str, rows: Rows, catalogue: Catalogue, sound: list[bool]
    ) -> tuple[str | Expression | None, Type]:
        node: Node = getattr(self.figure, aggregate)
        if aggregate == "count":
            return (self._plain(aggregate, node, rows, sound, also=(ROWS,)), COUNT)
        return self._column(aggregate, node, rows, catalogue, sound)

    def _column(
        self, key: str, node: Node, rows: Rows, catalogue: Catalogue, sound: list[bool]
    ) -> tuple[str | Expression | None, Type]:
        """A column that fits the key, or an expression; with its type."""
        if isinstance(node, Scalar) and node.text.startswith("="):
            wanted = DATE if key in _OF_DAYS else NUMBER
            made = self._compiled(key, node, rows, catalogue, wanted, sound)
            return made, made.type if made is not None else UNKNOWN
        wanted_kinds = _DATES if key in _OF_DAYS else _NUMBERS | (_DATES if key in {"min", "max"} else set())
        name = self._plain(key, node, rows, sound, kinds=wanted_kinds)
        fact = catalogue.get(f"{rows.root}.{name}") if name else None
        return name, fact.type if fact is not None else UNKNOWN

    def _plain(
        self,
        key: str,
        node: Node,
        rows: Rows,
        sound: list[bool],
        *,
        kinds: set[Kind] | None = None,
        also: tuple[str, ...] = (),
    ) -> str | None:
        """The name of a column of the table. DK701 where it has none of this name, or of another kind."""
        name = node.text if isinstance(node, Scalar) else ""
        fitting = tuple(each.name for each in rows.table.columns if kinds is None or each.kind in kinds)
        declared = self.reading.catalogue.get(f"{rows.root}.{name}")
        is_own = name not in rows.table.by_name and declared is not None and declared.type.kind in {"number", "date"}
        if name in fitting or name in also or (is_own and rows.root in {"line", "sale", "incident"}):
            return name
        self._no_column(key, node, rows, name, (*also, *fitting))
        sound[0] = False
        return None

    def _no_column(self, key: str, at: Node | Location, rows: Rows, name: str, allowed: tuple[str, ...]) -> None:
        """DK701: ``key`` asks for a column ``name`` that is not there, or is none of those that fit."""
        is_there = name in rows.table.by_name
        is_named = key not in {"of", ""}
        self.reading.report(
            "DK701",
            at,
            self.figure.rule.address,
            key=key if is_named else "",
            table=rows.table.name,
            column=name if is_named and not is_there else "",
            unfit=name if is_named and is_there else "",
            subject=name if key == "of" else "",
            day="" if key else "day",
            nearest=nearest(name, allowed),
            allowed=allowed,
            formula="=" if key in _OF_NUMBERS | {"weight"} else "",
        )

    def _compiled(
        self, key: str, node: Node, rows: Rows, catalogue: Catalogue, wanted: Type, sound: list[bool]
    ) -> Expression | None:
        made = compiled(node, catalogue, rows.scope, wanted, self.reading, f"{self.figure.rule.address}.{key}")
        if made is None:
            sound[0] = False
        return made

    def _subject(self, rows: Rows, catalogue: Catalogue, sound: list[bool]) -> str | Expression | None:
        figure = self.figure
        if figure.of == COMPANY and figure.by is None:
            return None
        if figure.by is not None:
            node = figure.by
            if isinstance(node, Scalar) and node.text in rows.table.by_name:
                return node.text
            return self._named_by(node, rows, catalogue, sound)
        name = rows.subject(figure.of)
        if name is None:
            self._no_column("of", figure.rule.at, rows, figure.of, ())
            sound[0] = False
            return None
        if "." not in name:
            return name
        found = compile_expression(name, figure.rule.at, catalogue, rows.scope, catalogue.get(name).type, {})  # type: ignore[union-attr]
        return found if isinstance(found, Expression) else None

    def _named_by(self, node: Node, rows: Rows, catalogue: Catalogue, sound: list[bool]) -> Expression | None:
        text = node.text.removeprefix("=").strip() if isinstance(node, Scalar) else ""
        fact = catalogue.get(text)
        wanted = fact.type if fact is not None and fact.type in (TEXT, TREE) else TEXT
        return self._compiled("by", node, rows, catalogue, wanted, sound)

    def _day(self, rows: Rows, sound: list[bool]) -> str | None:
        figure = self.figure
        day = figure.day or rows.day
        if figure.day is not None and figure.day not in rows.days():
            self._no_column("day", figure.rule.at, rows, figure.day, rows.days())
            sound[0] = False
        if rows.is_labelled and figure.over.text and figure.over.period is None:
            self.reading.report(
                "DK704",
                figure.rule.at,
                figure.rule.address,
                value=figure.over.text,
                open_end="",
                nearest="",
                labelled=rows.table.name,
            )
            sound[0] = False
        elif day is None and figure.over.text and not rows.is_labelled:
            self._no_column("", figure.rule.at, rows, "", rows.days())
            sound[0] = False
        return day

    def _formula(self, node: Node) -> Reckoned | None:
        figure, reading = self.figure, self.reading
        sound = True
        for name in needed(figure):
            other = self.all.get(name)
            if other is not None and other.of not in {figure.of, COMPANY}:
                reading.report(
                    "DK703", node, figure.rule.address, name=figure.id, of=figure.of, other=name, other_of=other.of
                )
                sound = False
        scope = _FORMULA if figure.of == "customer" else frozenset({"figure"})
        made = compiled(node, reading.catalogue, scope, NUMBER, reading, f"{figure.rule.address}.formula")
        if made is None or not sound:
            return None
        kind = number(figure.unit) if figure.unit else made.type
        return Reckoned(rule=figure.rule, id=figure.id, figure=figure, type=kind, formula=made)

    def _across(self) -> Reckoned | None:
        figure = self.figure
        name = figure.rank or figure.share or ""
        other = self.all.get(name)
        if other is not None and other.of == figure.of:
            return Reckoned(
                rule=figure.rule, id=figure.id, figure=figure, type=COUNT if figure.rank is not None else SHARE
            )
        known = tuple(id for id, each in self.all.items() if each is not None and each.of == figure.of)
        if other is None and name not in self.all:
            close = nearest(name, known)
            rule = figure.rule
            self.reading.report("DK215", rule.at, rule.address, name=FIGURE + name, nearest=close and FIGURE + close)
        elif other is not None:
            self.reading.report(
                "DK703",
                figure.rule.at,
                figure.rule.address,
                name=figure.id,
                of=figure.of,
                other=name,
                other_of=other.of,
            )
        return None


def compiled(
    node: Node, catalogue: Catalogue, scope: frozenset[str], wanted: Type, reading: Reading, address: str
) -> Expression | None:
    """An expression read against a catalogue of its own; None with the reasons reported."""
    if not isinstance(node, Scalar):
        reading.report("DK132", node, address, kind="expression", found=described(node))
        return None
    if node.empty:
        reading.report("DK147", node, address, kind="expression")
        return None
    skipped = 1 if node.text.startswith("=") else 0
    text = node.text[skipped:]
    result = compile_expression(text, node.part(skipped, len(text)), catalogue, scope, wanted, reading.parameters)
    if isinstance(result, Expression):
        reading.used_parameters |= result.parameters
        reading.used_facts |= result.reads
        reading.problems.extend(inside(node, skipped, result.warnings, address))
        return result
    reading.problems.extend(inside(node, skipped, result, address))
    return None
