"""Why: every question with its figures, as steps that the verdict rests on."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.decisions import Reason, Rule
from dealerkit.governance.assess import balance as sums
from dealerkit.governance.assess.judging import Assessed, AssessRun
from dealerkit.governance.span import Span
from dealerkit.problems import Arg

Args = tuple[tuple[str, Arg], ...]

_STEPS = {"trend": "assess-trend", "peers": "assess-peers", "prices": "assess-prices"}


def reasons_of(found: Assessed, run: AssessRun) -> tuple[Reason, ...]:
    """The steps in the order of the questions, the verdict last; verdicts that did not hold are ``assess-tried``."""
    return tuple(_reasons(found, run))


def _reasons(found: Assessed, run: AssessRun) -> Iterator[Reason]:
    rules = run.ground.assess
    yield _margin(found, rules.rule)
    for each in found.estimates:
        if each.span is None:
            yield Reason("assess-estimate-missing", each.method.rule, (("missing", each.missing),))
        else:
            more: Arg = "" if each.span.is_point else each.span.most
            args = (*each.args, ("least", each.span.least), ("more", more))
            yield Reason(_STEPS[each.method.method], each.method.rule, args)
    yield from _net(found, rules.rule)
    obeyed = found.obeyed
    args = (
        ("notices", len(obeyed.notices)),
        ("done", obeyed.done),
        ("late", obeyed.late),
        ("ignored", len(obeyed.ignored)),
        ("open", obeyed.open),
        ("bound", rules.obedience.ignored),
        ("which", tuple(each.place.name for each in obeyed.ignored)),
    )
    yield Reason("assess-obedience", rules.obedience.rule, args)
    if found.delay is not None:
        yield _delay(found, rules.rule)
    if found.treatment is not None:
        share: Arg = "" if found.share is None else found.share
        treated = found.treatment
        done: Args = (("treatment", treated.title or treated.id), ("share", share), ("bound", treated.at))
        yield Reason("assess-treatment", treated.rule, done)
    for verdict in rules.verdicts.values():
        is_rule = found.judged.rule is not None and verdict.id == found.judged.rule.id
        said: Args = (("verdict", verdict.verdict), ("text", verdict.when.text))
        yield Reason("assess-verdict" if is_rule else "assess-tried", verdict.rule, said)
        if is_rule:
            break


def _margin(found: Assessed, rule: Rule) -> Reason:
    balance = found.balance
    if balance.margin is None:
        missing = tuple(each for each in balance.missing if not each.startswith("assess."))
        return Reason("assess-margin-missing", rule, (("sales", balance.sales), ("missing", missing)))
    inputs = balance.inputs
    args: Args = (
        ("sales", balance.sales),
        ("cost", balance.cost),
        ("gifts", found.gifts or ""),
        ("uncosted", balance.uncosted or ""),
        *_ends("goods", inputs[sums.GOODS]),
        *_ends("rebates", inputs[sums.REBATES]),
        *_ends("promotions", inputs[sums.PROMOTIONS]),
        ("debt", balance.debt or ""),
        *(_ends("credit", inputs[sums.CREDIT]) if balance.debt else ()),
        *_ends("margin", balance.margin),
        ("bound", balance.thin),
    )
    return Reason("assess-margin", rule, args)


def _net(found: Assessed, rule: Rule) -> Iterator[Reason]:
    balance = found.balance
    if balance.loss is None:
        return
    inputs = balance.inputs
    of_loss: Args = (
        *_ends("shortfall", inputs[sums.SHORTFALL]),
        *_ends("prices", inputs[sums.PRICES]),
        *_ends("rate", inputs[sums.LOST_MARGIN]),
        *_ends("attributed", inputs[sums.ATTRIBUTED]),
        *_ends("loss", balance.loss),
    )
    yield Reason("assess-loss", rule, of_loss)
    if balance.net is not None:
        yield Reason("assess-net", rule, _ends("net", balance.net))


def _delay(found: Assessed, rule: Rule) -> Reason:
    delay = found.delay
    if delay is None:
        return Reason("assess-delay", rule)
    net: Args = () if delay.net is None else _ends("net", delay.net)
    args: Args = (("before", delay.before), ("now", delay.now), ("days", delay.days), *_ends("then", delay.then), *net)
    return Reason("assess-delay", rule, args)


def _ends(name: str, span: Span) -> Args:
    return ((f"{name}_least", span.least), (f"{name}_more", "" if span.is_point else span.most))
