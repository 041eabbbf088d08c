"""What happens to settlements over time (DK455 to DK469): corrections, approvals, changed programmes, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK434": Wording(
        "`{programme}` has postings of {amount} for `{payee}` in {other}, a period it does not have, and {period} "
        "lies over it",
        "nothing is proposed for {period}, since it could be paid twice; let the old period stand under an id of "
        "its own (`was: {programme}`), or take those postings back by an adjustment",
    ),
    "DK455": Wording(
        "correction `{id}` of {amount} does not count: it has no `{columns}`",
        "say in `corrections` who corrects and why; without both nobody can answer for the amount",
    ),
    "DK456": Wording(
        "correction `{id}` of {amount} does not count: it is not approved[, `{roles}` must still sign]"
        "[, `{refused_by}` refused it]",
        "it counts once somebody who may has approved it: in its `approved_by`, or in the table `approvals`",
    ),
    "DK457": Wording(
        "correction `{id}` of {amount} does not count: `{author}` approved it himself",
        "somebody else must approve it",
    ),
    "DK458": Wording(
        "correction `{id}` of {amount} for `{payee}` is for `{programme}` {period}, which is no programme and period of"
        " the policy",
        "correct the programme's id or the period's label; the correction changes nothing until then",
    ),
    "DK459": Wording(
        "the figure {amount} of `{payee}` is for `{programme}` {period}, which is no programme and period of the policy",
        "correct the programme's id or the period's label; there is nothing to compare it with until then",
    ),
    "DK460": Wording(
        "{count} {count:figure|figures} of dealers {count:differs|differ} from ours[, {above} above][, {below} below]",
        "`rebate settle` and `rebate statement` show each beside ours; what is paid is ours",
    ),
    "DK461": Wording(
        "{count} {count:posting is|postings are} not approved, {amount} in all[; {refused} refused]",
        "they are not posted until they are; `rebate approvals` says who must sign",
    ),
    "DK462": Wording(
        "nobody can be named who may approve `{id}`[: `{facts}` is missing]",
        "let a row of `authority: {subject}` take this case",
    ),
    "DK463": Wording(
        "nobody holds the role `{role}`[, for which {count} {count:document waits|documents wait}]",
        "name in `employees` who holds it",
    ),
    "DK464": Wording(
        "`{programme}` was changed since it paid {count} {count:account|accounts} of `{periods}` under revision"
        " {revision}[; by today's rules {more} more is earned][; by today's rules {less} less is earned]",
        "if the change is for later periods, give them a programme of their own and let this one end by `effective`",
    ),
    "DK465": Wording(
        "`{programme}` gives {kind}, but `{payee}` was paid otherwise for {period}",
        "give the new terms an id of their own; nothing is proposed for this account, since it could be paid twice",
    ),
    "DK466": Wording(
        "goods of `{programme}` have no value in money: {count} {count:amount is|amounts are} left out",
        "state `worth` under `goods` if they are to be accrued and entered",
    ),
    "DK467": Wording(
        "`{payee}` was paid by `{programme}` for {period} and for {other}, which lie over each other",
        "the days that are in both may have been paid twice; set one right by an adjustment",
    ),
    "DK468": Wording(
        "the target of `{subject}` for {period} is {whole}, and those of its {kind}s together are {parts}",
        "correct one of them: before the period's end its parts are taken, at its end the whole",
    ),
    "DK469": Wording(
        "`{method}` does not say over how many periods",
        "add `--periods N`: the completed periods before this one whose average rate is expected",
    ),
}

STEPS: dict[str, str] = {
    "correction": "corrected by {amount}: {reason} ({author}, {day}[, approved by {approved_by}])",
    "payee.correction": "corrected by {amount}: {reason}",
}
