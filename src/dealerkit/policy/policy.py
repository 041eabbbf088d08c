"""A policy: what was agreed, read in full and frozen.

The policy itself knows its head, calendars, parameters, facts and test cases. Everything else is a
section that a domain brings with its shape; reading is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from datetime import date
from importlib import import_module
from typing import TypeVar, cast

from attrs import evolve, field, frozen

from dealerkit.policy.cases import CASES, Case
from dealerkit.policy.declared import DeclaredFacts
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.fingerprint import fingerprint
from dealerkit.policy.header import CALENDARS, HEADER, CalendarRule, Header
from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.overlays import found, overlaid
from dealerkit.policy.parameters import Parameter, Parameters
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import JsonSchema
from dealerkit.policy.shapes import Keyed, Shape
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Location, Problem, Related, in_order, nearest, problem
from dealerkit.values.published import published_calendar
from dealerkit.values.workdays import WorkCalendar

T = TypeVar("T")

OWN_SECTIONS = ("policy", "calendars", "parameters", "facts", "tests")


@frozen
class Later:
    """A shape by its module and name, imported with the first policy that has its section."""

    module: str
    name: str

    def load(self) -> Shape[object]:
        return cast("Shape[object]", getattr(import_module(self.module), self.name))


@frozen
class Section:
    """What a domain adds to a policy: its key, the shape of what stands there, its facts."""

    key: str
    _shape: Shape[object] | Later
    facts: tuple[Fact, ...] = ()
    doc: str = ""

    @property
    def shape(self) -> Shape[object]:
        """What stands under the key."""
        return self._shape.load() if isinstance(self._shape, Later) else self._shape


@frozen(eq=False)
class Policy:
    """A sound policy. ``root`` keeps every place; ``used`` names the parameters that rules read."""

    header: Header
    calendars: Keyed[CalendarRule]
    parameters: Keyed[Parameter]
    catalogue: Catalogue
    sections: AbstractMapping[str, object]
    cases: Keyed[Case]
    root: Mapping = field(repr=False)
    known_sections: tuple[Section, ...] = field(repr=False)
    used: frozenset[str] = frozenset()
    read_facts: frozenset[str] = frozenset()

    def parameters_at(self, day: date) -> dict[str, Value | Missing]:
        """Every parameter by name as it stands on a day."""
        return {name: parameter.at(day) for name, parameter in self.parameters.items()}

    def fingerprint(self, address: str) -> str:
        """A hash of what stands at an address; ``""`` where nothing does."""
        node = found(self.root, address)
        return fingerprint(node) if node is not None else ""

    def calendar(self, name: str = "") -> WorkCalendar | None:
        """The working calendar called ``name``, or the policy's own; None where there is none."""
        wanted = name or self.header.calendar
        if not wanted:
            return None
        rule = self.calendars.get(wanted)
        base = published_calendar((rule and rule.country) or wanted)
        if rule is None or base is None:
            return base
        return base.extended(rule.holidays, rule.make_up_days, rule.through or base.through)

    def overlaid(self, changes: AbstractMapping[str, tuple[Location, Node]]) -> Policy | tuple[Problem, ...]:
        """This policy with values replaced by address, read anew; or what is wrong with it then."""
        root, problems = overlaid(self.root, changes)
        if problems:
            return problems
        policy, problems = read_policy(root, self.known_sections)
        return policy if policy is not None else problems


def read_policy(root: Mapping, sections: Iterable[Section]) -> tuple[Policy | None, tuple[Problem, ...]]:
    """Read a merged tree into a policy, with every problem found on the way.

    The policy is None when any of the problems is an error.
    """
    sections = tuple(sections)
    known = (*OWN_SECTIONS, *(section.key for section in sections))
    reading = Reading(Catalogue(fact for section in sections for fact in section.facts))
    sound = True
    for key, (written, _) in root.entries.items():
        if key not in known:
            close = nearest(key, known)
            reading.report("DK130", written, key, key=key, nearest=close, allowed=known)
            sound = False
    header = _part(root, "policy", HEADER, reading)
    if root.get("policy") is None:
        reading.report(
            "DK131", root, "policy", key="policy", doc="the name, revision, currency and validity of the policy"
        )
    calendars = _part(root, "calendars", CALENDARS, reading, Keyed[CalendarRule]())
    parameters = _part(root, "parameters", Parameters(), reading, Keyed[Parameter]())
    declared: tuple[Fact, ...] | None = _part(root, "facts", DeclaredFacts(reading.catalogue), reading, ())
    values: dict[str, object] = {}
    for section in sections:
        if root.get(section.key) is not None:
            value = _part(root, section.key, section.shape, reading)
            sound = sound and value is not None
            values[section.key] = value
    cases = _part(root, "tests", CASES, reading, Keyed[Case]())
    problems = in_order(reading.problems)
    if not sound or header is None or calendars is None or parameters is None or declared is None or cases is None:
        return None, problems
    policy = Policy(
        header=header,
        calendars=calendars,
        parameters=parameters,
        catalogue=reading.catalogue,
        sections=values,
        cases=cases,
        root=root,
        known_sections=sections,
        used=frozenset(reading.used_parameters),
        read_facts=frozenset(reading.used_facts),
    )
    return policy, problems


def policy_schema(sections: Iterable[Section]) -> JsonSchema:
    """JSON Schema (draft-07) of a policy file; any section may be absent, files are merged."""
    definitions: JsonSchema = {}
    properties: JsonSchema = {}
    own: tuple[tuple[str, Shape[object], str], ...] = (
        ("policy", HEADER, "the head of the policy: name, revision, currency, calendar, rounding, validity"),
        ("calendars", CALENDARS, "working calendars: a country's published one, extended by the company"),
        ("parameters", Parameters(), "dated figures with unit and source, usable in every expression"),
        ("facts", DeclaredFacts(Catalogue()), "facts that the company's own records give"),
        ("tests", CASES, "worked examples that the policy must agree with"),
    )
    described = [*own, *((section.key, section.shape, section.doc) for section in sections)]
    for key, shape, doc in described:
        part = shape.schema(definitions)
        properties[key] = {"description": doc, "allOf": [part]} if "$ref" in part else {"description": doc, **part}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "dealerkit policy",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "definitions": definitions,
    }


def merged(roots: Iterable[Mapping]) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Several files as one tree: sections may be split, an id may be defined once (DK150)."""
    whole: Mapping | None = None
    problems: list[Problem] = []
    for root in roots:
        if whole is None:
            whole = root
            continue
        entries = dict(whole.entries)
        for key, (written, node) in root.entries.items():
            if key not in entries:
                entries[key] = (written, node)
                continue
            first = entries[key][1]
            if key == "policy" or not (isinstance(first, Mapping) and isinstance(node, Mapping)):
                problems.append(_defined_twice(key, entries[key][0].at, written.at))
                continue
            both = dict(first.entries)
            for name, (place, child) in node.entries.items():
                if name in both:
                    problems.append(_defined_twice(f"{key}.{name}", both[name][0].at, place.at))
                else:
                    both[name] = (place, child)
            entries[key] = (entries[key][0], evolve(first, entries=both))
        whole = evolve(whole, entries=entries)
    return whole, tuple(problems)


def _defined_twice(key: str, first: Location, second: Location) -> Problem:
    return problem("DK150", second, address=key, key=key, related=(Related("first-defined", first),))


def _part(root: Mapping, key: str, shape: Shape[T], reading: Reading, absent: T | None = None) -> T | None:
    node = root.get(key)
    if node is None:
        return absent
    value = shape.read(node, reading, key)
    return None if isinstance(value, Invalid) else value
