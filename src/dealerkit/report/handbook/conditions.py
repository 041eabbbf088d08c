"""Expressions in words: what must hold, or how a figure comes about, as a sentence for people.

``contract.kind == "distribution" and dealer.status == "active"`` is "the kind of contract in force is
distribution, and the status of the customer file is active".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.policy.expressions.findings import Finding
from dealerkit.policy.expressions.lexer import read_tokens
from dealerkit.policy.expressions.parser import parse
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
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import BOOLEAN, DATE, DAYS, MONEY, SHARE, Type, Value
from dealerkit.report.handbook.naming import tight
from dealerkit.report.handbook.titles import titles_of
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import PHRASEBOOKS
from dealerkit.report.messages import conditions as words_of
from dealerkit.report.messages.en import clauses as clauses_en
from dealerkit.report.messages.wording import percent
from dealerkit.report.messages.zh import choices as choices_zh
from dealerkit.report.messages.zh import clauses as clauses_zh
from dealerkit.report.messages.zh import columns as columns_zh
from dealerkit.report.messages.zh import labels as labels_zh
from dealerkit.scoring.figures.figure import AS_OF, FIGURE

_CLAUSES: Mapping[Language, Mapping[str, str]] = {"en": clauses_en.CLAUSES, "zh": clauses_zh.CLAUSES}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TURNED: Mapping[str, str] = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "in": "not in"}


@frozen(eq=False)
class Conditions:
    """The expressions of one policy in one language."""

    policy: Policy
    lang: Language
    titles: Mapping[str, Mapping[str, str]] = field(init=False, repr=False)
    """The titles of definitions by id, for each part of the policy that has any."""

    @titles.default
    def _of_the_policy(self) -> Mapping[str, Mapping[str, str]]:
        return titles_of(self.policy.root)

    def said(self, text: str) -> str:
        """An expression in words; its own text where it cannot be read."""
        findings: list[Finding] = []
        tokens = read_tokens(text, findings)
        tree = parse(text, tokens, findings) if tokens else None
        if tree is None:
            return text
        return tight(self.words(tree)) if self.lang == "zh" else self.words(tree)

    def words(self, node: Node, near: Type | None = None) -> str:
        """A part in words; ``near`` is the type of what it is compared with."""
        match node:
            case Name(name=name):
                return self.fact(name)
            case Literal(value=value, type=type_):
                return self.value(value, near or type_)
            case Listing(items=items):
                return self._listed([self.words(each, near) for each in items], words_of.OR)
            case Negative(operand=operand):
                return f"−{self._inner(operand, near)}"
            case Not(operand=operand):
                return self._denied(operand)
            case Logic(operator=operator, parts=parts):
                inner = [self._clause(each, operator) for each in parts]
                return self._joined(inner, operator)
            case Comparison(operator=sign, left=left, right=right):
                return self._compared(sign, left, right)
            case Chain(first=first, rest=rest):
                signs = {"+": "+", "-": "−", "*": "×", "/": "÷"}
                # A number that multiplies or divides is no amount and no share, unless it is written as one.
                if any(sign in {"*", "/"} for sign, _, _ in rest):
                    near = None
                steps = [f" {signs[sign]} {self._inner(each, near)}" for sign, each, _ in rest]
                return self._inner(first, near) + "".join(steps)
            case Call(function=function, arguments=arguments):
                return self._called(function, arguments, near)

    def fact(self, name: str) -> str:
        """What a fact or a parameter is called."""
        parameter = self.policy.parameters.get(name)
        if parameter is not None:
            values = sorted(parameter.values.items())
            said = [self.value(value, parameter.type) for _, value in values]
            if len(values) > 1:
                said = [
                    words_of.FROM.said_in(self.lang).format(value=text, day=day.isoformat())
                    for (day, _), text in zip(values, said, strict=True)
                ]
            joined = ("；" if self.lang == "zh" else "; ").join(said)
            return words_of.PARAMETER.said_in(self.lang).format(title=parameter.title or name, values=joined)
        if name == f"{FIGURE}{AS_OF}":
            return words_of.AS_OF.said_in(self.lang)
        clause = _CLAUSES[self.lang].get(name)
        known = clause or PHRASEBOOKS[self.lang].facts.get(name)
        if known is not None:
            return known
        return self._by_meaning(name)

    def column(self, name: str) -> str:
        """What a column is called in a list of columns: without whose it is."""
        if self.lang == "zh" or self._is_declared(name):
            return self.fact(name)
        return name.partition(".")[2].replace("_", " ")

    def of_table(self, root: str, column: str) -> str:
        """What a column is called where the table is named beside it."""
        name = f"{root}.{column}"
        if self.lang == "en":
            return column.replace("_", " ")
        known = PHRASEBOOKS["zh"].facts.get(name) or columns_zh.COLUMNS.get(name) or columns_zh.COLUMNS.get(column)
        # The company's own table `figures` goes by the same name as what is reckoned.
        return known or (column if name.startswith(FIGURE) else self._by_meaning(name))

    def value(self, value: Value, type_: Type) -> str:
        """A value of a type."""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, Decimal | Fraction):
            if type_ == SHARE:
                return _share(value)
            figure = f"{value:,f}" if isinstance(value, Decimal) else str(value)
            if type_ == MONEY:
                return self._money(figure)
            if type_ == DAYS:
                return f"{figure} 天" if self.lang == "zh" else f"{figure} day{'' if value == 1 else 's'}"
            return figure
        if isinstance(value, tuple | frozenset):
            return self._listed(sorted(value), words_of.OR)
        return value or ("（空）" if self.lang == "zh" else "empty") if isinstance(value, str) else str(value)

    def _by_meaning(self, name: str) -> str:
        root, _, rest = name.partition(".")
        fact = self.policy.catalogue.get(name)
        readable = rest.replace("_", " ")
        if root in words_of.PARTS:
            part, words = words_of.PARTS[root]
            if root == FIGURE.removesuffix(".") and not self._is_figure(name):
                return self.of_table(root, rest)
            if rest in self.titles.get(part, {}) or fact is None:
                return words.said_in(self.lang).format(name=self._title(part, rest))
        is_whether = fact is not None and fact.type == BOOLEAN and fact.meaning.startswith("whether ")
        if fact is not None and is_whether and self.lang == "en":
            return fact.meaning.removeprefix("whether ").partition(";")[0]
        if fact is not None and fact.type == BOOLEAN and "是否" in fact.meaning:
            return _short(fact.meaning.replace("是否", ""))
        if self.lang == "zh" and (fact is None or _CHINESE.search(fact.meaning) is None):
            # Half a sentence in another language reads worse than the fact's own name.
            return self._in_chinese(root, rest)
        if self.lang == "zh" or self._is_declared(name):
            return _short(fact.meaning) if fact is not None and fact.meaning else self._in_chinese(root, rest)
        return f"the {words_of.OWNERS.get(root, root)}'s {readable}" if rest else f"the {root.replace('_', ' ')}"

    def _in_chinese(self, root: str, rest: str) -> str:
        """A column that has no fact of its own, by the words for its parts."""
        if not rest:
            return choices_zh.CHOICES.get(root, root)
        if self._is_declared(f"{root}.{rest}"):
            # What a company calls its own fact may be the name of something else here.
            return f"{root}.{rest}"
        of = words_of.ROOTS_ZH.get(root)
        column = columns_zh.COLUMNS.get(f"{root}.{rest}") or columns_zh.COLUMNS.get(rest) or labels_zh.KEYS.get(rest)
        if column is None:
            return f"{root}.{rest}" if of is None else f"{of} {rest}"
        return column if of is None or column.startswith(of) else f"{of}的{column}"

    def _is_figure(self, name: str) -> bool:
        """Whether a fact is reckoned: by the policy's own section, or by the language itself."""
        figures = getattr(self.policy.root.get("scoring"), "entries", {}).get("figures")
        own = {} if figures is None else getattr(figures[1], "entries", {})
        return name.removeprefix(FIGURE) in own or name in PHRASEBOOKS["en"].facts

    def _is_declared(self, name: str) -> bool:
        section = self.policy.root.get("facts")
        return section is not None and name in getattr(section, "entries", {})

    def _title(self, section: str, id: str) -> str:
        return self.titles.get(section, {}).get(id, id)

    def _money(self, figure: str) -> str:
        currency = self.policy.header.currency
        if self.lang == "zh":
            return f"{figure} {'元' if currency == 'CNY' else currency}"
        return f"{currency} {figure}"

    def _type(self, node: Node) -> Type | None:
        match node:
            case Name(name=name):
                parameter = self.policy.parameters.get(name)
                fact = self.policy.catalogue.get(name)
                return parameter.type if parameter is not None else fact.type if fact is not None else None
            case Chain(first=first, rest=rest):
                return self._of_chain(first, rest)
            case Call(function="days"):
                return DAYS
            case Call(function="or_else" | "min" | "max" | "abs", arguments=(first, *_)):
                return self._type(first)
        return None

    def _of_chain(self, first: Node, rest: tuple[tuple[str, Node, int], ...]) -> Type | None:
        """What a chain measures: money divided by money is a share; None where no unit is sure."""
        found = self._type(first)
        for sign, each, _ in rest:
            other = self._type(each)
            if sign == "/" and found == other and found in {MONEY, DAYS}:
                found = SHARE
            elif sign in {"+", "-"}:
                found = other if found is None else found
            elif MONEY in {found, other}:
                found = MONEY if sign == "*" or found == MONEY else None
            else:
                found = found if found == DAYS and other is None else None
        return found if found in {MONEY, SHARE, DAYS} else None

    def _titled(self, left: Node, right: Node) -> Node:
        """What a class is compared with, by the titles of the classes."""
        root, _, scheme = left.name.partition(".") if isinstance(left, Name) else ("", "", "")
        titles = self.titles.get(f"scoring.classes.{scheme}.into", {}) if root == "class" else {}
        if isinstance(right, Listing):
            return evolve(right, items=tuple(self._titled(left, each) for each in right.items))
        if isinstance(right, Literal) and isinstance(right.value, str):
            return evolve(right, value=titles.get(right.value, right.value))
        return right

    def _compared(self, sign: str, left: Node, right: Node) -> str:
        right = self._titled(left, right)
        near_right, near_left = self._type(left), self._type(right)
        is_date = DATE in {near_left, near_right}
        words = (words_of.DATE_SIGNS.get(sign) if is_date else None) or words_of.SIGNS[sign]
        said_left = self.words(left, near_left)
        if isinstance(right, Literal) and isinstance(right.value, bool):
            holds = right.value == (sign == "==")
            return said_left if holds else self._denied(left)
        if isinstance(right, Literal) and right.value == "":
            empty = {"==": Words("{0} is empty", "{0} 为空"), "!=": Words("{0} is filled in", "{0} 不为空")}
            if sign in empty:
                return empty[sign].said_in(self.lang).format(said_left)
        if sign == "not in" and isinstance(right, Listing):
            joint = words_of.OR if self.lang == "zh" or len(right.items) == 1 else words_of.NOR
            said_right = self._listed([self.words(each, near_right) for each in right.items], joint)
            words = words_of.SIGNS["!="] if len(right.items) == 1 else words
        else:
            said_right = self.words(right, near_right)
        said = words.said_in(self.lang)
        is_many = said_left.startswith(words_of.PLURALS) or (near_right == DAYS and " days" in said_left)
        if self.lang == "en" and is_many:
            said = said.replace("} is ", "} are ", 1)
        return said.format(left=said_left, right=said_right).replace(" ，", "，")

    def _denied(self, operand: Node) -> str:
        if isinstance(operand, Comparison) and operand.operator in _TURNED:
            turned = Comparison(operand.start, operand.end, _TURNED[operand.operator], operand.left, operand.right)
            return self.words(turned)
        if isinstance(operand, Call) and operand.function in words_of.DENIED:
            said = [self.words(each) for each in operand.arguments]
            return words_of.DENIED[operand.function].said_in(self.lang).format(*said)
        return words_of.NOT.said_in(self.lang).format(self.words(operand))

    def _clause(self, node: Node, around: str) -> str:
        said = self.words(node)
        if isinstance(node, Logic) and node.operator != around:
            return f"（{said}）" if self.lang == "zh" else f"({said})"
        return said

    def _joined(self, clauses: list[str], operator: str) -> str:
        if self.lang == "zh":
            return ("，且" if operator == "and" else "，或").join(clauses)
        return f", {operator} ".join(clauses) if len(clauses) > 1 else clauses[0]

    def _inner(self, node: Node, near: Type | None = None) -> str:
        said = self.words(node, near)
        if isinstance(node, Chain):
            return f"（{said}）" if self.lang == "zh" else f"({said})"
        return said

    def _called(self, function: str, arguments: tuple[Node, ...], near: Type | None) -> str:
        if function in words_of.OF_MANY:
            types = [self._type(each) for each in arguments]
            known = next((each for each in types if each is not None), near)
            every = [self._inner(each, known) for each in arguments]
            if known == DATE:
                function = words_of.OF_DATES.get(function, function)
            if function == "count":
                every = [("；" if self.lang == "zh" else "; ").join(every)]
            return words_of.OF_MANY[function].said_in(self.lang).format(all=self._listed(every, words_of.AND))
        if function == "if":
            return self._cases(arguments, near)
        if function == "or_else":
            near = self._type(arguments[0]) or near
            if isinstance(arguments[1], Literal) and arguments[1].value is False:
                return self.words(arguments[0])
        said = [self.words(each, near if function == "or_else" else None) for each in arguments]
        words = words_of.CALLS.get(function)
        if words is None:
            return f"{function}({', '.join(said)})"
        return words.said_in(self.lang).format(*said)

    def _cases(self, arguments: tuple[Node, ...], near: Type | None) -> str:
        """``if(…)``, and those inside its last part, one after the other."""
        said: list[str] = []
        while True:
            condition, then, otherwise = arguments
            near = near or self._type(then) or self._type(otherwise)
            words = (words_of.ELSE_IF if said else words_of.IF).said_in(self.lang)
            said.append(words.format(self.words(then, near), self.words(condition)))
            if not isinstance(otherwise, Call) or otherwise.function != "if":
                break
            arguments = otherwise.arguments
        said.append(words_of.ELSE.said_in(self.lang).format(self.words(otherwise, near)))
        return f"（{'；'.join(said)}）" if self.lang == "zh" else f"({'; '.join(said)})"

    def _listed(self, words: list[str], last: Words) -> str:
        comma = "、" if self.lang == "zh" else ", "
        if len(words) < 2:  # noqa: PLR2004 - a pair is the least that has a last one
            return "".join(words)
        joint = last.said_in(self.lang)
        return f"{comma.join(words[:-1])} {joint} {words[-1]}"


def _share(value: Decimal | Fraction) -> str:
    """A share in per cent; one that never ends as a fraction, since nothing is rounded here."""
    ends = (Fraction(value) * 10**12).denominator == 1
    return percent(value) if ends else str(value)


def _short(meaning: str) -> str:
    """The first part of a fact's meaning: what comes behind a comma or a colon explains it."""
    for sign in (";", ",", ":", "：", "，", "；"):
        meaning = meaning.partition(sign)[0]
    return meaning
