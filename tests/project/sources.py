"""The sources of the installed dealerkit, parsed: what they import and what they call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

import dealerkit

PACKAGE = Path(dealerkit.__file__).parent


@frozen
class Module:
    """One source file: its dotted name below ``dealerkit`` and its syntax tree."""

    name: str
    is_package: bool
    tree: ast.Module

    @property
    def layer(self) -> str:
        """The first part of the name: ``rebates`` for ``rebates.terms.bands``, empty for the package itself."""
        return self.name.partition(".")[0]

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every absolute name this module imports, at any depth of the code, with its line."""
        for node in ast.walk(self.tree):
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
        kept = parts[: len(parts) - node.level + self.is_package]
        return ".".join([*kept, *([node.module] if node.module else [])])

    def calls(self) -> Iterator[tuple[str, int]]:
        """Every call by its dotted spelling (``date.today``, ``print``), with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node.lineno


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the installed package."""
    return tuple(_module(path) for path in sorted(PACKAGE.rglob("*.py")))


def _module(path: Path) -> Module:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(".".join(parts[:-1] if is_package else parts), is_package, ast.parse(path.read_text("utf-8")))
