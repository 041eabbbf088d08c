"""What goods are worth by the policy alone: gifts of rebate programmes, and prizes of contests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.rebates.contests.contest import SECTION as CONTESTS
from dealerkit.rebates.contests.held import contests_of
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.rebates.worth import value_of
from dealerkit.values.exact import Number


def worth_in_policy(policy: Policy, posting: Posting) -> Decimal | None:
    """What the goods of a posting are worth, in cents; None where the policy does not say."""
    if posting.quantity is None:
        return None
    stated = max(_stated(policy, posting), default=None)
    return None if stated is None else value_of(posting.quantity, stated)


def _stated(policy: Policy, posting: Posting) -> Iterator[Number]:
    """Every worth stated for one unit; two prizes may give the same goods at two of them."""
    section, _, id = posting.account.programme.rpartition(".")
    if section == CONTESTS:
        contest = contests_of(policy).get(id)
        for prize in contest.prizes.values() if contest is not None else ():
            if prize.goods is not None and prize.goods.product == posting.product:
                yield prize.goods.worth
        return
    programme = cast("Mapping[str, object]", policy.sections.get("rebates", {})).get(posting.account.programme)
    if not isinstance(programme, Programme) or programme.goods is None:
        return
    goods = programme.goods
    if goods.worth is not None and goods.product == posting.product:
        figure = figure_of(goods.worth, policy.parameters_at(posting.posted_on))
        if not isinstance(figure, Missing):
            yield figure
