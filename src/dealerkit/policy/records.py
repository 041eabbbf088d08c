"""Records: a frozen class is the YAML, key by key.

A class states for every key what stands there and what it means; reading, the editor's schema and the
reference page all come from that one statement. ``shapes`` shows an example.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, ValuesView
from collections.abc import Mapping as AbstractMapping
from typing import Generic, Protocol, TypeVar, cast, overload

import attrs
from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import INVALID, Invalid, Reading, described
from dealerkit.policy.scalars import KEY, JsonSchema
from dealerkit.problems import Location, nearest

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

NOWHERE = Location("", 0)
_ENTRY = "dealerkit.entry"
_RULE = "dealerkit.rule"
_NAME = "dealerkit.name"
_PLACES = "dealerkit.places"
ID_DOC = "the key of this item, used in addresses"
WAS_DOC = "the id it had in an earlier revision"


class Shape(Protocol[T_co]):
    """Reads one place of a policy and describes it."""

    def read(self, node: Node, reading: Reading, address: str) -> T_co | Invalid:
        """The value at ``address``, or INVALID with the reasons reported."""
        ...

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema (draft-07) of the place; named parts go into ``definitions``."""
        ...


@frozen
class Entry:
    """One key of a record: what stands there and what it means."""

    shape: Shape[object]
    doc: str
    key: str


@overload
def entry(shape: Shape[T], doc: str, *, key: str = "") -> T: ...
@overload
def entry(shape: Shape[T], doc: str, *, default: None, key: str = "") -> T | None: ...
@overload
def entry(shape: Shape[T], doc: str, *, default: T, key: str = "") -> T: ...
def entry(
    shape: Shape[T], doc: str, *, default: T | attrs.NothingType | None = attrs.NOTHING, key: str = ""
) -> T | None:
    """A key of a record; without a default it must be written. ``doc`` is shown in editors."""
    made = attrs.field(default=default, metadata={_ENTRY: Entry(cast("Shape[object]", shape), doc, key)}, kw_only=True)
    return cast("T", made)


def ruled() -> Rule:
    """The field that holds a definition's address, place and title."""
    made: Rule = attrs.field(default=Rule("", NOWHERE), metadata={_RULE: True}, eq=False, repr=False, kw_only=True)
    return made


def placed() -> Rule:
    """As :func:`ruled`, for a part that says how and never decides: no test needs to reach it."""
    made: Rule = attrs.field(default=Rule("", NOWHERE), metadata={_RULE: False}, eq=False, repr=False, kw_only=True)
    return made


def is_placed(field: attrs.Attribute[object]) -> bool:
    """Whether a field holds the place of a part that never decides."""
    return field.metadata.get(_RULE) is False


def named() -> str:
    """The field that holds the key under which a definition stands."""
    made: str = attrs.field(default="", metadata={_NAME: True}, kw_only=True)
    return made


@frozen
class KeyPlace:
    """Where a key of a definition is written, and where its value is, and each item of it where that is a list."""

    key: Location
    value: Location
    items: tuple[Location, ...] = ()

    def item(self, number: int) -> Location:
        """Where an item of the list is, counted from 0; the value where it is one item without brackets."""
        return self.items[number] if number < len(self.items) else self.value


KeyPlaces = AbstractMapping[str, KeyPlace]


def _place(key: Scalar, value: Node) -> KeyPlace:
    items = tuple(each.at for each in value.items) if isinstance(value, Sequence) else ()
    return KeyPlace(key.at, value.at, items)


def key_places() -> KeyPlaces:
    """The field that holds where each written key stands, for what is found wrong with one later."""
    made: KeyPlaces = attrs.field(factory=dict, metadata={_PLACES: True}, eq=False, repr=False, kw_only=True)
    return made


class Keyed(AbstractMapping[str, T]):
    """Definitions by key, in the order written; frozen."""

    __slots__ = ("_items",)

    def __init__(self, items: AbstractMapping[str, T] | None = None) -> None:
        self._items: dict[str, T] = dict(items or {})

    def __getitem__(self, key: str) -> T:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    # The general ones of a mapping look every key up again.
    def values(self) -> ValuesView[T]:
        return self._items.values()

    def items(self) -> ItemsView[str, T]:
        return self._items.items()

    def __repr__(self) -> str:
        return f"Keyed({self._items!r})"

    def __hash__(self) -> int:
        return hash(tuple(self._items))


