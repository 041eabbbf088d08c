"""What lapses with files cost, by department (档案处罚), as a policy writes it.

penalties:
  sales:
    fines:
      late: {amount: 50, per: file}
      customer-signature: {amount: 20, per: item}
      lost: {amount: 20, per: item, on_top: true}
    doubled: {from: 2, times: 2}
    correct_within: 1 working day
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import AMOUNT_FROM_0, BOOLEAN, COUNT_FROM_1, DURATION, KEY, SHARE, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, keyed, listing, named, placed, record, ruled
from dealerkit.values.durations import Duration
from dealerkit.values.exact import Number


@frozen(kw_only=True)
class Fine:
    """What one kind of violation costs."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    amount: Decimal = entry(AMOUNT_FROM_0, "the fine for a file or an item, in the policy's currency")
    per: str = entry(choice("file", "item"), "whether it is due once for a violation, or for each item of it")
    on_top: bool = entry(
        BOOLEAN,
        "it comes on top of other fines: it is no violation of its own in the month's count, and never multiplied",
        default=False,
    )


@frozen(kw_only=True)
class Doubled:
    """From which violation of a month on a fine is multiplied."""

    rule: Rule = ruled()
    from_: int = entry(COUNT_FROM_1, "from which violation of the month on, as in 2", key="from")
    times: int = entry(COUNT_FROM_1, "how many times the fine is due from then on; it does not grow further")


@frozen(kw_only=True)
class Withhold:
    """What part of performance pay may be withheld: a range, in which a person decides."""

    rule: Rule = ruled()
    from_: int = entry(COUNT_FROM_1, "from which violation of the month on, as in 3", key="from")
    least: Number = entry(cast("Shape[Number]", SHARE), "the least part of the month's performance pay")
    most: Number = entry(cast("Shape[Number]", SHARE), "the greatest part of it")
    decided_by: str = entry(KEY, "the role that decides within the range")


@frozen(kw_only=True)
class Penalty:
    """The fines of one department, and how they grow within a month."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    departments: tuple[str, ...] = entry(
        listing(TEXT), "the departments, as the records name them; the key itself if absent", default=()
    )
    head: str | None = entry(KEY, "the role of the department's head, whose figures these are", default=None)
    fines: Keyed[Fine] = entry(keyed(record(Fine)), "fines by kind of violation")
    doubled: Doubled | None = entry(record(Doubled), "from when on fines are multiplied", default=None)
    correct_within: Duration | None = entry(
        DURATION,
        "in how long a violation is corrected; each time it is not counts as a new violation; never anew if absent",
        default=None,
    )
    cap: Decimal | None = entry(AMOUNT_FROM_0, "the most that is due of one employee for one month", default=None)
    withhold: Withhold | None = entry(record(Withhold), "performance pay that may be withheld", default=None)

    @property
    def covers(self) -> tuple[str, ...]:
        """The departments' names in records."""
        return self.departments or (self.id,)


PENALTIES = keyed(record(Penalty))
