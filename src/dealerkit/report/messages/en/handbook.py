"""Copies of a handbook (DK922-DK928), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK922": Wording(
        "this handbook is out of date: it is of revision {found} ({found_print}), the policy is {revision} ({fingerprint})",
        "write it anew with `dealerkit doc`; the chapters that changed are listed below",
    ),
    "DK923": Wording(
        "the policy now says something else than the chapter {chapter}",
        "write the handbook anew with `dealerkit doc`, and tell those who work by this chapter",
    ),
    "DK924": Wording(
        "the policy has a chapter that this handbook has not: {chapter}",
        "write the handbook anew with `dealerkit doc`",
    ),
    "DK925": Wording(
        "the policy no longer has what the chapter {chapter} tells",
        "write the handbook anew with `dealerkit doc`, and tell those who work by this chapter",
    ),
    "DK926": Wording(
        "this is no handbook written by dealerkit: its first lines carry no policy, revision and fingerprint",
        "name a file that `dealerkit doc` wrote; the comment at its top must stay",
    ),
    "DK927": Wording(
        "this handbook is of the policy {found}, not of {name}",
        "name the handbook of {name}, or the policy that the handbook was made from",
    ),
    "DK928": Wording(
        "the chapter {chapter} says something else than the policy it was made from",
        "it was changed by hand, or written by another version of dealerkit: change the policy and write it anew",
    ),
}
