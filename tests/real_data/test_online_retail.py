"""A year of real lines, settled and compared to the penny with a naive second reckoning."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import field, frozen

from dealerkit.assembly import load
from dealerkit.book import Book, Reject, open_book
from dealerkit.book.writing import append_rows
from dealerkit.decisions import Outcome
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.settlement import Settlement, settle
from tests.conftest import ROOT
from tests.real_data import naive

pytest.importorskip("pyarrow", reason="reading Parquet needs the extra `parquet`")
pytestmark = [pytest.mark.data, pytest.mark.slow]

EXAMPLE = ROOT / "examples" / "online-retail"
NEW_YEAR = date(2011, 12, 31)

LINES = 541_909
WITHOUT_CUSTOMER = 135_080
CUSTOMER_QUARTERS = 9_581


@frozen
class EveryReject:
    """Keeps the row number and the code of every reject, and as many whole ones as a reader would look at."""

    codes: dict[int, str] = field(factory=dict)
    first: list[Reject] = field(factory=list)
    twice: list[int] = field(factory=list)

    def take(self, reject: Reject) -> None:
        row = reject.at.line
        if row in self.codes:
            self.twice.append(row)
        self.codes[row] = reject.problem.code
        if len(self.first) < 3:
            self.first.append(reject)


@frozen(eq=False)
class Settled:
    """One settlement of the data, with all that became of its lines."""

    book: Book
    rejects: EveryReject
    settlement: Settlement


@pytest.fixture(scope="session")
def file(real_data: Path) -> Path:
    found = real_data / "online_retail.parquet"
    if not found.is_file():
        pytest.skip("the real data has no online_retail.parquet")
    return found


@pytest.fixture(scope="session")
def folder(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's book with the data in its place."""
    found = tmp_path_factory.mktemp("online-retail") / "book"
    shutil.copytree(EXAMPLE / "book", found)
    shutil.copyfile(file, found / file.name)
    return found


def settled(folder: Path) -> Settled:
    loaded = load([EXAMPLE / "policy", Path(__file__).with_name("growth.yaml")])
    assert loaded.policy is not None, loaded.problems
    assert not loaded.problems
    rejects = EveryReject()
    book = open_book(folder, rejects=rejects)
    return Settled(book, rejects, settle(loaded.policy, book, NEW_YEAR))


@pytest.fixture(scope="session")
def result(folder: Path) -> Settled:
    return settled(folder)


@pytest.fixture(scope="session")
def lines(file: Path) -> tuple[naive.Line, ...]:
    return tuple(naive.lines_of(file))


@pytest.fixture(scope="session")
def answers(lines: tuple[naive.Line, ...]) -> naive.Answers:
    return naive.answers(lines)


class TestTheLines:
    def test_every_line_read_is_used_or_rejected(self, result: Settled):
        count = result.book.counts["lines"]
        assert count.read == LINES
        assert count.complete
        assert (count.used, count.rejected, count.ignored, count.later) == (
            LINES - WITHOUT_CUSTOMER,
            WITHOUT_CUSTOMER,
            0,
            0,
        )

    def test_every_line_used_is_counted_by_a_programme(self, result: Settled):
        count = result.settlement.lines
        assert count.complete
        assert (count.read, count.taken) == (LINES - WITHOUT_CUSTOMER, LINES - WITHOUT_CUSTOMER)
        assert (count.untaken, count.later, count.rejected) == (0, 0, 0)

    def test_the_rejects_are_exactly_the_lines_without_a_customer(self, result: Settled, lines: tuple[naive.Line, ...]):
        assert len(result.rejects.codes) == WITHOUT_CUSTOMER
        assert not result.rejects.twice
        assert result.rejects.codes.keys() == {line.row for line in lines if not line.customer}
        assert Counter(result.rejects.codes.values()) == {"DK834": WITHOUT_CUSTOMER}
        assert result.book.counts["lines"].by_code == {"DK834": WITHOUT_CUSTOMER}

    def test_a_reject_says_where_it_stands_why_and_what_was_written(
        self, result: Settled, lines: tuple[naive.Line, ...]
    ):
        nobody = next(line for line in lines if not line.customer)
        first = result.rejects.first[0]
        assert (first.at.file, first.at.line, first.at.column) == ("online_retail.parquet", nobody.row, 2)
        assert ("heading", "CustomerID") in first.problem.args
        assert f",,{nobody.country},{nobody.product},{nobody.pieces}," in first.raw

    def test_used_and_rejected_lines_add_up_to_the_file(self, result: Settled, lines: tuple[naive.Line, ...]):
        used = sum(Fraction(row.qualifying) for row in result.settlement.rows if row.programme == "volume-quarter")
        lost = sum(line.amount for line in lines if line.row in result.rejects.codes)
        assert used + Fraction(lost, naive.POUND) == Fraction(sum(line.amount for line in lines), naive.POUND)

    def test_the_two_negative_prices_belong_to_nobody_and_are_among_the_rejects(
        self, result: Settled, lines: tuple[naive.Line, ...]
    ):
        negative = [line for line in lines if line.price < 0]
        assert [(line.product, line.pieces, line.price) for line in negative] == [
            ("Adjust bad debt", 1, -11_062_060),
            ("Adjust bad debt", 1, -11_062_060),
        ]
        assert [result.rejects.codes.get(line.row) for line in negative] == ["DK834", "DK834"]

    def test_returns_are_used_and_count_negative(self, result: Settled, lines: tuple[naive.Line, ...]):
        returned = [line for line in lines if line.pieces < 0]
        assert len(returned) == 10_624
        assert Counter(line.row in result.rejects.codes for line in returned) == {False: 8_905, True: 1_719}
        below_zero = [row for row in result.settlement.rows if row.qualifying < 0]
        assert below_zero
        assert {row.entitlement for row in below_zero} == {Decimal(0)}

    def test_the_book_itself_has_no_problem(self, result: Settled):
        assert result.book.problems == ()


