"""Rejected rows on their way to people: all of them into a file, a summary by reason to standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dealerkit.book import Reject
from dealerkit.book.writing import REJECT_HEADING, RejectFile
from dealerkit.cli import console
from dealerkit.problems import Problem, problem
from dealerkit.report.diagnostics import printable
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence
from dealerkit.report.words import counted, stated

FILE_NAME = "rejects.csv"

_SUMMARY = Words(
    "{rows}, {accepted:,} accepted; all are in {path}",
    "拒绝 {total:,} 行，可接受 {accepted:,} 行；全部列于 {path}",
)
_FIRST = Words("first at", "首见于")


class RejectList:
    """Takes rejected rows: the first of each reason is kept, all go to the file, of each only a mark stays in memory.

    A row that several parts of a run read, each for itself, is one rejected row, with the reason that was met first.
    """

    def __init__(self, path: Path, lang: Language) -> None:
        self.path = path
        self.by_code: Counter[str] = Counter()
        self.first: dict[str, Reject] = {}
        self.trouble: Problem | None = None
        self._lang = lang
        self._marks: set[int] = set()
        self._file: RejectFile | None = None

    @property
    def total(self) -> int:
        """How many rows were rejected."""
        return self.by_code.total()

    def take(self, reject: Reject) -> None:
        """Take one rejected row."""
        mark = hash((reject.table, reject.at.file, reject.at.line, reject.raw))
        if mark in self._marks:
            return
        self._marks.add(mark)
        code = reject.problem.code
        self.by_code[code] += 1
        self.first.setdefault(code, reject)
        if self.trouble is not None:
            return
        try:
            if self._file is None:
                self._file = self._opened()
            self._file.take(reject)
        except OSError as error:
            self.trouble = self._not_written(error)

    def close(self, error: BaseException | None) -> None:
        """Put the file in its place; after an error nothing is left of it."""
        if self._file is None:
            if error is None:
                self._remove_former()
            return
        failed = error
        if self.trouble is not None:
            failed = failed or OSError()
        try:
            self._file.__exit__(type(failed) if failed else None, failed, None)
        except OSError as trouble:
            self.trouble = self._not_written(trouble)

    def _opened(self) -> RejectFile:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = RejectFile(self.path, lambda each: sentence(each, self._lang)[0])
        return file.__enter__()

    def _not_written(self, error: OSError) -> Problem:
        if self.path.parent.is_file():
            return problem("DK911", None, path=str(self.path.parent))
        if isinstance(error, FileExistsError):
            lock = self.path.with_name(f".{self.path.name}.writing")
            return problem("DK916", None, path=str(self.path), lock=str(lock))
        return problem("DK913", None, path=str(self.path), reason=error.strerror or type(error).__name__)

    def _remove_former(self) -> None:
        """A list that an earlier run left there would be taken for this run's."""
        heading = ",".join(REJECT_HEADING).encode()
        with suppress(OSError):
            with self.path.open("rb") as former:
                is_ours = former.readline().removeprefix(b"\xef\xbb\xbf").strip() == heading
            if is_ours:
                self.path.unlink()


@contextmanager
def rejected_rows(path: Path, lang: Language) -> Iterator[RejectList]:
    """A list of rejected rows whose file appears when the block ends well."""
    found = RejectList(path, lang)
    try:
        yield found
    except BaseException as error:
        found.close(error)
        raise
    found.close(None)


def tell_rejects(rejects: RejectList, accepted: int, lang: Language) -> None:
    """Say on standard error how many rows were rejected and why, with the first of each reason."""
    if not rejects.total:
        return
    rows = counted(rejects.total, "rejected row", "rejected rows")
    lines = [stated(_SUMMARY, lang, rows=rows, total=rejects.total, accepted=accepted, path=rejects.path)]
    width = max(len(f"{count:,}") for count in rejects.by_code.values())
    for code, count in sorted(rejects.by_code.items()):
        first = rejects.first[code]
        reason = sentence(first.problem, lang)[0]
        lines.append(f"  {count:>{width},}  {code} {reason}  ({_FIRST.said_in(lang)} {first.at})")
    console.say("".join(f"{printable(line)}\n" for line in lines))
