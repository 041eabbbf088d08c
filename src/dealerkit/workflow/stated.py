"""How a case stands, as a test case asks for it: when it was opened, what was known, what happened, and who asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from dealerkit.book.recording import Asking
from dealerkit.policy.stated import Given
from dealerkit.policy.types import Value
from dealerkit.problems import DealerkitError
from dealerkit.workflow.asking import CaseView
from dealerkit.workflow.cases import PEOPLE
from dealerkit.workflow.events import Event, local_text
from dealerkit.workflow.flow import SECTION


def asking_of(view: CaseView, actor: str = "", role: str = "") -> Asking:
    """The case at its moment, for whoever asked; its people stand in tables of the book."""
    if view.story is None or view.ready is None or view.outlook is None:
        raise DealerkitError("a case that cannot be looked at is no test case")
    zone, opened, now = view.ready.working.zone, view.story.opened, view.outlook.now
    own: dict[str, Given] = {"opened": local_text(opened.at, zone)}
    if opened.by:
        own["opened_by"] = opened.by
    if opened.complained_about:
        own["complained_about"] = opened.complained_about
    own |= opened.facts
    events = tuple(dict(_event(each, zone)) for each in view.story.events if each.at <= now)
    if events:
        own["events"] = events
    own["now"] = local_text(now, zone)
    own |= {name: value for name, value in (("actor", actor), ("role", role)) if value}
    return Asking(
        of=f"{SECTION}.{view.story.flow.id}",
        as_of=now.astimezone(zone).date(),
        own=own,
        optional=tuple(opened.facts),
        named=(view.case,),
        tables=PEOPLE,
    )


def _event(event: Event, zone: tzinfo) -> Iterator[tuple[str, Value]]:
    yield "at", local_text(event.at, zone)
    yield "name", event.name
    for name, value in (("actor", event.actor), ("role", event.role), ("department", event.department)):
        if value:
            yield name, value
    yield from event.fields.items()
