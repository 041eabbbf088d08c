"""pytest collects the test cases of policies: ``pytest policies/`` runs what ``dealerkit test`` runs.

Each case is an item of the file it is written in, ``policies/volume.yaml::the-second-tier``, so that ``-k``, ``-x``
and xdist work as for any test. A failure is what ``dealerkit test`` says, with the line of the policy. A case with
a ``bug:`` note is expected to fail, strictly.

A YAML file has cases if it has the key ``tests:`` and is, or stands beside, the one file of its folder with the
head of a policy; such a folder is read once. No other file is touched, and nothing of dealerkit but this module is
imported before there is one. The setting ``dealerkit = false`` switches it off.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dealerkit.policy.cases import Case
    from dealerkit.policy.loading import Loaded
    from dealerkit.policy.policy import Policy
    from dealerkit.problems import Problem
    from dealerkit.report.languages import Language

SUFFIXES = (".yaml", ".yml")
MOST_BYTES = 4 * 1024 * 1024
"""Larger files are no policies."""

_TOP_KEY = re.compile(rb"^([A-Za-z_][\w-]*)[ \t]*:", re.MULTILINE)
_HEAD_KEY = re.compile(rb"\b(name|revision|currency|effective)[ \t]*:")
_IS_A_HEAD = 2
"""How many of its keys make `policy:` the head of a policy of ours, and not another program's."""
_OURS = frozenset({b"currency", b"effective"})
"""Keys of a head that other programs' policies hardly have; they too have names and revisions."""
_PERHAPS = b"policy?"
"""Stands for a head of a name and a revision alone."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``dealerkit = false`` in pytest's settings leaves policies alone."""
    parser.addini("dealerkit", "collect the test cases of dealerkit policies (true)", type="bool", default=True)


def pytest_configure(config: pytest.Config) -> None:
    """Cases carry a mark, so that `-m dealerkit` selects them."""
    config.addinivalue_line("markers", "dealerkit: a test case of a policy")
    config.stash[_FOLDERS] = {}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PolicyFile | None:
    """The cases of a policy's file; None for every other file."""
    if file_path.suffix not in SUFFIXES or not parent.config.getini("dealerkit"):
        return None
    folder = _folder(parent.config, file_path.parent)
    return PolicyFile.from_parent(parent, path=file_path) if folder.policy_of(file_path) else None


class CaseFailure(Exception):
    """A case that failed; its text is what people read."""


class KnownDifference(CaseFailure):
    """A case that differs as its ``bug:`` note says."""


class PolicyFile(pytest.File):
    """A file of a policy in which cases are written."""

    def collect(self) -> Iterator[CaseItem]:
        """The cases written here, in their order; a policy that cannot be read is an error with its findings."""
        opened = _folder(self.config, self.path.parent).opened(self.path, self.config)
        if opened.policy is None:
            raise self.CollectError(opened.told(opened.loaded.problems))
        if opened.loaded.problems and not opened.is_told:
            # Findings that do not keep the policy from being used; told once, with its first file.
            opened.is_told = True
            self.warn(pytest.PytestWarning(opened.told(opened.loaded.problems)))
        here = _named(self.path, opened.base)
        for case in opened.policy.cases.values():
            if case.rule.at.file == here:
                yield CaseItem.from_parent(self, name=case.id, case=case, opened=opened)


