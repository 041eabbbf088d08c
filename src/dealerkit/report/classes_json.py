"""Classes for programs: schemes with their classes and members, changes, the classes of a day."""

from __future__ import annotations

from collections.abc import Iterable

from dealerkit.decisions import Reason
from dealerkit.problems import Arg
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language
from dealerkit.report.messages import step
from dealerkit.report.tables import cell_for_programs
from dealerkit.scoring.changes import Change
from dealerkit.scoring.classes.classifying import Classed, Share
from dealerkit.scoring.classes.members import Placed
from dealerkit.scoring.classes.run import ClassRun


def scheme_json(
    run: ClassRun, classed: Classed, members: Iterable[Placed], lang: Language, *, with_steps: bool
) -> dict[str, Json]:
    """A scheme with its classes and these members, each with every step if so asked."""
    scheme, known = classed.scheme, tuple(members)
    found: dict[str, Json] = {
        "id": scheme.id,
        "title": scheme.title or "",
        "method": scheme.method_name,
        "classes": [_share(classed, each) for each in classed.summary],
        "members": [_member(run, classed, each) | (_steps(each, lang) if with_steps else {}) for each in known],
        "outside": [*classed.outside],
    }
    if scheme.recorded is not None:
        asked = {each.key for each in known}
        found["other_on_file"] = [
            {"member": key, "on_file": on_file, "class": name}
            for key, on_file, name in classed.other_on_file
            if key in asked
        ]
    return found


def change_json(change: Change) -> dict[str, Json]:
    """Somebody's class, earlier and now."""
    return {
        "scheme": change.scheme,
        "member": change.key,
        "before": change.before,
        "now": change.now,
        "steps": change.steps,
    }


def day_json(run: ClassRun, member: str) -> dict[str, Json]:
    """Everybody's classes on a day, or one member's."""
    return {
        "day": run.as_of.isoformat(),
        "classes": {
            id: {key: each.name for key, each in classed.placed.items() if member in {"", key}}
            for id, classed in run.classed.items()
        },
    }


def _member(run: ClassRun, classed: Classed, placed: Placed) -> dict[str, Json]:
    decision = placed.decision
    return {
        "member": placed.key,
        "name": run.name(classed.scheme.id, placed.key),
        "class": placed.name,
        "outcome": decision.outcome.value,
        "figures": {name: _plain(value) for name, value in placed.values},
        "missing": [*placed.missing],
        "because": [*decision.because],
    }


def _steps(placed: Placed, lang: Language) -> dict[str, Json]:
    return {
        "reasons": [_step(each, lang) for each in placed.reasons],
        "tried": [_step(each, lang) for each in placed.tried],
    }


def _step(reason: Reason, lang: Language) -> dict[str, Json]:
    return {
        "step": reason.step,
        "rule": reason.rule.address,
        "at": location_json(reason.rule.at),
        "said": step(reason, lang),
    }


def _share(classed: Classed, share: Share) -> dict[str, Json]:
    described = classed.scheme.into.get(share.name)
    return {
        "class": share.name,
        "title": (described.title or "") if described is not None else "",
        "treatment": (described.treatment or "") if described is not None else "",
        "members": share.count,
        "amount": None if share.amount is None else cell_for_programs(share.amount),
    }


def _plain(value: Arg) -> Json:
    if isinstance(value, tuple):
        return [*value]
    return value if isinstance(value, int | str) else cell_for_programs(value)
