"""The third question: does the dealer do what written notices ask."""

from __future__ import annotations

from attrs import frozen

from dealerkit.governance.assess.ground import Ground
from dealerkit.governance.scan.market import Notice


@frozen(kw_only=True)
class Obeyed:
    """The notices of the window that count, and what became of them.

    ``open`` are those not done whose time is not up, or that state none. ``is_out_of_control`` is None where no
    notice has fallen due or been done, for who was never asked in writing has not disobeyed; and where a notice to
    him was rejected.
    """

    notices: tuple[Notice, ...]
    done: int
    late: int
    ignored: tuple[Notice, ...]
    open: int
    is_out_of_control: bool | None


def obedience(ground: Ground, dealer: str) -> Obeyed:
    """What became of the notices that were sent to a dealer within the window."""
    rules, day = ground.assess.obedience, ground.as_of
    counted = tuple(
        each
        for each in ground.notices.get(dealer, ())
        if each.sent_on >= ground.window.first and (not rules.kinds or each.kind in rules.kinds)
    )
    done = [each for each in counted if each.obeyed_on is not None and each.obeyed_on <= day]
    ignored = tuple(each for each in counted if each.is_ignored(day))
    late = sum(each.due_on is not None and each.obeyed_on is not None and each.obeyed_on > each.due_on for each in done)
    answered = len(done) + len(ignored)
    is_known = answered > 0 and not ground.has_unread("notices", (dealer,))
    return Obeyed(
        notices=counted,
        done=len(done),
        late=late,
        ignored=ignored,
        open=len(counted) - answered,
        is_out_of_control=len(ignored) >= rules.ignored if is_known else None,
    )
