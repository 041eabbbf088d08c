"""Payment schedules and repayment plans (DK592 to DK595), and the steps of what is to come in, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK592": Wording(
        "[`{empty}` does not say when a plan is broken][`{unused}` has no effect: nothing goes by habit][`{fact}` is asked for, and nothing says when a plan is broken]",
        "[write `broken_after: 10 days` or `broken_at: 2` into `{empty}`; until then a plan is at most late][write `by: habit` or `overdue: habit`, or leave `{unused}` out][write `repayments:` under `collections:`, as in `broken_after: 10 days`; without it `{fact}` is not known]",
    ),
    "DK593": Wording(
        "the payment schedule of contract `{contract}` comes to {total}, the contract to {worth}",
        "correct the table `instalments`, or `value` in the table `contracts`; the schedule counts as it is written",
    ),
    "DK594": Wording(
        "[receipt `{receipt}` pays for `{of}`, ][`{unknown}`, which is not there][{beyond} more than was open][instalment `{instalment}` is invoiced, and {covered} of it was paid without naming the invoice]",
        "[enter what it is for, or correct receipt `{receipt}`; until then it pays what is oldest, or nothing][write {invoices} into the receipt's column `invoice`; until then the invoice stays open beside the receipt]",
    ),
    "DK595": Wording(
        "instalment `{instalment}` of `{of}` over {amount} cannot be counted[: there is no rate from {currency}][ into {wanted} on {on}][: nobody is named who pays it{payer:|}]",
        "enter the rate in the table `rates`, or the customer; until then it is left out of schedule and plan",
    ),
}

STEPS: dict[str, str] = {
    "instalment-stands": "instalment {instalment} of {of}, due on {due_on}: {status}, {open} open",
    "instalment-overdue": "instalment {instalment} of {of} was due on {due_on}: {open} open for {days} days",
    "schedule-stands": "{of}: {open} open, {overdue} of it overdue",
    "plan-kept": "plan {plan} is kept",
    "plan-late": "plan {plan} is late by {days} days with {late}",
    "plan-broken": "plan {plan} is broken: {late} is late, by {days} days at most, in {missed} instalments",
    "expected-in": "{amount} expected[ in {month}][ of {customer}]",
}

TERMS: dict[str, str] = {}
