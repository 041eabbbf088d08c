"""What a dealer had beside rebates: price protection, prizes, special bids and returns, on his statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dealerkit.policy.policy import Policy
from dealerkit.rebates.ledger import Posting
from dealerkit.report.findings import Json
from dealerkit.report.languages import Words
from dealerkit.report.pages import Block, Sheet
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import PERIOD
from dealerkit.report.workings import money, units_words

_TITLE = Words("Credited beside rebates", "返利以外的补偿和奖项")
_WAITING = Words("Beside rebates, subject to our approval", "返利以外，须经我方签批后生效")
_WHAT = Column("title", Words("credit", "项目"))
_ON = Column("posted_on", Words("posted on", "过账日"), Kind.DATE)
_NET = Column("net", Words("amount", "金额"), Kind.MONEY)


def other_credits(policy: Policy, postings: Sequence[Posting]) -> Iterator[Block]:
    """A table of them, where there are any."""
    rows = tuple(_row(policy, each) for each in postings)
    if rows:
        yield Sheet(Table("other_credits", _TITLE, (_WHAT, PERIOD, _ON, _NET), rows))


def waiting_credits(policy: Policy, proposals: Sequence[Posting]) -> Iterator[Block]:
    """A table of those that are proposed and not approved, where there are any."""
    rows = tuple((title_of(policy, each.account.programme), each.account.period, _amount(each)) for each in proposals)
    if rows:
        yield Sheet(Table("waiting_credits", _WAITING, (_WHAT, PERIOD, _NET), rows))


def other_credits_json(postings: Sequence[Posting]) -> list[Json]:
    """The same for programs."""
    return [{**_json(each), "posted_on": each.posted_on.isoformat()} for each in postings]


def waiting_credits_json(proposals: Sequence[Posting]) -> list[Json]:
    """Those that wait for programs."""
    return [_json(each) for each in proposals]


def _json(posting: Posting) -> dict[str, Json]:
    return {
        "id": posting.id,
        "scheme": posting.account.programme,
        "period": posting.account.period,
        "net": f"{posting.net:f}",
        "tax": f"{posting.tax:f}",
        "product": posting.product,
        "quantity": None if posting.quantity is None else f"{posting.quantity:f}",
    }


def _row(policy: Policy, posting: Posting) -> tuple[Cell, ...]:
    account = posting.account
    return title_of(policy, account.programme), account.period, posting.posted_on, _amount(posting)


def _amount(posting: Posting) -> str:
    return money(posting.net) if posting.quantity is None else units_words(posting.quantity, posting.product)


def title_of(policy: Policy, programme: str) -> str:
    """The title of a programme or scheme by its name in a ledger; that name without its section if it has none."""
    section, _, name = programme.rpartition(".")
    found = policy.sections.get(section or "rebates")
    if isinstance(found, Mapping) and name in found:
        return str(getattr(found[name], "title", None) or name)
    return name
