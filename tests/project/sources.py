"""The sources of the installed dealerkit, parsed: what they import and what they call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from attrs import frozen

import dealerkit

PACKAGE = Path(dealerkit.__file__).parent


_LOOKED_AT = (ast.Import, ast.ImportFrom, ast.Call, ast.Constant)


@frozen(eq=False)
class Module:
    """One source file: its dotted name below ``dealerkit`` and, once somebody asks, its syntax tree."""

    name: str
    path: Path

    @property
    def layer(self) -> str:
        """The first part of the name: ``rebates`` for ``rebates.terms.bands``, empty for the package itself."""
        return self.name.partition(".")[0]

    @cached_property
    def nodes(self) -> tuple[ast.Import | ast.ImportFrom | ast.Call | ast.Constant, ...]:
        """Its imports, calls and constants, at any depth of the code."""
        tree = ast.parse(self.path.read_text("utf-8"))
        return tuple(node for node in ast.walk(tree) if isinstance(node, _LOOKED_AT))

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every absolute name this module imports, with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, node.lineno
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                for alias in node.names:
                    yield f"{base}.{alias.name}", node.lineno

    def _base(self, node: ast.ImportFrom) -> str:
        """The absolute name that stands before ``import`` in a from-import."""
        if not node.level:
            return node.module or ""
        parts = ["dealerkit", *self.name.split(".")] if self.name else ["dealerkit"]
        kept = parts[: len(parts) - node.level + (self.path.name == "__init__.py")]
        return ".".join([*kept, *([node.module] if node.module else [])])

    def calls(self) -> Iterator[tuple[str, int]]:
        """Every call by its dotted spelling (``date.today``, ``print``), with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield _spelling(node.func), node.lineno

    def constants(self) -> Iterator[ast.Constant]:
        """Every literal, texts of documentation included."""
        return (node for node in self.nodes if isinstance(node, ast.Constant))


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the installed package."""
    return tuple(_module(path) for path in sorted(PACKAGE.rglob("*.py")))


def _module(path: Path) -> Module:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path)


def _spelling(node: ast.expr) -> str:
    """A name with its dots; what is called or computed before a dot is left out."""
    if isinstance(node, ast.Attribute):
        return f"{_spelling(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