class CaseItem(pytest.Item):
    """One case of a policy."""

    def __init__(self, *, case: Case, opened: Opened, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]  # what pytest gives to its own
        self.case = case
        self.opened = opened
        self.add_marker("dealerkit")
        self.extra_keyword_matches.add(case.of)
        if case.bug is not None:
            self.add_marker(pytest.mark.xfail(reason=case.bug, raises=KnownDifference, strict=True))

    def runtest(self) -> None:
        """Decide the case and compare."""
        from dealerkit.assembly.testing import KNOWN, result_of

        result = result_of(self.opened.sound, self.case)
        if result.ended == KNOWN:
            raise KnownDifference(self.opened.told(result.known))
        if self.case.bug is not None and self.config.getoption("runxfail", False):
            return
        if result.problems:
            raise CaseFailure(self.opened.told(result.problems))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """What differs, with the line of the policy; of our own mistakes, where they are."""
        if isinstance(excinfo.value, CaseFailure):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case is written, and what it is about."""
        return self.path, self.case.rule.at.line - 1, f"{self.case.of}: {self.case.title or self.case.id}"


class Opened:
    """A policy as it was read, and how its findings are told."""

    def __init__(self, loaded: Loaded, base: Path, lang: Language) -> None:
        self.loaded = loaded
        self.base = base
        self.lang = lang
        self.is_told = False

    @property
    def policy(self) -> Policy | None:
        """The policy, if it is sound."""
        return self.loaded.policy

    @property
    def sound(self) -> Policy:
        """The policy of which cases were collected."""
        if self.policy is None:  # pragma: no cover - such a policy has no cases
            raise AssertionError("a case of a policy that cannot be read")
        return self.policy

    def told(self, problems: tuple[Problem, ...]) -> str:
        """Findings as people read them."""
        from dealerkit.report.diagnostics import diagnostics

        return diagnostics(problems, self.loaded.sources, self.lang).rstrip("\n")


class Folder:
    """The YAML files of one folder: which of them are one policy, read when its first case is asked for."""

    def __init__(self, path: Path) -> None:
        self.keys = {file: found for file in sorted(path.iterdir()) if (found := _top_keys(file))}
        self.heads = [*self._heads()]
        self._opened: dict[Path, Opened] = {}

    def _heads(self) -> Iterator[Path]:
        """The files with the head of a policy of ours.

        A head of a name and a revision alone is ours where rules of ours stand with it: in its file, or in a folder
        that has no other head. It lacks what `check` will ask for, and must not be passed over.
        """
        sure = [file for file, keys in self.keys.items() if b"policy" in keys]
        perhaps = [file for file, keys in self.keys.items() if _PERHAPS in keys]
        if perhaps and any(b"tests" in keys for keys in self.keys.values()):
            from dealerkit.assembly.registry import SECTIONS

            known = {each.key.encode() for each in SECTIONS}
            beside = not sure and any(keys & known for keys in self.keys.values() if _PERHAPS not in keys)
            sure += [file for file in perhaps if beside or self.keys[file] & known]
        yield from sorted(sure)

    def policy_of(self, file: Path) -> Path | None:
        """The file with the head of the policy to which the cases of ``file`` belong; None where there are none."""
        if b"tests" not in self.keys.get(file, ()):
            return None
        if file in self.heads:
            return file
        if _PERHAPS in self.keys[file]:
            return None  # another program's
        return self.heads[0] if len(self.heads) == 1 else None

    def files(self, head: Path) -> list[Path]:
        """The files that are read with a head: with the only one of the folder all that have sections of a policy."""
        if len(self.heads) > 1:
            return [head]
        from dealerkit.assembly.registry import SECTIONS
        from dealerkit.policy.policy import OWN_SECTIONS

        known = {name.encode() for name in (*OWN_SECTIONS, *(each.key for each in SECTIONS))}
        return [file for file, keys in self.keys.items() if file == head or (keys & known and _PERHAPS not in keys)]

    def opened(self, file: Path, config: pytest.Config) -> Opened:
        """The policy to which a file's cases belong."""
        head = self.policy_of(file) or file
        if head not in self._opened:
            from dealerkit.assembly import loads
            from dealerkit.report.languages import preferred_language

            # As the user would name them: failures are clicked on.
            base = config.invocation_params.dir
            contents = {_named(each, base): each.read_bytes() for each in self.files(head)}
            self._opened[head] = Opened(loads(contents), base, preferred_language((), os.environ))
        return self._opened[head]


_FOLDERS = pytest.StashKey[dict[Path, Folder]]()


def _folder(config: pytest.Config, path: Path) -> Folder:
    known = config.stash[_FOLDERS]
    if path not in known:
        known[path] = Folder(path)
    return known[path]


def _named(file: Path, base: Path) -> str:
    return os.path.relpath(file, base).replace(os.sep, "/")


def _top_keys(file: Path) -> frozenset[bytes]:
    """The keys at the top of a YAML file; none of a file that is not read.

    `policy` is among them only where a head follows that is surely ours, `policy?` where it may be.
    """
    if file.suffix not in SUFFIXES:
        return frozenset()
    try:
        if not file.is_file() or file.stat().st_size > MOST_BYTES:
            return frozenset()
        text = file.read_bytes()
    except OSError:
        return frozenset()
    found: set[bytes] = set()
    for match in _TOP_KEY.finditer(text):
        following = _TOP_KEY.search(text, match.end())
        part = text[match.end() : following.start() if following else len(text)]
        head = set(_HEAD_KEY.findall(part)) if match[1] == b"policy" else set()
        if match[1] != b"policy":
            found.add(match[1])
        elif len(head) >= _IS_A_HEAD:
            found.add(match[1] if head & _OURS else _PERHAPS)
    return frozenset(found)
