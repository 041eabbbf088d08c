"""Test cases of customer files: what a case asks is told by the key it gives beside tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.given import given_tables
from dealerkit.customers.files.charges import withhold_words
from dealerkit.customers.files.fines import Month, reasons_of
from dealerkit.customers.files.forms import forms_of
from dealerkit.customers.files.run import FileRun, evaluate
from dealerkit.customers.files.section import Files, files_of
from dealerkit.customers.files.waiting import evaluate as with_identity
from dealerkit.customers.ruling import customer_allows
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg, nearest

OWN = ("for", "customer", "form", "value", "deadline", "dossier", "expense", "employee", "month")
"""What a case gives beside tables: a purpose and a customer; a form and a value; a deadline and its subject; a
dossier; an expense; an employee and a month."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read.

    ``for`` and ``customer``: whether the file suffices. ``form`` and ``value``: whether the value has the form.
    ``deadline`` and ``customer`` or ``dossier``: ``timing`` and ``due``. ``dossier`` alone: whether it is complete.
    ``expense``: whether it is reimbursed. ``employee`` and ``month``: the fines, amount and ``violations``.
    """
    files = files_of(policy)
    given = given_tables(case, OWN, reading)
    if given is None or files is None:
        return None
    asked = {name: given.word(name) for name in OWN}
    key = next((name for name in ("form", "deadline", "expense", "employee", "for", "dossier") if asked[name]), "")
    if not key:
        reading.report("DK266", case.given, case.rule.address, key="", nearest="", allowed=OWN)
        return None
    known = _known(files, key)
    if known is not None and asked[key] not in known:
        at, close = given.get(key) or case.given, nearest(asked[key], known)
        reading.report("DK266", at, case.rule.address, key=asked[key], nearest=close, allowed=known)
        return None
    decision = _ANSWERS[key](policy, files, given.book, case.as_of, asked)
    if not given.is_sound(reading):
        return None
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _known(files: Files, key: str) -> tuple[str, ...] | None:
    if key == "for":
        return tuple(files.purposes)
    if key == "form":
        return tuple(forms_of(files))
    return tuple(files.deadlines) if key == "deadline" else None


def _suffices(policy: Policy, files: Files, book: Book, as_of: date, asked: Mapping[str, str]) -> Decision:
    del files
    return customer_allows(policy, book, as_of, asked["customer"], asked["for"])


def _has_form(policy: Policy, files: Files, book: Book, as_of: date, asked: Mapping[str, str]) -> Decision:
    del book, as_of, policy
    fits = forms_of(files)[asked["form"]](asked["value"])
    return Decision(Outcome.GRANTED) if fits else Decision(Outcome.REFUSED, "DK735")


def _timing(policy: Policy, files: Files, book: Book, as_of: date, asked: Mapping[str, str]) -> Decision:
    run = evaluate(policy, book, as_of)
    rule = files.deadlines[asked["deadline"]]
    subject = asked["dossier"] or asked["customer"]
    found = [
        each
        for each in (*run.lapses, *run.exceptions)
        if each.deadline.id == rule.id and subject in {"", each.subject, each.customer}
    ]
    reason = Reason("file-deadline", rule.rule, (("title", rule.title or rule.id), ("within", str(rule.within))))
    if not found:
        return Decision(Outcome.GRANTED, values=(("timing", "in-time"),), reasons=(reason,))
    lapse = found[0]
    kept = lapse in run.exceptions
    return Decision(
        Outcome.GRANTED if kept else Outcome.REFUSED,
        "" if kept else "DK737",
        None,
        (("timing", lapse.timing.value), ("due", lapse.due)),
        (reason,),
    )


def _bundle(policy: Policy, files: Files, book: Book, as_of: date, asked: Mapping[str, str]) -> Decision:
    run = evaluate(policy, book, as_of)
    lacking = next((each for each in run.bundles if each.dossier == asked["dossier"]), None)
    twice = [each for each in run.problems if each.code == "DK739" and each.arg("dossier") == asked["dossier"]]
    if lacking is None:
        row = next((each for each in book.rows("dossiers") if each.get("dossier") == asked["dossier"]), None)
        rule = files.dossiers.get(str(row["kind"])) if row is not None else None
        reasons = () if rule is None else (Reason("dossier-complete", rule.rule, (("papers", len(rule.papers)),)),)
        outcome = Outcome.REFUSED if twice or not reasons else Outcome.GRANTED
        return Decision(outcome, "DK739" if twice else "", None, (("lacks", ()),), reasons)
    reason = Reason("dossier-lacks", lacking.rule.rule, (("papers", lacking.missing),))
    share = Fraction(len(lacking.rule.papers) - len(lacking.missing), len(lacking.rule.papers))
    values = (("lacks", lacking.missing), ("completeness", share))
    return Decision(Outcome.REFUSED, "DK734", None, values, (reason,))


def _reimbursed(policy: Policy, files: Files, book: Book, as_of: date, asked: Mapping[str, str]) -> Decision:
    del files
    run = with_identity(policy, book, as_of)
    found = next((each for each in run.expenses if each.expense == asked["expense"]), None)
    if found is None:
        return Decision(Outcome.GRANTED)
    reason = Reason("expense-refused", found.purpose.rule, (("customer", found.customer), ("kind", found.kind)))
    return Decision(Outcome.REFUSED, "DK738", None, (), (reason,))


def _fines(policy: Policy, files: Files, book: Book, as_of: date, asked: Mapping[str, str]) -> Decision:
    del files
    run = evaluate(policy, book, as_of)
    month = asked["month"]
    found = [
        each
        for each in run.fines.months
        if each.employee == asked["employee"] and month in {"", f"{each.month:%Y-%m}", f"{each.month}"}
    ]
    if not found:
        return Decision(Outcome.GRANTED, amount=None, values=(("violations", 0),))
    return _month(run, found[0])


def _month(run: FileRun, month: Month) -> Decision:
    withheld = next((each for each in run.fines.withheld if each.month is month), None)
    values: list[tuple[str, Arg]] = [("violations", month.violations)]
    reasons = [reason for charge in month.charges for reason in reasons_of(charge, month)]
    if withheld is not None:
        for name, figure in (("least", withheld.least), ("most", withheld.most), ("withheld", withheld.amount)):
            if figure is not None:
                values.append((name, figure))
        reasons.append(Reason("file-withhold", withheld.rule.rule, withhold_words(withheld)))
    return Decision(Outcome.GRANTED, "", month.total, tuple(values), tuple(reasons))


_Answer = Callable[[Policy, Files, Book, date, Mapping[str, str]], Decision]
_ANSWERS: Mapping[str, _Answer] = {
    "for": _suffices,
    "form": _has_form,
    "deadline": _timing,
    "dossier": _bundle,
    "expense": _reimbursed,
    "employee": _fines,
}