class TestTheSettlement:
    def test_every_customer_and_quarter_has_a_row(self, result: Settled):
        rows = [row for row in result.settlement.rows if row.programme == "volume-quarter"]
        assert len(rows) == CUSTOMER_QUARTERS
        assert Counter(row.window.label for row in rows) == {
            "2010-Q4": 948,
            "2011-Q1": 1_812,
            "2011-Q2": 2_024,
            "2011-Q3": 2_196,
            "2011-Q4": 2_601,
        }

    @pytest.mark.parametrize("programme", ["volume-quarter", "export-quarter", "small-articles", "growth-december"])
    def test_it_agrees_to_the_penny_with_the_naive_reckoning(
        self, result: Settled, answers: naive.Answers, programme: str
    ):
        found = {
            (row.programme, row.payee, row.window.label): naive.Worked(
                Fraction(row.qualifying), f"{row.entitlement:.2f}" if row.entitlement is not None else ""
            )
            for row in result.settlement.rows
            if row.programme == programme
        }
        expected = {key: worked for key, worked in answers.items() if key[0] == programme}
        assert found.keys() == expected.keys()
        wrong = [(key, found[key], worked) for key, worked in expected.items() if found[key] != worked]
        assert not wrong, wrong[:5]

    def test_each_tier_each_slice_the_minimum_and_the_caps_were_reached(self, result: Settled):
        reached = {address for row in result.settlement.rows for address in row.decided.because}
        assert reached >= {
            *(f"rebates.volume-quarter.bands[{bound}]" for bound in (500, 2000, 10000)),
            "rebates.volume-quarter.minimum",
            "rebates.volume-quarter.cap",
            *(f"rebates.export-quarter.bands[{bound}]" for bound in (250, 1000, 5000)),
            *(f"rebates.small-articles.bands[unit {unit}]" for unit in (501, 2001)),
            "rebates.small-articles.cap",
            *(f"rebates.growth-december.bands[{bound}]" for bound in ("1.05", "1.5")),
        }

    def test_nothing_is_undetermined(self, result: Settled):
        assert Counter(row.decided.outcome for row in result.settlement.rows).keys() == {
            Outcome.GRANTED,
            Outcome.REFUSED,
        }

    def test_without_a_ledger_all_that_was_earned_is_proposed_and_the_result_says_so(self, result: Settled):
        settlement = result.settlement
        assert settlement.without_ledger
        assert [problem.code for problem in settlement.problems] == ["DK370"]
        earned = {
            (row.programme, row.payee, row.window.label): row.entitlement for row in settlement.rows if row.entitlement
        }
        proposed = {
            (each.account.programme, each.account.payee, each.account.period): each.net for each in settlement.proposals
        }
        assert proposed == earned


def test_the_readme_of_the_example_says_what_the_naive_reckoning_finds(answers: naive.Answers):
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    for programme in ("volume-quarter", "export-quarter", "small-articles"):
        worked = [each for (name, _, _), each in answers.items() if name == programme]
        total = sum(Decimal(each.amount) for each in worked)
        assert f"| `{programme}` | {len(worked):,} | {total:,.2f} |" in readme
    below_zero = sum(each.base < 0 for (name, _, _), each in answers.items() if name == "volume-quarter")
    assert f"In {below_zero} of them more was returned than bought" in readme


def test_what_the_ledger_shows_as_paid_is_not_proposed_again(result: Settled, folder: Path, tmp_path: Path):
    paid = [each for each in result.settlement.proposals if each.account.period != "2011-Q4"]
    book = tmp_path / "book"
    shutil.copytree(folder, book)
    assert append_rows(book, "postings", [*posted(paid)]) == ()
    again = settled(book).settlement
    assert paid
    assert not again.without_ledger
    assert again.problems == ()
    assert set(again.proposals) == set(result.settlement.proposals) - set(paid)


def posted(proposals: list[Posting]) -> Iterator[dict[str, str | Decimal | int | date]]:
    for each in proposals:
        yield {
            "id": each.id,
            "kind": each.kind,
            "programme": each.account.programme,
            "payee": each.account.payee,
            "period": each.account.period,
            "seq": each.seq,
            "net": each.net,
            "tax": each.tax,
            "gross": each.gross,
            "currency": each.currency,
            "posted_on": each.posted_on,
            "revision": each.revision,
            "content_hash": each.content_hash,
        }
