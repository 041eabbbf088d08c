"""What a statement says to the payee of each step, in English: no addresses, no words of policy files."""

from __future__ import annotations

STEPS: dict[str, str] = {
    "payee.gate": "{rule}: reached[, {figure}][ where at least {at} is asked][ where more than {above} is asked][ where at most {up_to} is allowed][ where less than {below} is asked]",
    "payee.gate-closed": "{rule}: not reached[, {figure}][ where at least {at} is asked][ where more than {above} is asked][ where at most {up_to} is allowed][ where less than {below} is asked]",
    "payee.cap-base": "of {base} only {most} is paid on",
    "payee.supplement-percent": "{rule}: {rate:percent} more",
    "payee.supplement-per-unit": "{rule}: {rate} more for each unit",
    "payee.supplement-lump-sum": "{rule}: {rate} more",
    "payee.factor": "{rule}: {factor:percent} is paid[, for a figure of {figure}]",
    "payee.factor-assumed": "{rule}: {factor:percent} is paid, as no figure is recorded",
    "payee.cap-payout": "{earned}[ units of {product}] was earned; at most {most} is paid for a period",
    "payee.not-eligible": "this rebate is for others: its conditions of participation are not met",
    "payee.no-baseline": "there is nothing to compare with from the year before, and no rebate is paid without it",
    "payee.minimum-base": "the least that must be bought is {least}",
    "payee.minimum-payout": "{earned}[ units of {product}] was earned; amounts below {least} are not paid",
    "payee.slice-percent": "{base} at {rate:percent}",
    "payee.slice-per-unit": "{base:plain} units at {rate} each",
    "payee.slice-lump-sum": "{rate} for reaching {bound}",
}
