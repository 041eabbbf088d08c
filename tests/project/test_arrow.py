"""The architecture as tests: who may import whom, and what the domains never do."""

from __future__ import annotations

import pytest

from tests.project.sources import PACKAGE, Module, modules

LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "values",
        "problems",
        "decisions",
        "policy",
        "book",
        "measures",
        "receivables",
        "scoring",
        "authority",
        "workflow",
        "customers contracts rebates credit complaints governance",
        "assembly",
        "whatif",
        "bulk",
        "report",
        "cli",
        "__main__ pytest_plugin",
    )
)
"""From the bottom to the top; a layer may import itself and what stands before it."""

SIDEWAYS = {("governance", "credit"), ("governance", "rebates"), ("governance", "contracts")}
"""The only imports between domains: ending a dealer needs what he owes, earns and signed."""

AT_THE_EDGE = {"", "policy", "book", "bulk", "report", "cli", "__main__", "pytest_plugin"}
"""Where files are read and written and things are shown; everything else is pure."""

HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
INSIDE = [module for module in modules() if module.layer]
PURE = [module for module in INSIDE if module.layer not in AT_THE_EDGE]


def own_imports(module: Module) -> list[tuple[str, int]]:
    """What a module imports of ours: the layer, or the bare name where it asks the façade."""
    found = ((name.split("."), line) for name, line in module.imports())
    return [(parts[1] if len(parts) > 1 else "", line) for parts, line in found if parts[0] == "dealerkit"]


def may_import(importer: str, imported: str) -> bool:
    if importer == imported or (importer, imported) in SIDEWAYS:
        return True
    return HEIGHT[imported] < HEIGHT[importer]


class TestArrow:
    def test_the_package_was_found(self):
        assert {module.name for module in modules()} >= {"", "problems", "decisions"}

    def test_every_part_of_the_package_has_a_place_in_the_layers(self):
        assert {module.layer for module in INSIDE} - HEIGHT.keys() == set()

    def test_a_module_imports_only_from_below(self):
        wrong = [
            f"{module.name}:{line} imports {imported or 'the package itself'}"
            for module in INSIDE
            for imported, line in own_imports(module)
            if imported not in HEIGHT or not may_import(module.layer, imported)
            # The façade may be asked for the version by what stands above it.
            if not (module.layer in {"report", "cli", "__main__"} and imported == "__version__")
        ]
        assert wrong == []

    @pytest.mark.parametrize(("library", "owner"), [("yaml", "policy"), ("tabulate", "report")])
    def test_a_library_has_one_owner(self, library: str, owner: str):
        users = {module.layer for module in modules() for name, _ in module.imports() if name.split(".")[0] == library}
        assert users - {owner} == set()

    def test_only_the_commands_know_click(self):
        users = {module.layer for module in modules() for name, _ in module.imports() if name.split(".")[0] == "click"}
        assert users - {"cli"} == set()


class TestPurity:
    def test_the_domains_use_no_float_clock_print_or_file(self):
        # `x.open` on anything is a file; `open` of our own would be named otherwise.
        forbidden = {"float", "print", "input", "open"}
        endings = (".today", ".now", ".utcnow", "time.time", ".read_text", ".write_text", ".read_bytes", ".write_bytes")
        wrong = [
            f"{module.name}:{line} calls {call}"
            for module in PURE
            for call, line in module.calls()
            if call in forbidden or call.endswith(endings)
        ]
        assert wrong == []

    def test_the_domains_write_no_float_literal(self):
        wrong = [
            f"{module.name}:{node.lineno} says {node.value}"
            for module in PURE
            for node in module.constants()
            if isinstance(node.value, float)
            # How alike two words must be for "did you mean" is no amount.
            if module.name != "problems"
        ]
        assert wrong == []

    def test_nothing_below_the_commands_prints_or_reads_the_clock(self):
        wrong = [
            f"{module.name}:{line} calls {call}"
            for module in INSIDE
            if module.layer not in {"cli", "__main__"}
            for call, line in module.calls()
            if call == "print" or call.endswith(("date.today", "datetime.now", "time.time"))
        ]
        assert wrong == []

    def test_the_domains_draw_no_random_numbers_and_read_no_environment(self):
        refused = {"random", "secrets", "os", "locale", "socket"}
        found = {(module.name, name.split(".")[0]) for module in PURE for name, _ in module.imports()}
        assert {(module, name) for module, name in found if name in refused} == set()


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()
