"""The type of every part of an expression, against the fact catalogue and what the place can see.

A part with a mistake has no type, and what contains it is not blamed for that a second time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

from dealerkit.policy.expressions.findings import Finding, doubt, finding
from dealerkit.policy.expressions.functions import FUNCTIONS, Function
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
)
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import BOOLEAN, Type, common, product, quotient, set_of
from dealerkit.problems import nearest

UNKNOWN = Type("unknown")
"""The type of a part with a mistake in it."""

_ORDERS = frozenset({"<", "<=", ">", ">="})
_LEAST_SUSPECT = 2
"""A share of this or more, not written in per cent, was hardly meant: 15 for 15 %."""


class Check:
    """One expression's check: what it reads and what is wrong, gathered while the tree is walked."""

    __slots__ = ("_catalogue", "_parameters", "_scope", "_text", "findings", "parameters", "reads")

    def __init__(self, text: str, catalogue: Catalogue, scope: frozenset[str], parameters: Mapping[str, Type]) -> None:
        self._text = text
        self._catalogue = catalogue
        self._scope = scope
        self._parameters = parameters
        self.findings: list[Finding] = []
        self.reads: set[str] = set()
        self.parameters: set[str] = set()

    def result(self, node: Node, expected: Type) -> Type:
        """The type of the whole, which must be what its place needs."""
        found = self.type_of(node)
        if found is UNKNOWN:
            return found
        if found.kind != expected.kind:
            self._found("DK220", node, expected=expected.word, found=found.word)
        elif expected.unit and found.unit and found.unit != expected.unit:
            self._found("DK219", node, one=expected.word, other=found.word)
        elif expected.unit:
            self._doubt_share(expected, node)
            return expected
        return found

    def type_of(self, node: Node) -> Type:
        """The type of ``node``, or UNKNOWN with at least one finding."""
        match node:
            case Name():
                return self._name(node)
            case Literal(type=written):
                return written
            case Comparison():
                return self._comparison(node)
            case Logic(operator=operator, parts=parts):
                for part in parts:
                    self._expect("condition", part, operator)
                return BOOLEAN
            case Not(operand=operand):
                self._expect("condition", operand, "not")
                return BOOLEAN
            case Chain():
                return self._chain(node)
            case Negative(operand=operand):
                return self._expect("number", operand, "-")
            case Call():
                return self._call(node)
            case Listing():
                return self._listing(node)

    def _found(self, code: str, node: Node, **args: str | tuple[str, ...]) -> Type:
        self.findings.append(finding(code, node.start, node.end, **args))
        return UNKNOWN

    def _name(self, node: Name) -> Type:
        name = node.name
        fact = self._catalogue.get(name)
        if fact is not None and fact.root in self._scope:
            self.reads.add(name)
            return fact.type
        parameter = self._parameters.get(name)
        if parameter is not None:
            self.parameters.add(name)
            return parameter
        if fact is not None:
            return self._found("DK216", node, name=name, places=self._catalogue.places_that_see(name))
        visible = [*self._catalogue.names(self._scope), *self._parameters]
        return self._found("DK215", node, name=name, nearest=nearest(unicodedata.normalize("NFKC", name), visible))

    def _expect(self, kind: str, node: Node, operator: str) -> Type:
        found = self.type_of(node)
        if found is UNKNOWN or found.kind == kind:
            return found
        return self._found("DK217", node, operator=operator, expected=kind, found=found.word)

    def _comparison(self, node: Comparison) -> Type:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if left is UNKNOWN or right is UNKNOWN:
            return BOOLEAN
        if node.operator in {"in", "not in"}:
            return self._membership(node, left, right)
        if {left.kind, right.kind} == {"tree", "text"}:
            return self._tree(node)
        if left.kind != right.kind:
            self._found("DK218", node, left=left.word, right=right.word)
        elif common(left, right) is None:
            self._found("DK219", node, one=left.word, other=right.word)
        elif left.kind in {"list", "tree"} or (node.operator in _ORDERS and left.kind not in {"number", "date"}):
            self._found("DK217", node.left, operator=node.operator, expected="number", found=left.word)
        else:
            self._doubt_share(left, node.right)
            self._doubt_share(right, node.left)
            self._doubt_value(node.left, node.right)
            self._doubt_value(node.right, node.left)
        return BOOLEAN

    def _membership(self, node: Comparison, left: Type, right: Type) -> Type:
        each = right.of
        if left.kind == "tree":
            return self._tree(node)
        if each is None:
            self._found("DK217", node.right, operator=node.operator, expected="list", found=right.word)
        elif left.kind != each.kind:
            self._found("DK218", node, left=left.word, right=each.word)
        elif common(left, each) is None:
            self._found("DK219", node, one=left.word, other=each.word)
        elif isinstance(node.right, Listing):
            for item in node.right.items:
                self._doubt_share(left, item)
                self._doubt_value(node.left, item)
        return BOOLEAN

    def _tree(self, node: Comparison) -> Type:
        name, other = self._source(node.left), self._source(node.right)
        if isinstance(node.left, Literal):
            name, other = other, name
        negated = "not " if node.operator in {"!=", "not in"} else ""
        self._found("DK223", node, name=name, mend=f"{negated}within({name}, {other})")
        return BOOLEAN

    def _doubt_share(self, beside: Type, node: Node) -> None:
        """``growth > 15`` is hardly meant: a share of 15 is 1,500 %."""
        if beside.unit == "share" and isinstance(node, Literal) and node.type.kind == "number" and not node.type.unit:
            value = node.value
            if not isinstance(value, str | tuple | frozenset) and abs(value) >= _LEAST_SUSPECT:  # type: ignore[arg-type, operator]
                written = self._source(node)
                self.findings.append(doubt("DK224", node.start, node.end, found=written, mend=f"{written}%"))

    def _doubt_value(self, fact: Node, node: Node) -> None:
        """``dealer.status == "activ"`` never holds when the fact is known to be one of a few words."""
        if isinstance(fact, Name) and isinstance(node, Literal) and isinstance(node.value, str):
            found = self._catalogue.get(fact.name)
            if found is not None and found.values and node.value not in found.values:
                args = {"name": fact.name, "found": node.value, "nearest": nearest(node.value, found.values)}
                self.findings.append(doubt("DK229", node.start, node.end, **args, values=found.values))

    def _chain(self, node: Chain) -> Type:
        operator = node.rest[0][0]
        so_far = self._expect("number", node.first, operator)
        for operator, operand, _ in node.rest:
            found = self._expect("number", operand, operator)
            if operator == "/" and isinstance(operand, Literal) and operand.value == 0:
                found = self._found("DK209", operand)
            if so_far is UNKNOWN or found is UNKNOWN:
                so_far = UNKNOWN
                continue
            combined = _COMBINED[operator](so_far, found)
            if combined is None:
                combined = self._found("DK219", operand, one=so_far.word, other=found.word)
            so_far = combined
        return so_far

    def _listing(self, node: Listing) -> Type:
        each: Type | None = None
        for item in node.items:
            written = self.type_of(item)
            if written is UNKNOWN:
                return UNKNOWN
            each = common(each, written) if each and isinstance(item, Literal) else written
            if each is None or not isinstance(item, Literal):
                return self._found("DK210", item)
        return self._found("DK210", node) if each is None else set_of(each)

    def _call(self, node: Call) -> Type:
        function = FUNCTIONS.get(node.function)
        if function is None:
            for argument in node.arguments:
                self.type_of(argument)
            at = Name(node.start, node.start + len(node.function), node.function)
            return self._found("DK221", at, name=node.function, nearest=nearest(node.function, list(FUNCTIONS)))
        fewest, most = function.counts
        if not fewest <= len(node.arguments) <= most:
            counts = {"least": fewest, "most": most if most > fewest else "", "found": len(node.arguments)}
            self.findings.append(finding("DK222", node.start, node.end, name=node.function, **counts))
            return function.gives or UNKNOWN
        shared: Type | None = None
        failed = False
        for kind, argument in zip(_kinds(function), node.arguments, strict=False):
            found = self._argument(function, kind, argument)
            failed = failed or found is UNKNOWN
            if found is UNKNOWN or kind not in {"same", "ordered", "number"}:
                continue
            joint = common(shared, found) if shared else found
            if joint is not None:
                shared = joint
                continue
            failed = True
            if shared is not None and shared.kind == found.kind:
                self._found("DK219", argument, one=shared.word, other=found.word)
            elif shared is not None:
                self._found("DK217", argument, operator=node.function, expected=shared.word, found=found.word)
        if function.gives is not None:
            return function.gives
        return UNKNOWN if failed or shared is None else shared

    def _argument(self, function: Function, kind: str, node: Node) -> Type:
        found = self.type_of(node)
        if found is UNKNOWN or kind in {"any", "same", found.kind}:
            return found
        if kind == "ordered":
            fits, wanted = found.kind in {"number", "date"}, "number"
        elif kind == "ids":
            fits, wanted = found.kind == "text" or (found.of is not None and found.of.kind == "text"), "text"
        else:
            fits, wanted = False, kind
        return found if fits else self._found("DK217", node, operator=function.name, expected=wanted, found=found.word)

    def _source(self, node: Node) -> str:
        return self._text[node.start : node.end]


_COMBINED: dict[str, Callable[[Type, Type], Type | None]] = {
    "+": common,
    "-": common,
    "*": product,
    "/": quotient,
}


def _kinds(function: Function) -> Iterator[str]:
    """What each argument must be, the last kind for ever."""
    yield from function.takes
    while True:
        yield function.takes[-1]
