"""Who serves where on a day: grants that meet, splits that allow it, territories without anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.contracts.judged import Judged, Judgements, names_of, text
from dealerkit.contracts.kinds.run import Signed, signed_on
from dealerkit.contracts.section import contracts_of
from dealerkit.contracts.territory.gaps import Gap, gaps_of
from dealerkit.contracts.territory.overlaps import EVERYTHING, Grant, meeting
from dealerkit.contracts.territory.rule import TerritoryRule
from dealerkit.contracts.territory.splits import Split, splits_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Problem, Severity, in_order, problem

GRANTS, SPLITS, GAPS = "grants", "splits", "gaps"
"""The parts of what is decided."""


@frozen
class Meeting:
    """Another contract that meets one's own; ``split`` names the split that allows it."""

    other: Grant
    split: str = ""


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Territories on a day, by the dated tree.

    Findings: DK784 an exclusive territory in which another dealer is granted the same products, without a split;
    DK785 a territory nobody serves; DK786 a split that the rule does not allow; DK787 a contract for a territory
    or a product group that its tree does not have on the day. A tree that runs in a circle is DK862 of the book.
    """
    section = contracts_of(policy)
    rule = None if section is None else section.territory
    if rule is None:
        return Judgements(policy, as_of, ())
    contracts = [each for each in signed_on(policy, book, as_of) if _is_granting(each, rule, as_of)]
    placed: list[tuple[Signed, Grant]] = []
    rows: list[Judged] = []
    for each in contracts:
        found = _grant(each, book, as_of)
        if isinstance(found, Problem):
            rows.append(_astray(each, found))
        else:
            placed.append((each, found))
    splits = splits_of(policy, rule.splits, rule.rule, book, as_of)
    grants = [grant for _, grant in placed]
    meetings = _meetings(grants, splits, book, as_of)
    rows += [_judged(signed, grant, meetings[grant.contract], rule) for signed, grant in placed]
    rows.sort(key=lambda row: row.subject)
    rows += [_split(each) for each in splits]
    if rule.gaps is not None:
        rows += [_gap(each, rule) for each in gaps_of(rule.gaps, grants, book, as_of)]
    problems = [found for each in rows for found in each.problems]
    return Judgements(policy, as_of, tuple(rows), in_order(problems), names_of(book, as_of))


def _is_granting(signed: Signed, rule: TerritoryRule, as_of: date) -> bool:
    if rule.kinds and text(signed.row, "kind") not in rule.kinds:
        return False
    return bool(text(signed.row, "territory")) and signed.validity.covers(as_of)


def _grant(signed: Signed, book: Book, day: date) -> Grant | Problem:
    """What a contract grants; DK787 where a tree does not have it."""
    row = signed.row
    territory, group = text(row, "territory"), text(row, "product_group")
    for table, column, code in (("territories", "territory", territory), ("product_groups", "product_group", group)):
        if code and book.has(table) and book.versions(table).at(day, code) is None:
            return problem(
                "DK787",
                row.cell_at(column),
                address="contracts.territory",
                severity=Severity.WARNING,
                contract=signed.contract,
                place=code,
                table=table,
                on=day,
            )
    products = (*book.forest("product_groups").path(group, day), EVERYTHING) if group else (EVERYTHING,)
    path = book.forest("territories").path(territory, day)
    exclusive = row.get("exclusive")
    return Grant(signed.contract, signed.customer, path, products, exclusive if isinstance(exclusive, bool) else None)


def _meetings(grants: Sequence[Grant], splits: Sequence[Split], book: Book, day: date) -> dict[str, list[Meeting]]:
    """Each contract's meetings where one of both is exclusive, or may be."""
    together: dict[frozenset[str], list[Split]] = defaultdict(list)
    for each in splits:
        together[frozenset({each.dealer, each.added})].append(each)
    found: dict[str, list[Meeting]] = defaultdict(list)
    for outer, inner in meeting(grants):
        if outer.exclusive is False and inner.exclusive is False:
            continue
        split = next(
            (
                each.number
                for each in together.get(frozenset({outer.customer, inner.customer}), ())
                if _reaches(book.forest("territories").path(each.territory, day), each.territory, outer, inner)
            ),
            "",
        )
        found[outer.contract].append(Meeting(inner, split))
        found[inner.contract].append(Meeting(outer, split))
    return found


def _reaches(path: tuple[str, ...], territory: str, outer: Grant, inner: Grant) -> bool:
    """Whether a split of a territory is about where two grants meet: within it, or around it up to the outer one."""
    return territory in inner.territory or (inner.territory[0] in path and outer.territory[0] in path)