class Record(Generic[T]):
    """A mapping read into a frozen class. Made by :func:`record`."""

    __slots__ = (
        "cls",
        "entries",
        "exactly_one",
        "name_field",
        "not_together",
        "places_field",
        "required",
        "rule_field",
        "title",
    )

    def __init__(
        self,
        cls: type[T],
        exactly_one: tuple[tuple[str, ...], ...],
        not_together: tuple[tuple[str, str], ...],
    ) -> None:
        self.cls = cls
        self.entries: dict[str, tuple[str, Entry]] = {}
        self.rule_field = ""
        self.name_field = ""
        self.places_field = ""
        required: list[str] = []
        for each in attrs.fields(cls):  # type: ignore[arg-type]
            found = each.metadata.get(_ENTRY)
            if found is not None:
                key = found.key or each.name.removesuffix("_")
                self.entries[key] = (each.name, found)
                if each.default is attrs.NOTHING:
                    required.append(key)
            elif _RULE in each.metadata:
                self.rule_field = each.name
            elif _NAME in each.metadata:
                self.name_field = each.name
            elif _PLACES in each.metadata:
                self.places_field = each.name
        self.required = tuple(required)
        self.exactly_one = exactly_one
        self.not_together = not_together
        self.title = "title" in self.entries

    def read(self, node: Node, reading: Reading, address: str) -> T | Invalid:
        """The record, or INVALID when anything in it is."""
        return self.read_named(node, reading, address, "", node.at)

    def read_named(  # noqa: C901, PLR0912 - one walk over the keys; parts of it mean nothing alone
        self, node: Node, reading: Reading, address: str, name: str, at: Location
    ) -> T | Invalid:
        """The record that stands under the key ``name``, which is written ``at``."""
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        values: dict[str, object] = {}
        sound = True
        known = self.entries
        meant: set[str] = set()
        for key, (written, child) in node.entries.items():
            spec = known.get(key)
            if spec is None:
                if key == "id" and self.name_field:
                    continue
                if key == "was" and self.name_field:
                    sound = KEY.read(child, reading, f"{address}.was") is not INVALID and sound
                    continue
                meant.add(self._unknown(written, child, reading, address))
                sound = False
                continue
            value = spec[1].shape.read(child, reading, f"{address}.{key}" if address else key)
            if value is INVALID:
                sound = False
            else:
                values[spec[0]] = value
        for key in self.required:
            if key not in node.entries and key not in meant:
                reading.report("DK131", at, address, key=key, doc=known[key][1].doc)
                sound = False
        for group in self.exactly_one:
            given = [key for key in group if key in node.entries]
            if len(given) != 1 and meant.isdisjoint(group):
                reading.report("DK151", at, address, keys=group, given=tuple(given))
                sound = False
        for one, other in self.not_together:
            if one in node.entries and other in node.entries:
                reading.report("DK152", node.entries[other][0], address, key=other, other=one)
                sound = False
        if not sound:
            return INVALID
        if self.name_field:
            values[self.name_field] = name
        if self.rule_field:
            title = node.get("title") if self.title else None
            values[self.rule_field] = Rule(address, at, title.text if isinstance(title, Scalar) else "")
        if self.places_field:
            values[self.places_field] = {key: _place(*each) for key, each in node.entries.items()}
        return self.cls(**values)

    def _unknown(self, written: Scalar, child: Node, reading: Reading, address: str) -> str:
        """Report a key this record does not have; the key that was probably meant, or ``""``."""
        text = written.text
        head, colon, _ = text.partition(":")
        if isinstance(child, Scalar) and child.empty:
            if colon and head in self.entries:
                reading.report("DK126", written, address, key=head, value=text)
                return head
            if text.replace(".", "").replace("_", "").isdigit():
                reading.report("DK123", written, address, value=text)
                return ""
        close = nearest(text, self.entries)
        reading.report("DK130", written, address, key=text, nearest=close, allowed=tuple(self.entries))
        return close

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """A reference to the record's own definition, made once."""
        name, origin = self.cls.__name__, f"{self.cls.__module__}.{self.cls.__qualname__}"
        if cast("JsonSchema", definitions.get(name, {})).get("$comment", origin) != origin:
            name = self.cls.__module__.rpartition(".")[2].title() + name
        if name not in definitions:
            definitions[name] = {"$comment": origin}
            properties: JsonSchema = {}
            for key, (_, spec) in self.entries.items():
                part = spec.shape.schema(definitions)
                said: JsonSchema = {"description": spec.doc}
                properties[key] = {**said, "allOf": [part]} if "$ref" in part else {**said, **part}
            if self.name_field:
                properties["id"] = {"description": ID_DOC, "type": ["string", "integer"]}
                properties.setdefault("was", {"description": WAS_DOC, **KEY.schema(definitions)})
            made: JsonSchema = {
                "$comment": origin,
                "type": "object",
                "description": (self.cls.__doc__ or "").strip().split("\n\n")[0].replace("\n", " "),
                "properties": properties,
                "additionalProperties": False,
            }
            if self.required:
                made["required"] = list(self.required)
            if self.exactly_one:
                made["allOf"] = [{"oneOf": [{"required": [key]} for key in group]} for group in self.exactly_one]
            definitions[name] = made
        return {"$ref": f"#/definitions/{name}"}


def record(
    cls: type[T],
    *,
    exactly_one: tuple[tuple[str, ...], ...] = (),
    not_together: tuple[tuple[str, str], ...] = (),
) -> Record[T]:
    """The shape of an attrs class whose fields are entries.

    ``exactly_one``: of each group of keys one must be written, no more (DK151). ``not_together``:
    pairs of keys that exclude each other (DK152).
    """
    return Record(cls, exactly_one, not_together)
