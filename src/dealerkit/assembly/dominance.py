"""What breeds a dealer the company cannot do without, where several domains of one policy do it together."""

from __future__ import annotations

from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Related, Severity


def check_open_credit(policy: Policy, reading: Reading) -> None:
    """DK551: credit without limit beside retrospective bands and a contest or a year-end sum."""
    if not {"credit", "rebates"} <= policy.sections.keys():
        return
    # Only who has both sections pays for them.
    from dealerkit.credit.section import credit_of
    from dealerkit.rebates.contests.checks import is_tiered, is_year_end_sum
    from dealerkit.rebates.contests.held import contests_of
    from dealerkit.rebates.programme import programmes_of

    credit = credit_of(policy)
    open_ = next((each for each in ((credit and credit.limits) or {}).values() if each.unlimited), None)
    programmes = programmes_of(policy).values()
    tiers = next((each for each in programmes if is_tiered(each)), None)
    year_end = next((each for each in programmes if is_year_end_sum(each)), None)
    more = year_end or next(iter(contests_of(policy).values()), None)
    if open_ is None or tiers is None or more is None:
        return
    reading.report(
        "DK551",
        open_.rule.at,
        open_.rule.address,
        severity=Severity.WARNING,
        related=(Related("other-programme", tiers.rule.at), Related("other-programme", more.rule.at)),
        limit=open_.id,
        tiers=tiers.id,
        more=more.id,
    )