def _judged(signed: Signed, grant: Grant, meetings: Sequence[Meeting], rule: TerritoryRule) -> Judged:
    values: list[tuple[str, Arg]] = [("territory", grant.territory[0])]
    if grant.products[0] != EVERYTHING:
        values.append(("product_group", grant.products[0]))
    if grant.exclusive is not None:
        values.append(("exclusive", "true" if grant.exclusive else "false"))
    clashes = [each for each in meetings if not each.split and (grant.exclusive or each.other.exclusive)]
    unsure = [each for each in meetings if not each.split and not (grant.exclusive or each.other.exclusive)]
    values.append(("overlaps", tuple(each.other.contract for each in clashes)))
    split = tuple(dict.fromkeys(each.split for each in meetings if each.split))
    values.append(("splits", split))
    reasons = [_reason(each, grant, rule) for each in meetings]
    problems = tuple(_clash(signed, grant, each) for each in clashes if _tells(grant, each.other))
    if clashes:
        decision = Decision(Outcome.REFUSED, "DK784", values=tuple(values), reasons=tuple(reasons))
    elif unsure:
        missing = ("contract.exclusive",)
        decision = Decision(
            Outcome.UNDETERMINED, "DK003", values=tuple(values), reasons=tuple(reasons), missing=missing
        )
    else:
        reasons = reasons or [Reason("territory-alone", rule.rule, (("territory", grant.territory[0]),))]
        decision = Decision(Outcome.GRANTED, values=tuple(values), reasons=tuple(reasons))
    return Judged(
        subject=grant.contract,
        decision=decision,
        part=GRANTS,
        contract=grant.contract,
        customer=grant.customer,
        at=signed.row.at,
        problems=problems,
    )


def _tells(grant: Grant, other: Grant) -> bool:
    """Whether the finding about a pair is told at this one of both: the later number."""
    return grant.contract > other.contract


def _reason(each: Meeting, grant: Grant, rule: TerritoryRule) -> Reason:
    other = each.other
    args = (
        ("other", other.contract),
        ("dealer", other.customer),
        ("territory", other.territory[0]),
        ("split", each.split),
    )
    if each.split:
        return Reason("territory-split", rule.rule if rule.splits is None else rule.splits.rule, args)
    is_exclusive = grant.exclusive or other.exclusive
    return Reason("territory-clash" if is_exclusive else "territory-unsure", rule.rule, args)


def _clash(signed: Signed, grant: Grant, each: Meeting) -> Problem:
    other = each.other
    return problem(
        "DK784",
        signed.row.at,
        address="contracts.territory",
        severity=Severity.WARNING,
        contract=grant.contract,
        dealer=grant.customer,
        territory=grant.territory[0],
        other=other.contract,
        other_dealer=other.customer,
        other_territory=other.territory[0],
        exclusive=tuple(one.contract for one in (other, grant) if one.exclusive),
    )


def _astray(signed: Signed, found: Problem) -> Judged:
    decision = Decision(
        Outcome.UNDETERMINED,
        "DK787",
        values=(("territory", text(signed.row, "territory")),),
        missing=(f"{found.arg('table')}.{found.arg('place')}",),
    )
    return Judged(
        subject=signed.contract,
        decision=decision,
        part=GRANTS,
        contract=signed.contract,
        customer=signed.customer,
        at=signed.row.at,
        problems=(found,),
    )


def _split(each: Split) -> Judged:
    decision = each.decision
    problems: tuple[Problem, ...] = ()
    if decision.outcome is Outcome.REFUSED:
        problems = (
            problem(
                "DK786",
                each.row.at,
                address=decision.reasons[0].rule.address,
                severity=Severity.WARNING,
                split=each.number,
                territory=each.territory,
                dealers=each.dealers,
                allowed=decision.value("allowed"),
                dependence=decision.value("dependence"),
            ),
        )
    values = (*decision.values, ("added", each.added), ("on", each.on))
    told = Decision(decision.outcome, decision.code, values=values, reasons=decision.reasons, missing=decision.missing)
    return Judged(
        subject=each.number, decision=told, part=SPLITS, customer=each.dealer, at=each.row.at, problems=problems
    )


def _gap(gap: Gap, rule: TerritoryRule) -> Judged:
    own = rule.rule if rule.gaps is None else rule.gaps.rule
    territory, name = text(gap.territory, "territory"), text(gap.territory, "name")
    args: tuple[tuple[str, Arg], ...] = (
        ("territory", territory),
        ("name", name),
        ("product_group", gap.product),
        ("outlets", gap.outlets),
        ("customers", gap.customers),
        ("examples", gap.examples),
    )
    found = problem(
        "DK785",
        gap.territory.at,
        address=own.address,
        severity=Severity.WARNING,
        territory=territory,
        name=name,
        product_group=gap.product,
        outlets=gap.outlets,
        customers=gap.customers,
        examples=gap.examples,
    )
    decision = Decision(Outcome.REFUSED, "DK785", values=args, reasons=(Reason("territory-gap", own, args),))
    subject = f"{territory}|{gap.product}" if gap.product else territory
    return Judged(subject=subject, decision=decision, part=GAPS, at=gap.territory.at, problems=(found,))
