"""Values made alike before they are compared, a whole column at a time.

Full-width and other compatibility characters become plain ones (Unicode NFKC), capitals small ones; spaces and signs
go. Traditional and simplified characters stay apart: they are different names on a licence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from attrs import field, frozen

KINDS = ("digits", "code", "account", "name", "text")
"""How values may be made alike."""

_SIGNS = re.compile(r"[^\w\n]+|_+")
_NO_DIGITS = re.compile(r"[^0-9\n]+")
_LATIN = re.compile(r"[0-9a-z]+")

Account = Callable[[str, str], str]
"""An account number as its bank writes it, from the bank's name and the number as recorded."""


@frozen
class Alike:
    """Makes the values of one comparison alike."""

    kind: str
    words: Callable[[str], str] | None = field(default=None, eq=False, repr=False)
    drops: tuple[str, ...] = ()
    account: Account | None = field(default=None, eq=False, repr=False)

    def one(self, value: str, bank: str = "") -> str:
        """One value made alike."""
        return self.column([value], [bank])[0]

    def column(self, values: Sequence[str], banks: Sequence[str] = ()) -> list[str]:
        """All values of a column made alike; an empty one stays empty."""
        if self.kind == "account" and self.account is not None:
            account = self.account
            values = [account(bank, value) if value else "" for value, bank in zip(values, banks, strict=True)]
        elif self.drops:
            values = [self._dropped(value) for value in values]
        text = "\n".join(values)
        if text.count("\n") != max(len(values) - 1, 0):
            # A cell of several lines would become several values.
            text = "\n".join(value.replace("\n", " ") for value in values)
        found = self._alike(text).split("\n")
        return found if values else []

    def _alike(self, text: str) -> str:
        plain = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\r", "")
        if self.kind == "digits":
            return _NO_DIGITS.sub("", plain)
        plain = plain.casefold()
        if self.words is not None:
            plain = self.words(plain)
        return _SIGNS.sub("", plain)

    def _dropped(self, value: str) -> str:
        start = unicodedata.normalize("NFKC", value).lstrip()
        return next((start[len(each) :] for each in self.drops if start.startswith(each)), value)


def without(words: Iterable[str]) -> Callable[[str], str] | None:
    """What leaves company-form words out of names; a name that is nothing else stays as it is.

    A word in Latin letters goes only where it stands as a word, whatever signs are in it: ``Co., Ltd.`` is also
    ``co ltd``; so ``Coca-Cola`` stays whole.
    """
    patterns: list[str] = []
    for word in sorted({*words}, key=lambda each: (-len(each), each)):
        plain = unicodedata.normalize("NFKC", word).casefold().strip()
        if plain.isascii():
            parts = _LATIN.findall(plain)
            if parts:
                patterns.append(r"(?<![0-9a-z])" + r"[^\w\n]*".join(map(re.escape, parts)) + r"(?![0-9a-z])\.?")
        elif plain:
            patterns.append(re.escape(_SIGNS.sub("", plain)))
    if not patterns:
        return None
    finds = re.compile("|".join(patterns))

    def left(text: str) -> str:
        if not finds.search(text):
            return text
        found = finds.sub("", text)
        if "\n\n" not in f"\n{found}\n":
            return found
        # Names that are nothing but such words stay as they were.
        pairs = zip(text.split("\n"), found.split("\n"), strict=True)
        return "\n".join(after if _SIGNS.sub("", after) else before for before, after in pairs)

    return left
