"""Invariants (DK161 to DK166), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK161": Wording(
        "`{invariant}` does not hold: on a base of {base}[, with {paying} to pay on,][, the smallest such base{smallest:|},][, where `{bounding}`,] `{programmes}` "
        "[pays {amount} where at most {most} is promised][pays {amount} where at least {least} is promised]"
        "[earns {before}, and on {more} only {amount}][earns {amount} with the next {next}, where at most {allowed} is promised]",
        "[it is rounding alone: `tolerance: {tolerance}` allows for it; ]replay the case with `dealerkit test`: {cases}",
    ),
    "DK162": Wording(
        "`{invariant}` is neither proved nor broken"
        "[: figures go by facts (`{figures}`)]"
        "[: `{moves}` may change with the base]"
        "[: it fails if `{open}` comes out so, and no facts are known that lead there]"
        "[: `{several_bases}` pay on different bases, and their highest shares together are above the bound]"
        "[: `{measures}` pay on what is measured differently, which has no common base]"
        "[: `{payees}` pay different payees]"
        "[: `{periods}` run over different periods]"
        "[: `{two_bases}` pays on another base than the one that reaches its bands]"
        "[: the baseline of `{baseline}` may be any figure]"
        "[: `{stacking}` decides who pays]"
        "[: the guarantee of `{guarantee_year}` runs over the year]"
        "[: `{goods}` gives goods, which are no money]"
        "[: the budget of `{budget}` is shared with others]"
        "[: `{entitlements}` pays on what other programmes pay]"
        "[: the bound goes by facts (`{bound_by_facts}`)]"
        "[: the bound is missing on some day{bound_unknown:|}]"
        "[: curved rates come too near the bound{curved:|}]"
        "[: more than {too_many} ways through the conditions]"
        "[: too many combinations of conditions{too_many_conditions:|}]"
        "[: what seems to break it is not confirmed by the engine{not_confirmed:|}]"
        "[: it asks nothing, since `when` holds for nobody{vacuous:|}]",
        "[{tries} {tries:case was|cases were} tried and none breaks it, which proves nothing; ]"
        "[write `unit_price:`, the least that a counted unit is sold for{unpriced:|}; else ]promise less, or write `not_proved: note` to go on without",
    ),
    "DK163": Wording(
        "`{invariant}` is about [`{programme}`, which is no programme of this policy][rebates, and this policy has none{none:|}]",
        "[did you mean `{nearest}`? ]name programmes of `rebates:`, or none for all of them",
    ),
    "DK164": Wording(
        "`{invariant}` allows {bound} in money, which reads like a share",
        "say what it is a share of: `of: base`, or `next:` so much more base",
    ),
    "DK165": Wording(
        "`{invariant}` allows {bound:percent} of the base, which reads like money",
        "write a share as in `8%`, or leave out `of` and `next` for money",
    ),
    "DK166": Wording(
        "`{invariant}` asks for the next {next} of base, which is no whole number of steps of {step}",
        "write a whole multiple of the step, or the `step:` that bases come in",
    ),
}
