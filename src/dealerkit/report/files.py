"""Writing files so that each appears whole or not at all.

A file is written beside its place under a name of its own and then moved there in one step, so that
a reader sees the old content or the new, never a part, whatever stops the run.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dealerkit.problems import Problem, problem


def write_file(path: Path, content: str | bytes) -> Problem | None:
    """Write one file; what prevented it, if something did. Text is written as UTF-8 as it stands."""
    return write_files({path: content})


def write_folder(folder: Path, contents: Mapping[str, str | bytes]) -> Problem | None:
    """Write files by name into ``folder``, made if it is not there; none of them unless all can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return problem("DK911", None, path=str(folder))
    except OSError as error:
        return _cannot_write(folder, error)
    return write_files({folder / name: content for name, content in contents.items()})


def write_files(contents: Mapping[Path, str | bytes]) -> Problem | None:
    """Write several files, all prepared before the first one is put in its place."""
    prepared: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
            if path.exists() and not path.is_file() and not path.is_dir():
                path.write_bytes(data)  # a device or a pipe has no place to move to
                continue
            target = Path(os.path.realpath(path))
            prepared[_fresh_name(target)] = target
            _write_new(next(reversed(prepared)), data, target)
        for draft, path in tuple(prepared.items()):
            draft.replace(path)
            del prepared[draft]
    except OSError as error:
        return _cannot_write(path, error)
    finally:
        for draft in prepared:
            with suppress(OSError):
                draft.unlink()
    return None


def write_new_file(path: Path, content: str | bytes) -> Problem | None:
    """Write a file that must not be there yet."""
    if os.path.lexists(path):
        return problem("DK914", None, path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return problem("DK911", None, path=str(path.parent))
    except OSError as error:
        return _cannot_write(path.parent, error)
    return write_file(path, content)


def replace_file(path: Path, known: bytes | None, content: bytes) -> Problem | None:
    """Write a file of which ``known`` was read before (None: it was not there), if that still holds.

    Whoever posts to a ledger reads it first; two runs at once must not both post. A lock file beside
    it keeps the second out while the first one writes.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return problem("DK916", None, path=str(path), lock=str(lock))
    except OSError as error:
        return _cannot_write(path, error)
    try:
        current = path.read_bytes() if path.exists() else None
        if current != known:
            return problem("DK915", None, path=str(path))
        return write_file(path, content)
    except OSError as error:
        return _cannot_write(path, error)
    finally:
        with suppress(OSError):
            lock.unlink()


def _fresh_name(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")


def _write_new(draft: Path, data: bytes, target: Path) -> None:
    with draft.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if target.exists():
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        draft.chmod(target.stat().st_mode & 0o7777)


def _cannot_write(path: Path, error: OSError) -> Problem:
    return problem("DK913", None, path=str(path), reason=error.strerror or type(error).__name__)
