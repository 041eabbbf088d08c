"""What a handbook says of a key that a policy does not write."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from dealerkit.report.languages import Words


@frozen(kw_only=True)
class Unwritten:
    """What is said of a key that is not written: as a sentence, and as the cell of a table whose other rows write it.

    Without a sentence it is told in cells alone. It is not said where one of the keys ``unless`` is written, and only
    where those of ``only`` say so.
    """

    holds: str = ""
    """What the language takes then, as a policy would write it; nothing where it takes nothing."""
    said: Words | None = None
    cell: Words | None = None
    unless: tuple[str, ...] = ()
    only: Mapping[str, str] = field(factory=dict)
    beside: tuple[str, ...] = ()
    """Where any stand here, it is said only beside one of them."""
