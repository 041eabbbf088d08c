"""What can be known to be wrong with the rules on taking orders before one comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealerkit.book.tables import TABLES
from dealerkit.contracts.goods.section import goods_of
from dealerkit.contracts.intake.section import intake_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem

_HEAD = tuple(TABLES["order_intake"].by_name)
_ALL = tuple(dict.fromkeys((*_HEAD, *TABLES["orders"].by_name)))


def check(policy: Policy) -> Iterator[Problem]:
    """DK689 a field no table has, a channel that nobody confirms, a kind of stock that is not kept."""
    rules = intake_of(policy)
    if rules is None:
        return
    yield from _fields(rules.rule, "required", rules.required, _ALL)
    for channel in rules.channels.values():
        yield from _fields(channel.rule, channel.id, channel.required, _ALL)
        if channel.confirm is None and not channel.read_back:
            yield _wrong(channel.rule, channel.id, "not-confirmed")
    new = rules.new_business
    if new is not None:
        yield from _fields(new.rule, "papers", new.papers, _HEAD)
        if new.without_contract is not None:
            yield from _fields(new.rule, "without_contract", (new.without_contract,), _HEAD)
    goods = goods_of(policy)
    short = rules.shortages
    if short is not None and goods is not None and short.kind not in goods.kinds:
        close = nearest(short.kind, goods.kinds)
        yield _wrong(short.rule, "shortages", "unknown-stock", field=short.kind, close=close, known=goods.kinds)


def _fields(rule: Rule, name: str, fields: Iterable[str], known: tuple[str, ...]) -> Iterator[Problem]:
    for field in fields:
        if field not in known:
            close = nearest(field, known)
            yield _wrong(rule, name, "unknown-field", field=field, close=close, known=() if close else known)


def _wrong(
    rule: Rule, name: str, why: str, *, field: str = "", close: str = "", known: tuple[str, ...] = ()
) -> Problem:
    return problem("DK689", rule.at, address=rule.address, name=name, why=why, field=field, nearest=close, known=known)
