"""A scan as people read it: who dominates, which dealers show what, what is proposed, and findings against us."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.governance.scan.answers import Proposal, Stage
from dealerkit.governance.scan.scanning import Scanned, ScanRun
from dealerkit.governance.scan.sign import Sign, State
from dealerkit.governance.scan.signal import DEALER, OFFICE
from dealerkit.governance.scan.split import Split
from dealerkit.problems import Problem
from dealerkit.report import governance_scan_words as words
from dealerkit.report.findings import Json, location_json
from dealerkit.report.governance_scan_json import alarm_json, split_json
from dealerkit.report.languages import Language
from dealerkit.report.messages import PHRASEBOOKS, step
from dealerkit.report.messages.wording import figure, percent
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Table, cell_for_programs
from dealerkit.report.views import View
from dealerkit.report.words import stated
from dealerkit.values.exact import Number, divide, subtract


@frozen(eq=False)
class ScanReport:
    """What a scan found; of one dealer with every signal, if so asked."""

    run: ScanRun
    places: Places
    dealer: str = ""
    asked: tuple[Scanned, ...] = field(init=False)

    @asked.default
    def _asked(self) -> tuple[Scanned, ...]:
        return tuple(each for each in self.run.dealers if self.dealer in {"", each.dealer})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings."""
        return self.run.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "scan",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            self._tables,
            self.document,
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(words.FIGURES, lang, **self._counts())

    def _counts(self) -> dict[str, int]:
        return {
            "dealers": len(self.asked),
            "marked": sum(bool(_against_dealer(each)) for each in self.asked),
            "judged": sum(bool(each.verdicts) for each in self.asked),
            "alarms": sum(each.state is State.SHOWN for each in self.run.alarms),
            "unknown": sum(len(each.unknown) for each in self.asked),
        }

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header, window = self.run.policy.header, self.run.ground.window
        head = stated(
            words.HEAD,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            first=window.first,
            last=window.last,
            **self._counts(),
        )
        lines = self.run.ground.lines_unread
        head += stated(words.REJECTED, lang, lines=lines) if lines else ""
        blocks: list[Block] = [Paragraph(f"{head}\n{words.SIGNS_ONLY.said_in(lang)}")]
        if self.run.alarms and not self.dealer:
            blocks.append(Sheet(self._alarms(lang)))
        marked = [each for each in self.asked if _against_dealer(each) or each.verdicts]
        if marked:
            blocks.append(Sheet(self._dealers(marked, lang)))
        elif not self.dealer:
            blocks.append(Paragraph(words.NOBODY.said_in(lang)))
        us = [(each, sign) for each in self.asked for sign in _against_us(each)]
        if us:
            blocks.append(Sheet(self._us(us, lang)))
        told = self.asked if is_whole or self.dealer else marked[:1]
        blocks += [self._story(each, lang) for each in told]
        return Page(stated(words.TITLE, lang, policy=header.title or header.name), blocks)

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        every = [(each, sign) for each in self.asked for sign in each.signs]
        us = [(each, sign) for each, sign in every if sign.signal.against == OFFICE and sign.state is State.SHOWN]
        return (
            self._dealers(self.asked, lang),
            Table(
                "scan_signals", words.ALL, words.OF_SIGNS, tuple(_sign_row(each, sign, lang) for each, sign in every)
            ),
            self._alarms(lang),
            self._us(us, lang),
        )

    def _alarms(self, lang: Language) -> Table:
        rows = tuple(
            (
                each.alarm.title or each.alarm.id,
                each.alarm.top,
                _listed(each.members, lang),
                each.share,
                each.alarm.at,
                words.ALARMS[each.state].said_in(lang),
                _listed(_inputs(each.missing, lang), lang),
            )
            for each in self.run.alarms
        )
        return Table("scan_alarms", words.CONCENTRATION, words.OF_ALARMS, rows)

    def _dealers(self, dealers: Sequence[Scanned], lang: Language) -> Table:
        rows = tuple(
            (
                each.standing.rank,
                each.dealer,
                each.name or None,
                each.standing.amount,
                each.standing.share,
                _growth(each),
                _listed([sign.signal.title or sign.signal.id for sign in _against_dealer(each)], lang),
                len(each.unknown) or None,
                _listed([verdict.title or verdict.id for verdict in each.verdicts], lang),
                _listed([self._answer(p.answer) for p in each.proposals if p.stage is Stage.PROPOSED], lang),
            )
            for each in dealers
        )
        return Table("scan_dealers", words.DEALERS, words.OF_DEALERS, rows)

    def _us(self, found: Sequence[tuple[Scanned, Sign]], lang: Language) -> Table:
        rows = tuple(
            (
                each.dealer,
                each.name or None,
                sign.signal.title or sign.signal.id,
                _listed(sign.found.staff, lang),
                step(sign.reason, lang),
            )
            for each, sign in found
        )
        return Table("scan_ours", words.US, words.OF_US, rows)

    def _answer(self, id: str) -> str:
        known = self.run.ground.scan.answer(id)
        return (known.title if known is not None else None) or id

    def _story(self, scanned: Scanned, lang: Language) -> Points:
        points = [Point(_split(scanned.split, lang))] if scanned.split is not None else []
        points += self._signs(scanned, lang)
        for held in scanned.held:
            name = held.verdict.title or held.verdict.id
            state = words.STATES[held.state].said_in(lang)
            said = stated(words.VERDICT, lang, verdict=name, state=state, when=held.verdict.when.text)
            points.append(Point(said, self.places.of(held.verdict.rule.at)))
        for each in scanned.proposals:
            known = self.run.ground.scan.answer(each.answer)
            place = self.places.of(known.rule.at) if known is not None else ""
            said = stated(words.ANSWER, lang, answer=self._answer(each.answer), stage=_stage(each, lang))
            points.append(Point(said, place))
        title = stated(words.STORY, lang, dealer=scanned.dealer, name=scanned.name) if scanned.name else scanned.dealer
        return Points(title, tuple(points))

    def _signs(self, scanned: Scanned, lang: Language) -> Iterator[Point]:
        for sign in scanned.signs:
            found = sign.found
            state = words.STATES[found.state].said_in(lang)
            why = _why(sign, lang)
            said = stated(words.SAID, lang, signal=sign.signal.title or sign.signal.id, state=state, step=why)
            if found.missing and found.state is not State.UNKNOWN:
                missing = _listed(_inputs(found.missing, lang), lang) or ""
                said += stated(words.SURE, lang, share=percent(found.confidence), missing=missing)
            if found.staff:
                said += stated(words.STAFF, lang, staff=_listed(found.staff, lang) or "")
            if found.evidence.count:
                said += stated(words.ROWS, lang, count=found.evidence.count)
            yield Point(said, self.places.of(sign.signal.rule.at))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons, evidence and places."""
        header, window = self.run.policy.header, self.run.ground.window
        spread = self.run.spread
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "as_of": self.run.as_of.isoformat(),
            "window": {"first": window.first.isoformat(), "last": window.last.isoformat()},
            "rejected_lines": self.run.ground.lines_unread,
            "hhi": None if spread is None else cell_for_programs(spread.hhi),
            "alarms": [alarm_json(each) for each in self.run.alarms],
            "dealers": [self._json(each, lang) for each in self.asked],
        }

    def _json(self, scanned: Scanned, lang: Language) -> dict[str, Json]:
        standing = scanned.standing
        return {
            "dealer": scanned.dealer,
            "name": scanned.name,
            "rank": standing.rank,
            "amount": cell_for_programs(standing.amount),
            "before": cell_for_programs(standing.before),
            "share": None if standing.share is None else cell_for_programs(standing.share),
            "rejected_lines": standing.rejected,
            "split": split_json(scanned.split),
            "signals": [_sign_json(each, lang) for each in scanned.signs],
            "verdicts": [
                {
                    "verdict": each.verdict.id,
                    "rule": each.verdict.rule.address,
                    "state": each.state.value,
                    "missing": list(each.missing),
                }
                for each in scanned.held
            ],
            "answers": [
                {
                    "answer": each.answer,
                    "stage": each.stage.value,
                    "after": each.after,
                    "because": [rule.address for rule in each.because],
                    "notice": None if each.notice is None else each.notice.place.name,
                }
                for each in scanned.proposals
            ],
        }


def scan_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of a scan."""
    del book
    found = ScanReport(cast("ScanRun", result), shortest(files))
    return View(found.report(), found.figures, found.problems)


