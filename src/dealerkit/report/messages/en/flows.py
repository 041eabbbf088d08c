"""Flows (DK610 to DK623, DK630 to DK640) and the steps of their decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK610": Wording(
        "case `{case}`: `{event}` on {on} is no move of the flow; it stays in `{state}`",
        "correct the name of the event, or add the move under `transitions:`",
    ),
    "DK611": Wording(
        "case `{case}`: `{event}` on {on} may not be made in the state `{state}`",
        "find out why the steps before it are missing, or let the move begin `from: {state}` as well",
    ),
    "DK612": Wording(
        "case `{case}`: `{event}` on {on} was made[ in the role `{role}`], which may not",
        "it is for {allowed}: have one of them make it, or add the role under `by:`",
    ),
    "DK613": Wording(
        "case `{case}`: `{event}` on {on} was made by the department `{department}`",
        "it is for {allowed}: hand the case over, or add the department",
    ),
    "DK614": Wording(
        "case `{case}`: `{event}` on {on} was made without {fields}",
        "fill it in with the move; a case without it cannot be judged later",
    ),
    "DK615": Wording(
        "case `{case}`: `{event}` on {on} was made although `{condition}` does not hold",
        "take the way that fits the case, or change the condition under `when:`",
    ),
    "DK616": Wording(
        "case `{case}`: nobody can tell whether `{event}` on {on} was allowed: {missing} is not known",
        "fill it in before the move is made",
    ),
    "DK617": Wording(
        "case `{case}`: `{actor}` takes no part in `{event}` on {on}[, for `{giver}`]: {conflict}[ `{step}`]",
        "have somebody else make the move; whoever is complained about, or is kept from it under `not_by:`, may not",
    ),
    "DK618": Wording(
        "case `{case}`: `{event}` on {on} lies before the event before it, of {before}",
        "correct the time, or sort the events; the case goes on as they stand",
    ),
    "DK619": Wording(
        "case `{case}`: `{event}` on {on} is beyond the authority of whoever made it[, in the role `{role}`]",
        "`{subject}`[ is for {needed}: have it signed there]; where the matrix names nobody, add a row for such cases",
    ),
    "DK620": Wording(
        "case `{case}`: `{clock}` was due {due}[ and ended {ended}], late by[ {days} d] {time}",
        "find out who had it meanwhile; where the time is too short for such cases, give them a goal of their own",
    ),
    "DK621": Wording(
        "case `{case}`: `{event}` on {on} pauses `{clock}` for `{pause}`, which stands still for it already",
        "record the end of the first pause, or leave out the second",
    ),
    "DK622": Wording(
        "case `{case}`: `{event}` on {on} ends the pause `{pause}` of `{clock}`, which does not stand still for it",
        "record when the pause began, or leave out its end",
    ),
    "DK623": Wording("`{value}` under `{key}` is no moment", "write the day and the time, as in `2026-03-02 09:00`"),
    "DK624": Wording(
        "case `{case}`: `{notice}`: {to} had to be told by {due}[ and was told {told}], late by[ {days} d] {time}",
        "tell them and record it; what was told and not recorded counts as not told",
    ),
    "DK625": Wording(
        "case `{case}`: nobody can tell how long `{clock}` may run: {missing} is not known",
        "fill it in when the case begins, or let the last goal of the clock have no `when:`",
    ),
    "DK626": Wording(
        "case `{case}`: nobody can tell whether somebody had to be told (`{notice}`): {missing} is not known",
        "fill it in when the case begins, or say what holds without it: `or_else(fact, value)`",
    ),
    "DK630": Wording(
        "`{name}` is no {kind} of this flow",
        "[did you mean `{nearest}`? ]it has {known}",
    ),
    "DK631": Wording(
        "the flow `{flow}` has to begin in one state[, and has {states}]",
        "write `initial: true` at just one state",
    ),
    "DK632": Wording(
        "no case comes to the state `{state}`",
        "add a move that leads there from a state which cases reach, beginning with `{initial}`, or delete it",
    ),
    "DK633": Wording(
        "from the state `{state}` no case comes to an end[: it leads only to {leads_to}]",
        "add a move to a state that is `final: true`, or make it one",
    ),
    "DK634": Wording(
        "[`{role}` is no role of this flow][the authority matrix has no subject `{subject}`]",
        "[did you mean `{nearest}`? ][known: {known}]",
    ),
    "DK635": Wording(
        "nothing that a case can do makes `{which}` of the clock `{clock}` come true",
        "name a move that cases reach, or a state they enter or leave; otherwise the clock never starts or never stops",
    ),
    "DK636": Wording(
        "in `{state}` the moves `{one}` and `{other}` are open at once, for a case with {case}",
        "make the conditions under `when:` exclude each other, or leave them away where people choose",
    ),
    "DK637": Wording(
        "in `{state}` a case with {case} has no move that leads on",
        "add a move without a condition, or let the conditions cover every case",
    ),
    "DK638": Wording(
        "[the goal `{goal}` of the clock `{clock}` is never reached: `{before}` is for all cases][a case with {case} has no goal of the clock `{clock}`]",
        "let the last goal have no `when:`, and only the last",
    ),
    "DK639": Wording(
        "the goal `{goal}` of `{clock}` cannot be met: begun {begins}, the shortest way ({way}) ends {ends}, and it is due {due}",
        "give it more time, or let the moves take less",
    ),
    "DK640": Wording(
        "`{flow}` counts in a time that is not there: {what}[ `{name}`]",
        "state `calendar:`, `hours:` and `timezone:` in the flow or the policy, by names that are known",
    ),
    "DK641": Wording(
        "case `{case}`: nobody can tell when `{clock}` is up: the calendar `{calendar}` knows the days from {first} to {through}, not {asked}",
        "complete the calendar under `calendars:` with the holidays of that year and how far it reaches, once they are published",
    ),
    "DK642": Wording(
        "[case `{case}`: ]nobody can tell which flow of this policy it follows[: there is no `{flow}`]",
        "[did you mean `{nearest}`? ]let the column `flow` of `cases` name one of {known}",
    ),
    "DK644": Wording(
        "the deadline `{clock}` has no owner", "name under `owner:` the role that must keep it, and is warned"
    ),
    "DK646": Wording(
        "an event of case `{case}` cannot be used ({why}): what is said of the case may be wrong",
        "mend the row; the list of rejected rows says what is wrong with it",
    ),
    "DK647": Wording(
        "case `{case}` has the {key} `{value}`, which its flow does not know",
        "[did you mean `{nearest}`? ]the flow names {known}; goals for all kinds apply to it meanwhile",
    ),
    "DK643": Wording(
        "the event `{event}` is of case `{case}`, which `cases` does not have",
        "[did you mean `{nearest}`? ]add the case, or leave `cases` out: then a case begins with its first event",
    ),
}

STEPS: dict[str, str] = {"flow": "{rule}"}

TERMS: dict[str, str] = {
    "no-calendar": "working days without a calendar",
    "no-hours": "working hours without hours",
    "timezone": "the time zone",
    "calendar": "the calendar",
    "complained-about": "the complaint is about that person",
    "opener": "that person opened the case",
    "previous-actor": "that person made the step before",
    "made-step": "that person made the step",
    "state": "state",
    "transition": "move",
}
