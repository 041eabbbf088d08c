"""Policy files on disk: which files a path means, their bytes, and the tree they make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

from dealerkit.policy.nodes import MAX_BYTES, parse
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.policy import Policy, Section, merged, read_policy
from dealerkit.problems import Location, Problem, Severity, in_order, problem

SUFFIXES = (".yaml", ".yml")

INIT = "dealerkit init"
"""What shows how a policy is written."""


@frozen
class Loaded:
    """What came of loading: the policy if it is sound, every problem, the text of every file."""

    policy: Policy | None
    problems: tuple[Problem, ...]
    sources: Mapping[str, str] = field(repr=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the policy from being used."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)


@frozen
class Tree:
    """Files as one tree: None where none of them gives one; what is wrong with them as YAML, and their texts."""

    root: MappingNode | None
    problems: tuple[Problem, ...]
    sources: Mapping[str, str] = field(repr=False)

    @property
    def broken(self) -> bool:
        """Whether something is so wrong that what was read cannot be trusted."""
        return any(each.severity is Severity.ERROR for each in self.problems)


def load_files(paths: Sequence[Path], sections: Iterable[Section]) -> Loaded:
    """Read policy files and folders of them as one policy.

    Problems: DK100 a file that cannot be read, DK117 a folder without policy files, and everything
    that reading finds (DK1, DK2, the domains' own).
    """
    return _loaded(read_tree(paths), sections)


def load_texts(contents: Mapping[str, bytes], sections: Iterable[Section]) -> Loaded:
    """Read policy texts, by file name, as one policy; touches no disk."""
    return _loaded(tree_of(contents), sections)


def read_tree(paths: Sequence[Path], shown_by: str = INIT) -> Tree:
    """Files and folders of them as one tree: sections may be split over them, an id may be defined once.

    ``shown_by`` is the command that shows what belongs in an empty file.
    """
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    for path in paths:
        files, missing = _files(path)
        problems.extend(missing)
        for file in files:
            data, failed = _bytes(file)
            problems.extend(failed)
            if data is not None:
                contents[file.as_posix()] = data
    tree = tree_of(contents, shown_by)
    return Tree(tree.root, (*problems, *tree.problems), tree.sources)


def tree_of(contents: Mapping[str, bytes], shown_by: str = INIT) -> Tree:
    """Texts by file name as one tree; touches no disk."""
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    roots: list[MappingNode] = []
    for file, data in contents.items():
        parsed = parse(data, file, shown_by)
        problems.extend(parsed.problems)
        sources[file] = parsed.text
        if parsed.root is not None:
            roots.append(parsed.root)
    whole, twice = merged(roots)
    return Tree(whole, (*problems, *twice), sources)


def _loaded(tree: Tree, sections: Iterable[Section]) -> Loaded:
    if tree.root is None:
        return Loaded(None, in_order(tree.problems), tree.sources)
    policy, found = read_policy(tree.root, sections)
    return Loaded(None if tree.broken else policy, in_order((*tree.problems, *found)), tree.sources)


def _files(path: Path) -> tuple[list[Path], list[Problem]]:
    if not path.is_dir():
        return [path], []
    found = sorted(each for each in path.iterdir() if each.suffix in SUFFIXES and each.is_file())
    if found:
        return found, []
    inside = sorted(each.parent.name for each in path.glob("*/*.y*ml") if each.suffix in SUFFIXES)
    return [], [
        problem("DK117", Location(path.as_posix(), 1), folder=path.as_posix(), nearest=inside[0] if inside else "")
    ]


def _bytes(file: Path) -> tuple[bytes | None, list[Problem]]:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), []
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return None, [problem("DK100", Location(file.as_posix(), 1), reason=reason.lower())]