def _against_dealer(scanned: Scanned) -> tuple[Sign, ...]:
    return tuple(each for each in scanned.shown if each.signal.against == DEALER)


def _against_us(scanned: Scanned) -> tuple[Sign, ...]:
    return tuple(each for each in scanned.shown if each.signal.against == OFFICE)


def _growth(scanned: Scanned) -> Number | None:
    before = scanned.standing.before
    return divide(subtract(scanned.standing.amount, before), before) if before > 0 else None


def _why(sign: Sign, lang: Language) -> str:
    if sign.state is State.UNKNOWN:
        return _listed(_inputs(sign.found.missing, lang), lang) or ""
    return step(sign.reason, lang)


def _split(split: Split, lang: Language) -> str:
    ends = [_known(split.at_least, lang), _known(split.at_most, lang)]
    same = split.at_least is not None and split.at_least == split.at_most
    unexplained = ends[0] if same else stated(words.BETWEEN, lang, least=ends[0], most=ends[1])
    missing = _listed(_inputs(split.missing, lang), lang)
    said = stated(
        words.SPLIT,
        lang,
        bought=figure(split.bought),
        sold=figure(split.sold),
        opening=_known(split.opening, lang),
        closing=_known(split.closing, lang),
        unexplained=unexplained,
    )
    return said + (stated(words.WANTING, lang, missing=missing) if missing else "")


