"""What a comparison says of each thing that it holds side by side; the three add up to all of them."""

from __future__ import annotations

from enum import Enum


class Change(Enum):
    """What another policy does to a row or to an order."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    """It cannot be told, under the one policy or the other: nothing can be said of it."""
