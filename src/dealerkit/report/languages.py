"""The two languages dealerkit speaks, and words that exist in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

Language = Literal["en", "zh"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Words(NamedTuple):
    """The same words in both languages."""

    en: str
    zh: str

    def said_in(self, lang: Language) -> str:
        """These words in ``lang``."""
        return self.zh if lang == "zh" else self.en


def preferred_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language to speak: ``--lang`` if given, else ``DEALERKIT_LANG``, else the locale's, else English."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and position + 1 < len(arguments):
            return _language_of(arguments[position + 1])
        if argument.startswith("--lang="):
            return _language_of(argument.removeprefix("--lang="))
    for variable in ("DEALERKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        stated = environment.get(variable)
        if stated:
            return _language_of(stated)
    return "en"


def _language_of(locale_name: str) -> Language:
    return "zh" if locale_name.lower().startswith("zh") else "en"
