"""Conditions that always hold or never do, found by trying every case that can make a difference.

A name that is only compared with written values has few cases that differ: for numbers and dates
each written value, one below, one above and one between neighbours; for texts each written text and
one other. A comparison of sums is one of a single figure (``linear``). Any other comparison may be true
or false on its own. What is said to hold always or never does; of conditions over written values nothing
is left unsaid, unless there are more cases than the budget allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product as every_combination
from math import prod

from dealerkit.policy.expressions.closures import Constant, closure
from dealerkit.policy.expressions.findings import Finding, doubt
from dealerkit.policy.expressions.linear import ANYTHING, BOUNDED, Bounded, Ends, bounded, within
from dealerkit.policy.expressions.syntax import (
    Call,
    Comparison,
    Listing,
    Literal,
    Logic,
    Name,
    Node,
    Not,
    names_in,
    parts_of,
)
from dealerkit.policy.types import Missing, Value
from dealerkit.values.numbers import ONE, add, multiply, simplest, subtract

BUDGET = 4_000
"""How many single comparisons the analysis of one expression may try."""

KnownValues = Callable[[str], tuple[str, ...]]
"""All texts a name can be; none where that is not known."""

_HALF = Decimal("0.5")
_Compared = tuple[str, str, Value]
_Case = Mapping[str, Value]
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ALWAYS_OF_ITSELF = frozenset({"==", "<=", ">="})


def never_or_always(tree: Node, text: str, values: KnownValues) -> list[Finding]:
    """A doubt for each smallest part that is always true or always false; a lone literal is meant so."""
    return [] if isinstance(tree, Literal) or _each_name_once(tree, values) else _Reducing(text, values).doubts(tree)


def first_case(
    conditions: Sequence[tuple[Node, str]], values: KnownValues, wanted: Callable[[tuple[bool, ...]], bool]
) -> Mapping[str, Value] | bool:
    """The first case in which conditions come out as ``wanted``: values by name, or by the text of a comparison.

    Each condition is its tree and its text. False where no case does; True where there are more cases than the
    budget allows, so that nothing is said.
    """
    analyses = [_Analysis(text, values) for _, text in conditions]
    written: dict[str, set[Value]] = {}
    holding = []
    for analysis, (tree, _) in zip(analyses, conditions, strict=True):
        atoms = list(_atoms(tree))
        for key, each in analysis.written(atoms):
            written.setdefault(key, set()).update(each)
        holding.append(analysis.holding(tree, atoms))
    cases = {key: list(_cases(each, values(key))) for key, each in written.items()}
    if prod(map(len, cases.values())) * max(1, len(written)) > BUDGET:
        return True
    for combination in every_combination(*cases.values()):
        case = dict(zip(cases, combination, strict=True))
        if wanted(tuple(holds(case) for holds in holding)):
            return case
    return False


def _each_name_once(tree: Node, values: KnownValues) -> bool:
    """Whether every comparison is about names of its own: then nothing can contradict. The usual case."""
    names: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case Comparison(left=Name(name=name), right=Literal()):
                found = [name]
            case Logic(parts=parts):
                waiting += parts
                continue
            case Not(operand=operand):
                waiting.append(operand)
                continue
            case Comparison(left=Name(name=name), right=Listing()) if values(name):
                return False
            case Comparison() if _is_bounded(node.left) or _is_bounded(node.right):
                return False
            case _:
                found = list(names_in(node))
        if not found or not names.isdisjoint(found) or len(set(found)) < len(found):
            return False
        names.update(found)
    return True


def _is_bounded(node: Node) -> bool:
    """Whether a function in a part says between which ends it lies, so that it may contradict by itself."""
    return (isinstance(node, Call) and node.function in BOUNDED) or any(map(_is_bounded, parts_of(node)))


class _Analysis:
    """The analysis of one expression, and what is left of its budget."""

    def __init__(self, text: str, values: KnownValues) -> None:
        self._text = text
        self._values = values
        self._left = BUDGET
        self._known: dict[int, _Compared | None] = {}

    def doubts(self, node: Node) -> list[Finding]:
        if _each_name_once(node, self._values):
            return []
        found = [each for part in parts_of(node) for each in self.doubts(part)]
        if found or not isinstance(node, Logic | Comparison):
            return found
        verdict = self._of_groups(node) if isinstance(node, Logic) else self._verdict(node)
        if verdict is None:
            return []
        return [doubt("DK225" if verdict else "DK226", node.start, node.end, found=self._source(node))]

    def _of_groups(self, node: Logic) -> bool | None:
        """The verdict from groups of parts that share no name: each group is tried by itself."""
        groups: list[tuple[set[str], list[Node]]] = []
        for part in node.parts:
            names, parts = {self._key(atom) for atom in _atoms(part)}, [part]
            apart = [group for group in groups if group[0].isdisjoint(names)]
            for group in groups:
                if group not in apart:
                    names |= group[0]
                    parts = group[1] + parts
            groups = [*apart, (names, parts)]
        if len(groups) == 1:
            return self._verdict(node)
        verdicts = [self._verdict(Logic(node.start, node.end, node.operator, tuple(parts))) for _, parts in groups]
        decides = node.operator == "or"
        if decides in verdicts:
            return decides
        return None if None in verdicts else not decides

    def _verdict(self, node: Node) -> bool | None:
        """True or false when ``node`` is that in every case, else nothing."""
        atoms = list(_atoms(node))
        written: dict[str, set[Value]] = {}
        for key, each in self.written(atoms):
            written.setdefault(key, set()).update(each)
        cases = {key: list(_cases(values, self._values(key))) for key, values in written.items()}
        for atom in atoms:
            reduced = self._reduced(atom)
            if reduced is not None and reduced.ends != ANYTHING:
                cases[reduced.figure] = _inside(cases[reduced.figure], reduced.ends)
        tries = prod(map(len, cases.values())) * max(1, len(atoms))
        if tries > self._left:
            return None
        self._left -= tries
        holds = self.holding(node, atoms)
        seen: bool | None = None
        for combination in every_combination(*cases.values()):
            now = holds(dict(zip(cases, combination, strict=True)))
            if seen is not None and now is not seen:
                return None
            seen = now
        return seen

    def written(self, atoms: Iterable[Node]) -> Iterator[tuple[str, Iterable[Value]]]:
        """What decides each atom, and the values that matter to it."""
        for atom in atoms:
            yield self._key(atom), self._written(atom)

    def _key(self, atom: Node) -> str:
        """What decides ``atom``: the name that it compares with a value, or else its own text."""
        compared = self._compared(atom)
        if compared:
            return compared[0]
        reduced = self._reduced(atom)
        return reduced.figure if reduced is not None and reduced.figure else self._source(atom)

    def _written(self, atom: Node) -> Iterable[Value]:
        """The values that matter to ``atom``."""
        compared, reduced = self._compared(atom), self._reduced(atom)
        value: Value = compared[2] if compared else True
        if reduced is not None and reduced.figure:
            value = reduced.bound
        return value if isinstance(value, frozenset) else (value,)

    def _reduced(self, atom: Node) -> Bounded | None:
        """``atom`` as a bound on a figure other than a name alone, where sums are looked into."""
        del atom
        return None

    def _compared(self, atom: Node) -> _Compared | None:
        """``atom`` as a name, an operator and a value, when it is that."""
        # By identity: the tree outlives its analysis, and hashing a part would walk all of it.
        key = id(atom)
        if key not in self._known:
            self._known[key] = self._as_compared(atom)
        return self._known[key]

    def _as_compared(self, atom: Node) -> _Compared | None:
        match atom:
            case Name(name=name):
                return name, "==", True
            case Comparison(operator=sign, left=Name(name=name), right=other):
                value = self._constant(other)
                return None if value is None else (name, sign, value)
            case Comparison(operator=sign, left=other, right=Name(name=name)) if not sign.endswith("in"):
                value = self._constant(other)
                return None if value is None else (name, _FLIPPED.get(sign, sign), value)
        return None

    def _constant(self, node: Node) -> Value | None:
        """The value of a part that reads nothing, when there is one."""
        if isinstance(node, Literal):
            return node.value
        computed = closure(node, self._text)
        return computed.value if isinstance(computed, Constant) and not isinstance(computed.value, Missing) else None

    def holding(self, node: Node, atoms: list[Node]) -> Callable[[_Case], bool]:
        """Whether ``node`` holds in a case: as it is compiled anyway, if every atom is about a value."""
        if all(map(self._compared, atoms)):
            computed = closure(node, self._text)
            return lambda case: computed(case) is True
        return self._compiled(node)

    def _compiled(self, node: Node) -> Callable[[_Case], bool]:
        """Whether ``node`` holds in a case; an atom of another kind is looked up by its text."""
        match node:
            case Logic(operator=operator, parts=parts):
                joined, each = (all if operator == "and" else any), [self._compiled(part) for part in parts]
                return lambda case: joined(part(case) for part in each)
            case Not(operand=operand):
                denied = self._compiled(operand)
                return lambda case: not denied(case)
            case Comparison(operator=sign, left=left, right=right) if self._source(left) == self._source(right):
                return lambda _: sign in _ALWAYS_OF_ITSELF
        reduced = self._reduced(node)
        if reduced is not None:
            figure, holds_at, fixed = reduced.figure, reduced.holds_at, None if reduced.figure else reduced.holds
            return lambda case: holds_at(case[figure]) if fixed is None else fixed
        computed = closure(node, self._text)
        if self._compared(node) or isinstance(computed, Constant):
            return lambda case: computed(case) is True
        text = self._source(node)
        return lambda case: case[text] is True

    def _source(self, node: Node) -> str:
        return self._text[node.start : node.end]


class _Reducing(_Analysis):
    """The analysis that looks into sums."""

    def __init__(self, text: str, values: KnownValues) -> None:
        super().__init__(text, values)
        self._bounds: dict[int, Bounded | None] = {}

    def _reduced(self, atom: Node) -> Bounded | None:
        if self._compared(atom) is not None:
            return None
        key = id(atom)
        if key not in self._bounds:
            self._bounds[key] = bounded(atom, self._text)
        return self._bounds[key]


def _inside(cases: list[Value], ends: Ends) -> list[Value]:
    """The cases that a figure between two ends can be, with the ends themselves."""
    numbers = [each for each in cases if isinstance(each, Decimal | Fraction)]
    more = [simplest(end) for end in ends if end is not None]
    return [each for each in dict.fromkeys((*numbers, *more)) if within(each, ends)]


def _atoms(node: Node) -> Iterator[Node]:
    """The parts joined by ``and``, ``or`` and ``not``; a literal among them decides nothing by itself."""
    match node:
        case Logic(parts=parts):
            for part in parts:
                yield from _atoms(part)
        case Not(operand=operand):
            yield from _atoms(operand)
        case Literal():
            return
        case _:
            yield node


def _cases(written: set[Value], known: tuple[str, ...]) -> Iterator[Value]:
    """One value for every way in which a name can stand to all that is written."""
    numbers = sorted(value for value in written if isinstance(value, Decimal | Fraction))
    days = sorted(value for value in written if isinstance(value, date))
    texts = sorted(value for value in written if isinstance(value, str))
    if numbers:
        yield subtract(numbers[0], ONE)
        for number, following in zip(numbers, [*numbers[1:], add(numbers[-1], ONE)], strict=True):
            yield from (number, multiply(add(number, following), _HALF))
    elif days:
        day = timedelta(days=1)
        yield days[0] - day
        for each, next_day in zip(days, [*days[1:], days[-1] + 2 * day], strict=True):
            yield from (each, each + day) if next_day - each > day else (each,)
    elif texts:
        # A text that the fact cannot be has a finding of its own; here it counts as one that it can.
        yield from dict.fromkeys((*known, *texts) if known else (*texts, "".join(texts) + "?"))
    else:
        yield from (False, True)
