"""A policy as it stands on disk, or as it stood in a revision of git: ``main:policies/2026``."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from attrs import field, frozen

from dealerkit import assembly
from dealerkit.policy.loading import SUFFIXES, Loaded
from dealerkit.problems import Problem, problem


@frozen
class Written:
    """Where a policy is: a path, with a revision if it is not the one on disk."""

    path: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.revision}:{self.path}" if self.revision else self.path


@frozen
class _Read:
    contents: Mapping[str, bytes] = field(factory=dict)
    problems: tuple[Problem, ...] = ()


def written(text: str) -> Written:
    """What an argument names: a path that is there, else a revision and a path in it."""
    revision, colon, path = text.partition(":")
    if not colon or not revision or Path(text).exists():
        return Written(text)
    return Written(path or ".", revision)


def loaded(where: Written) -> Loaded:
    """The policy, read; DK993 where a revision or a path in it cannot be had."""
    if not where.revision:
        return assembly.load([where.path])
    read = _from_git(where)
    if read.problems:
        return Loaded(None, read.problems, {})
    return assembly.loads(read.contents)


def _from_git(where: Written) -> _Read:
    """The policy files of a revision, by name: the file itself, or those that lie in the folder."""
    path = PurePosixPath(Path(where.path).as_posix())
    listed = _git("ls-tree", "-z", where.revision, f"{path}/" if path.name else "./")
    if listed is not None and not listed.stdout:
        listed = _git("ls-tree", "-z", where.revision, str(path))
    if listed is None or listed.returncode:
        reason = "git is not there" if listed is None else _last_line(listed.stderr)
        return _Read(problems=(problem("DK993", None, revision=where.revision, path=where.path, reason=reason),))
    entries = (each.split("\t", 1) for each in listed.stdout.decode("utf-8", "replace").split("\0") if each)
    names = [name for kind, name in entries if kind.split()[1] == "blob"]
    files = sorted(name for name in names if PurePosixPath(name).suffix in SUFFIXES)
    if not files:
        return _Read(problems=(problem("DK993", None, revision=where.revision, path=where.path, reason=""),))
    shown = {name: _git("show", f"{where.revision}:./{name}") for name in files}
    return _Read({f"{where.revision}:{name}": each.stdout for name, each in shown.items() if each is not None})


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git says; None where there is no git."""
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 - no shell
    except OSError:
        return None


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else ""
