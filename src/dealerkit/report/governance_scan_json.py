"""What a scan found of a volume and of concentration, for programs."""

from __future__ import annotations

from dealerkit.governance.scan.scanning import Raised
from dealerkit.governance.scan.split import Split
from dealerkit.report.findings import Json
from dealerkit.report.tables import cell_for_programs


def split_json(split: Split | None) -> Json:
    """What became of a dealer's volume."""
    if split is None:
        return None
    figures = {
        "bought": split.bought,
        "sold": split.sold,
        "opening": split.opening,
        "closing": split.closing,
        "unexplained_at_least": split.at_least,
        "unexplained_at_most": split.at_most,
    }
    found: dict[str, Json] = {name: None if each is None else cell_for_programs(each) for name, each in figures.items()}
    return {**found, "missing": list(split.missing)}


def alarm_json(found: Raised) -> dict[str, Json]:
    """One alarm on concentration."""
    return {
        "alarm": found.alarm.id,
        "rule": found.alarm.rule.address,
        "top": found.alarm.top,
        "members": list(found.members),
        "share": None if found.share is None else cell_for_programs(found.share),
        "bound": cell_for_programs(found.alarm.at),
        "state": found.state.value,
        "missing": list(found.missing),
    }
