"""Places as people read them: short, as long as it is clear which file is meant."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from attrs import frozen

from dealerkit.problems import Location


def shortest(files: Iterable[str]) -> Places:
    """How to name places in these files: without the folders that all of them are in."""
    folders = [PurePosixPath(each).parent.parts for each in files]
    common: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    prefix = PurePosixPath(*common).as_posix() if common else ""
    return Places("" if prefix in {"", "."} else prefix.rstrip("/") + "/")


@frozen
class Places:
    """The folder that need not be said."""

    folder: str = ""

    def of(self, at: Location) -> str:
        """File and line: ``rebates.yaml:14``."""
        return f"{at.file.removeprefix(self.folder)}:{at.line}"
