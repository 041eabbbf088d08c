"""An expression read, checked and compiled: a frozen value that computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import evolve, field, frozen

from dealerkit.policy.expressions.checking import UNKNOWN, Check
from dealerkit.policy.expressions.closures import Closure, closure
from dealerkit.policy.expressions.findings import Finding, finding, located
from dealerkit.policy.expressions.lexer import read_tokens
from dealerkit.policy.expressions.parser import parse
from dealerkit.policy.expressions.satisfiability import first_case, never_or_always
from dealerkit.policy.expressions.syntax import (
    Call,
    Chain,
    Comparison,
    Listing,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    names_in,
    parts_of,
)
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import Type, Value
from dealerkit.problems import Location, Problem, Severity

LONGEST = 4_000
"""Characters an expression may have."""

MOST_PRODUCTS = 20
"""Multiplications and divisions in one expression: what they can yield stays within the exact digits."""


@frozen
class Expression:
    """What stands in a policy, ready to be computed.

    Two expressions are equal when they have the same text and type. ``reads`` names the facts and
    ``parameters`` the parameters it asks for; both are looked up by name when it is evaluated.
    ``warnings`` are findings about an expression that works but is hardly meant so.

    ``evaluate(facts)`` gives the value, or ``Missing`` with the names of what is not known. A name
    that is absent from ``facts``, or ``None``, is missing.
    """

    text: str
    at: Location = field(eq=False)
    type: Type
    reads: frozenset[str] = field(eq=False)
    parameters: frozenset[str] = field(eq=False)
    warnings: tuple[Problem, ...] = field(eq=False, repr=False)
    evaluate: Closure = field(eq=False, repr=False)

    def __reduce__(self) -> tuple[Callable[..., Expression], tuple[object, ...]]:
        """How it travels to another process: functions cannot, so the text is compiled again there."""
        return _revived, (self.text, self.at, self.type, self.reads, self.parameters, self.warnings)

    @property
    def tree(self) -> Node:
        """The parts it consists of."""
        return _tree(self.text)

    def conjuncts(self) -> tuple[Expression, ...]:
        """The conditions that must all hold, each on its own; an expression without ``and`` is its only one."""
        tree = _tree(self.text)
        if not isinstance(tree, Logic) or tree.operator != "and":
            return (self,)
        return tuple(self._part(part) for part in tree.parts)

    def comparison(self) -> tuple[str, str, Value] | None:
        """The name, the sign and the value, where the whole compares one name with one written value."""
        match _tree(self.text):
            case Comparison(operator=sign, left=Name(name=name), right=Literal(value=value)):
                return name, sign, value
        return None

    def doubts_with(self, known: Mapping[str, Value], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
        """What always or never holds where parameters have these values: code and part; not what does anyway."""
        doubts = never_or_always(_filled(_tree(self.text), known), self.text, lambda name: _values(catalogue, name))
        said = {str(each.arg("found")) for each in self.warnings}
        parts = ((each.code, self.text[each.start : each.end]) for each in doubts)
        return tuple((code, part) for code, part in parts if part not in said)

    def fact(self) -> str | None:
        """The name of the fact or parameter, where the expression is that alone."""
        tree = _tree(self.text)
        return tree.name if isinstance(tree, Name) else None

    def renamed(self, names: Mapping[str, str]) -> Expression:
        """The same with parameters under other names: what it then gives is what they have there."""
        text = self.text
        for each in sorted(_names_within(_tree(text)), key=lambda each: -each.start):
            if each.name in self.parameters and each.name in names:
                text = f"{text[: each.start]}{names[each.name]}{text[each.end :]}"
        parameters = frozenset(names.get(name, name) for name in self.parameters)
        return _revived(text, self.at, self.type, self.reads, parameters, self.warnings)

    def _part(self, node: Node) -> Expression:
        names = frozenset(names_in(node))
        at = Location(self.at.file, self.at.line, self.at.column + node.start, node.end - node.start)
        text = self.text[node.start : node.end]
        return _revived(text, at, self.type, names & self.reads, names & self.parameters, ())


def _filled(node: Node, known: Mapping[str, Value]) -> Node:
    """The tree with written values in place of names whose values are known."""
    match node:
        case Name(start=start, end=end, name=name) if name in known:
            return Literal(start, end, known[name], UNKNOWN)
        case Comparison(left=left, right=right):
            return evolve(node, left=_filled(left, known), right=_filled(right, known))
        case Logic(parts=parts):
            return evolve(node, parts=tuple(_filled(part, known) for part in parts))
        case Listing(items=items):
            return evolve(node, items=tuple(_filled(part, known) for part in items))
        case Call(arguments=arguments):
            return evolve(node, arguments=tuple(_filled(part, known) for part in arguments))
        case Negative(operand=operand) | Not(operand=operand):
            return evolve(node, operand=_filled(operand, known))
        case Chain(first=first, rest=rest):
            filled = tuple((sign, _filled(operand, known), end) for sign, operand, end in rest)
            return evolve(node, first=_filled(first, known), rest=filled)
        case _:
            return node


def _names_within(node: Node) -> Iterator[Name]:
    if isinstance(node, Name):
        yield node
    for part in parts_of(node):
        yield from _names_within(part)


def _revived(
    text: str,
    at: Location,
    kind: Type,
    reads: frozenset[str],
    parameters: frozenset[str],
    warnings: tuple[Problem, ...],
) -> Expression:
    return Expression(text, at, kind, reads, parameters, warnings, _compiled(text))


@frozen
class _Reading:
    """What a text alone says: its tree, or why there is none."""

    findings: tuple[Finding, ...]
    tree: Node | None


@lru_cache(maxsize=4_096)
def _read(text: str) -> _Reading:
    """Read a text once, however often a policy repeats it: what follows from it depends on nothing else."""
    if not text or text.isspace():
        return _Reading((finding("DK200", 0, len(text)),), None)
    if len(text) > LONGEST:
        return _Reading((finding("DK227", 0, 1, characters=len(text), products="", most=LONGEST),), None)
    findings: list[Finding] = []
    tokens = read_tokens(text, findings)
    products = sum(token[0] in {"*", "/"} for token in tokens or ())
    if products > MOST_PRODUCTS:
        return _Reading((finding("DK227", 0, 1, characters="", products=products, most=MOST_PRODUCTS),), None)
    tree = parse(text, tokens, findings) if tokens else None
    return _Reading(tuple(findings), tree)


@lru_cache(maxsize=4_096)
def _compiled(text: str) -> Closure:
    """The function of a text that was checked: it depends on the text alone, like the tree."""
    return closure(_tree(text), text)


def _tree(text: str) -> Node:
    tree = _read(text).tree
    assert tree is not None  # noqa: S101  # only asked for what could be read, or a part of it
    return tree


def compile_expression(
    text: str,
    at: Location,
    catalogue: Catalogue,
    scope: frozenset[str],
    expected: Type,
    parameters: Mapping[str, Type],
) -> Expression | tuple[Problem, ...]:
    """The expression written ``at``, or everything that is wrong with it.

    ``scope`` holds the first parts of the names its place can see, ``expected`` what its place needs.
    """
    reading = _read(text)
    if reading.tree is None:
        return located(reading.findings, at)
    check = Check(text, catalogue, scope, parameters)
    found = check.result(reading.tree, expected)
    findings = [*reading.findings, *check.findings]
    if found is not UNKNOWN and not any(each.severity is Severity.ERROR for each in findings):
        findings += never_or_always(reading.tree, text, lambda name: _values(catalogue, name))
        reads, parameters_read = frozenset(check.reads), frozenset(check.parameters)
        warnings = located(findings, at) if findings else ()
        return Expression(text, at, found, reads, parameters_read, warnings, _compiled(text))
    return located(findings, at)


def witness(
    conditions: Sequence[Expression], catalogue: Catalogue, wanted: Callable[[tuple[bool, ...]], bool]
) -> Mapping[str, Value] | bool:
    """A case in which conditions come out as ``wanted``, by the values of the names they compare.

    False where there is none; True where there are too many cases to try, so that nothing is said.
    """
    trees = [(_tree(each.text), each.text) for each in conditions]
    return first_case(trees, lambda name: _values(catalogue, name), wanted)


def _values(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    fact = catalogue.get(name)
    return fact.values if fact else ()
