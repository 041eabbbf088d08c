"""What holds where keys of rebates and of their stacking are not written."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.handbook.defaults import Unwritten
from dealerkit.report.languages import Words

REBATES: Mapping[str, Unwritten] = {
    "stacking.Stacking.programmes": Unwritten(
        said=Words("It holds for all rebates of this policy.", "适用于本政策的全部返利。"), only={"rule": "sum"}
    ),
}
