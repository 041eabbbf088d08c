"""Sales contests (DK485 to DK493, DK498) and the steps of their decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK485": Wording(
        "the prizes are worth {worth} together, and `total` says {total}",
        "correct a prize, its `worth`, or the total: what the contest costs must be known before it is announced",
    ),
    "DK486": Wording(
        "`rank: {rank}` does not continue the places before it[: {expected} comes next]",
        "write the prizes from the first place down, as in `1`, `2..5`, `6..20`, without a gap and without an overlap",
    ),
    "DK487": Wording(
        "dealers who tie would each get the higher prize, so more than {total} could be given",
        "write `ties: share`, which never costs more than the total, or say `beyond_total: allowed`",
    ),
    "DK488": Wording(
        "a contest held on {days} has no end of its own",
        "give it `effective` with a first and a last day within one year, or a `period` of whole months",
    ),
    "DK489": Wording(
        "`{key}` needs a baseline above zero to be a share of",
        "write `against`, or `missing: skip` for dealers without a baseline",
    ),
    "DK490": Wording(
        "`{contest}` beside the retrospective bands of `{tiers}` and the year-end sum of `{year_end}` rewards whoever is largest three times",
        "let one of them reward something else, growth or conduct or sales by final customers, before one dealer dominates the others",
    ),
    "DK491": Wording(
        "prizes worth {given} are given in `{contest}` for {period}, {total} were planned",
        "dealers tied and each gets the higher prize, as `beyond_total: allowed` says",
    ),
    "DK492": Wording(
        "the places of {count} {count:dealer|dealers} in `{contest}` for {period} cannot be said[: {facts} of `{dealers}` is not known]",
        "record what is missing; places above the open ones stand, the others wait",
    ),
    "DK493": Wording(
        "this policy has no section `{section}`",
        "write one, or name the folder that holds all files of the policy",
    ),
    "DK498": Wording(
        "prizes of `{contest}` for {period} were given, and would be others today for `{dealers}`",
        "they stay as they were given, as `late: leave` says; correct them by hand if they should not",
    ),
}

STEPS: dict[str, str] = {
    "contest-base": "{base} counts for {rule}",
    "contest-nothing": "{base} was sold, and nobody is ranked without sales",
    "contest-share": "{share:percent} of the baseline of {baseline}",
    "contest-minimum-share": "{share:percent} is below the minimum of {least:percent}",
    "contest-rank": "place {rank}",
    "contest-second": "among equals by a second figure of {second}",
    "contest-tied-share": "{tied} share the places from {rank} on, and their prizes",
    "contest-tied-all": "{tied} share place {rank}, and each gets its prize",
    "contest-prize": "the prize of {rank}[: {goods}][, {pay} in money]",
    "contest-no-prize": "place {rank} brings no prize; the last that does is {last}",
    "contest-open": "place {best} at best; it is open[ because of {others}]",
    "contest-beyond": "place {best} at best, which brings no prize whatever is still open",
}