def _known(number: Number | None, lang: Language) -> str:
    return words.NOT_KNOWN.said_in(lang) if number is None else figure(number)


def _inputs(missing: Sequence[str], lang: Language) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_input(each, lang) for each in missing))


def _input(name: str, lang: Language) -> str:
    known = words.INPUTS.get(name)
    return known.said_in(lang) if known is not None else PHRASEBOOKS[lang].facts.get(name, name)


def _stage(proposal: Proposal, lang: Language) -> str:
    return stated(words.STAGES[proposal.stage], lang, after=proposal.after)


def _listed(words: Sequence[str], lang: Language) -> str | None:
    return ("、" if lang == "zh" else ", ").join(words) or None


def _sign_row(scanned: Scanned, sign: Sign, lang: Language) -> tuple[Cell, ...]:
    found = sign.found
    return (
        scanned.dealer,
        scanned.name or None,
        sign.signal.id,
        words.STATES[found.state].said_in(lang),
        found.value,
        found.confidence,
        _listed(_inputs(found.missing, lang), lang),
        _listed(found.staff, lang),
        found.evidence.count or None,
        _why(sign, lang),
    )


def _sign_json(sign: Sign, lang: Language) -> dict[str, Json]:
    found = sign.found
    return {
        "signal": sign.signal.id,
        "rule": sign.signal.rule.address,
        "against": sign.signal.against,
        "state": found.state.value,
        "value": None if found.value is None else cell_for_programs(found.value),
        "confidence": cell_for_programs(found.confidence),
        "missing": list(found.missing),
        "staff": list(found.staff),
        "said": _why(sign, lang),
        "evidence": {
            "count": found.evidence.count,
            "rows": [
                {"table": each.table, "name": each.name, "at": location_json(each.at)} for each in found.evidence.places
            ],
        },
    }
