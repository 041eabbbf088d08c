"""Reading decision tables: columns, cells, and what is said about mistakes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from jsonschema import Draft7Validator

from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.lookup import decide
from dealerkit.policy.nodes import parse
from dealerkit.policy.reading import Reading
from dealerkit.policy.shapes import record
from dealerkit.policy.tables import Table
from dealerkit.policy.tables import table as one_table
from dealerkit.policy.types import TEXT, TREE
from dealerkit.problems import Severity
from tests.policy.table_reading import TABLES, Answer, codes, read, table, written


class TestColumns:
    def test_undeclared_columns_follow_from_their_cells(self):
        found = table(
            "first",
            "a, amount: {below: 500}, share: {at: 10%}, day: {at: 2026-01-01}, urgent: true, class: A, note: [x, y]",
            "b",
        )
        assert [(column.name, column.kind.name) for column in found.columns] == [
            ("amount", "amount"),
            ("share", "share"),
            ("day", "date"),
            ("urgent", "condition"),
            ("class", "word"),
            ("note", "word"),
        ]

    def test_declared_columns_come_in_the_order_declared(self):
        found = table("first", "a, n: 1, v: low", columns="{v: [low, high], n: count}")
        assert [(column.name, column.kind.name, column.words) for column in found.columns] == [
            ("v", "word", ("low", "high")),
            ("n", "count", ()),
        ]

    def test_a_column_of_words_without_a_list_has_the_words_of_its_cells(self):
        found = table("first", "a, v: low", "b, v: [high, low]", columns="{v: word}")
        assert found.columns[0].words == ("low", "high")

    def test_a_column_may_have_a_unit_and_limits(self):
        found = table("first", "a, size: {below: 5}", columns="{size: {type: quantity, unit: kW, from: 0, to: 1_000}}")
        assert found.columns[0].unit == "kW"
        assert found.columns[0].limits == ((0, 0), (1000, 1))

    def test_the_facts_of_a_table_are_its_columns(self):
        found = table(
            "first", "a, v: low, n: 1, size: 5", columns="{v: [low, high], n: count, size: {type: quantity, unit: kW}}"
        )
        assert [(fact.name, fact.type.word, fact.unit, fact.values) for fact in found.facts()] == [
            ("v", "text", "", ("low", "high")),
            ("n", "count", "count", ()),
            ("size", "kW", "kW", ()),
        ]


class TestMistakesInColumns:
    def test_a_column_that_is_not_declared_is_found_with_the_nearest(self):
        _, problems = read(written("first", "a, amuont: 5", columns="{amount: amount}"))
        assert [(each.code, each.arg("nearest")) for each in problems if each.severity is Severity.ERROR] == [
            ("DK233", "amount")
        ]

    def test_a_slip_in_an_undeclared_column_is_a_warning(self):
        _, problems = read(written("first", "a, amount: {below: 5}", "b, amount: {at: 5}", "c, amonut: 3"))
        assert [(each.code, each.severity, each.arg("nearest")) for each in problems] == [
            ("DK245", Severity.WARNING, "amount")
        ]

    def test_a_declared_column_that_no_row_uses_is_a_warning(self):
        assert codes("first", "a, n: 1", columns="{n: count, m: count}") == ["DK242"]

    @pytest.mark.parametrize(
        "declared", ["{type: word, from: 1}", "{type: amount, words: [a]}", "{type: condition, to: 1}"]
    )
    def test_limits_and_words_stand_only_where_they_mean_something(self, declared: str):
        assert codes("first", "a, x: 1", columns=f"{{x: {declared}}}") == ["DK234"]

    def test_limits_that_leave_nothing_are_found(self):
        assert codes("first", "a, x: 1", columns="{x: {type: amount, from: 5, to: 4}}") == ["DK235"]

    def test_an_unknown_kind_is_an_unknown_word(self):
        assert codes("first", "a, x: 1", columns="{x: amuont}") == ["DK135"]

    def test_a_key_of_a_row_cannot_be_a_column(self):
        assert codes("first", "a, n: 1", columns="{n: count, title: word}") == ["DK244"]

    def test_a_column_that_asks_for_a_tree_is_refused(self):
        catalogue = Catalogue((Fact("product", TREE), Fact("dealer.class", TEXT)))
        text = written("first", "a, product: phones, dealer.class: A")
        assert [each.code for each in read(text, catalogue)[1]] == ["DK246"]


class TestMistakesInRows:
    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("a, amount: {at: 10, below: 10}", "DK235"),
            ("a, amount: {above: 10, up_to: 10}", "DK235"),
            ("a, amount: {at: 1, above: 2}", "DK152"),
            ("a, amount: {below: 1, up_to: 2}", "DK152"),
            ("a, amount: {}", "DK142"),
            ("a, amount: []", "DK142"),
            ("a, amount: {over: 1}", "DK130"),
            ("a, amount: {at: 10%}", "DK134"),
            ("a, amount: ~", "DK147"),
            ("a, day: {at: 2026-02-30}", "DK136"),
        ],
    )
    def test_a_wrong_cell_is_found(self, row: str, code: str):
        kinds = {"amount": "amount", "day": "date"}
        name = row.split(", ")[1].partition(":")[0]
        assert codes("first", row, columns=f"{{{name}: {kinds[name]}}}") == [code]

    def test_whole_numbers_leave_nothing_between_ten_and_eleven(self):
        assert codes("first", "a, n: {above: 10, below: 11}", columns="{n: count}") == ["DK235"]
        assert codes("first", "a, n: {above: 10, below: 11}", columns="{n: number}") == []

    def test_a_word_that_is_not_declared_is_found(self):
        assert codes("first", "a, v: hihg", columns="{v: [low, high]}") == ["DK135"]

    def test_limits_in_a_column_of_words_are_found(self):
        assert codes("first", "a, v: {at: 5}", columns="{v: [low, high]}") == ["DK132"]

    def test_two_numbers_in_a_list_look_like_a_range_and_are_a_warning(self):
        _, problems = read(written("first", "a, amount: [10, 1000]"))
        assert [(each.code, each.severity) for each in problems] == [("DK243", Severity.WARNING)]

    def test_three_numbers_or_whole_ones_do_not_look_like_a_range(self):
        assert codes("first", "a, amount: [10, 20, 30]") == []
        assert codes("first", "a, n: [1, 2]", columns="{n: count}") == []

    def test_a_row_needs_an_id_and_what_follows(self):
        _, problems = read("t:\n  hit: first\n  rows: [{then: {say: x}}]\n")
        assert [(each.code, each.arg("key")) for each in problems] == [("DK131", "id")]
        _, problems = read("t:\n  hit: first\n  rows: [{id: a}]\n")
        assert [(each.code, each.arg("key")) for each in problems] == [("DK131", "then")]

    def test_an_id_is_used_once(self):
        assert codes("first", "a, n: 1", "a, n: 2") == ["DK141"]

    def test_the_hit_policy_is_named(self):
        _, problems = read("t:\n  rows: [{id: a, then: {say: x}}]\n")
        assert [(each.code, each.arg("key")) for each in problems] == [("DK131", "hit")]

    @pytest.mark.parametrize("rows", ["[]", "5", "[5]"])
    def test_rows_are_a_list_of_mappings(self, rows: str):
        assert [each.code for each in read(f"t:\n  hit: first\n  rows: {rows}\n")[1]] in (["DK142"], ["DK132"])

    def test_all_mistakes_are_found_in_one_reading(self):
        assert codes("first", "a, n: x", "b, n: {at: y}", "c, n: {at: 5, below: 1}", columns="{n: amount}") == [
            "DK133",
            "DK133",
            "DK235",
        ]


class TestTraps:
    """What YAML makes of conditions as people write them elsewhere."""

    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            (">= 1000", "DK120"),
            ('">= 1000"', "DK143"),
            ('"≥1000"', "DK143"),
            ("[10, 1000)", "DK122"),
            ('"[10, 1000)"', "DK122"),
            ("*", "DK121"),
            ('"*"', "DK121"),
            ("{at: 1,234.50}", "DK123"),
            ("{at: 10万}", "DK146"),
            ("{at: 1e3}", "DK144"),
        ],
    )
    @pytest.mark.parametrize("columns", ["", "{amount: amount}"])
    def test_each_has_its_own_message(self, cell: str, code: str, columns: str):
        text = f"t:\n  hit: first\n{f'  columns: {columns}' if columns else ''}\n  rows:\n"
        text += f"    - id: a\n      amount: {cell}\n      then: {{say: x}}\n"
        found, problems = read(text)
        assert found is None
        assert [each.code for each in problems] == [code]

    @pytest.mark.parametrize("cell", ['"*"', '">= 1000"'])
    def test_a_column_of_words_sees_them_too(self, cell: str):
        assert codes("first", "a, v: low", f"b, v: {cell}")[0] in {"DK121", "DK143"}


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "kind", "inside", "outside"),
        [
            ("{at: 10, below: 20}", "amount", ["10", "19.99"], ["9.99", "20"]),
            ("{above: 10, up_to: 20}", "amount", ["10.01", "20"], ["10", "20.01"]),
            ("5", "amount", ["5", "5.00"], ["5.01"]),
            ("[5, 7, 9]", "amount", ["5", "7", "9"], ["6"]),
            ("[{below: 5}, {at: 100}, 50]", "amount", ["4", "50", "100"], ["5", "51", "99"]),
            ("{at: 1/3}", "number", ["0.34"], ["0.33"]),
            ("{at: 90%}", "share", ["0.9"], ["0.899"]),
        ],
    )
    def test_a_cell_takes_what_it_says(self, cell: str, kind: str, inside: list[str], outside: list[str]):
        found = table("first", f"a, x: {cell}", columns=f"{{x: {kind}}}")
        assert [decide(found, {"x": Decimal(value)}).value("say") for value in inside] == ["a"] * len(inside)
        assert [decide(found, {"x": Decimal(value)}).code for value in outside] == ["DK001"] * len(outside)

    def test_days_are_compared_as_days(self):
        found = table("first", "a, day: {above: 2026-02-28, up_to: 2026-03-31}")
        days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
        assert [decide(found, {"day": day}).value("say") for day in days] == ["", "a", "a", ""]

    def test_a_list_of_words_takes_any_of_them(self):
        found = table("first", "a, 电压: [低压, 高压]", "b")
        assert decide(found, {"电压": "高压"}).value("say") == "a"
        assert decide(found, {"电压": "超高压"}).value("say") == "b"


class TestSchema:
    def test_editors_accept_a_table_and_refuse_a_row_without_an_id(self):
        definitions: dict[str, object] = {}
        schema = {**TABLES.schema(definitions), "definitions": definitions}
        Draft7Validator.check_schema(schema)
        validator = Draft7Validator(schema)
        row = {"id": "a", "amount": {"at": 500, "below": "5_000"}, "v": ["x", "y"], "then": {"say": "x"}}
        good = {"t": {"hit": "unique", "columns": {"amount": "amount", "v": ["x", "y"]}, "rows": [row]}}
        assert list(validator.iter_errors(good)) == []
        bad = {"t": {"hit": "unique", "rows": [{"then": {"say": "x"}}]}}
        assert [list(each.path) for each in validator.iter_errors(bad)] == [["t", "rows", 0]]


class TestSections:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("t: 5\n", "DK132"),
            ("a table: {hit: first, rows: [{id: a, then: {say: x}}]}\n", "DK140"),
            ("t: {hit: first, rows: [{id: a b, then: {say: x}}]}\n", "DK140"),
            ("t: {hit: first, rows: [{id: a, was: a b, then: {say: x}}]}\n", "DK140"),
            ("t: {hit: first, rows: [{id: a, then: {}}]}\n", "DK131"),
            ("t: {hit: first, columns: [n], rows: [{id: a, n: 1, then: {say: x}}]}\n", "DK132"),
            ("t: {hit: first, columns: {}, rows: [{id: a, then: {say: x}}]}\n", "DK142"),
            ("t: {hit: first, columns: {v: [[low]]}, rows: [{id: a, v: low, then: {say: x}}]}\n", "DK132"),
            ("t: {hit: first, columns: {n: {kind: count}}, rows: [{id: a, n: 1, then: {say: x}}]}\n", "DK130"),
            ("t: {hit: first, columns: {n: {type: count, to: x}}, rows: [{id: a, n: 1, then: {say: x}}]}\n", "DK133"),
            ("t: {hit: firts, rows: [{id: a, then: {say: x}}]}\n", "DK135"),
        ],
    )
    def test_a_mistake_is_found_where_it_stands(self, text: str, code: str):
        found, problems = read(text)
        assert found is None
        assert code in [each.code for each in problems]

    @pytest.mark.parametrize(("node", "code"), [("[]", "DK132"), ("{}", "DK142")])
    def test_a_section_is_a_mapping_of_tables(self, node: str, code: str):
        parsed = parse(f"authority: {node}\n".encode(), "policy.yaml")
        assert parsed.root is not None
        reading = Reading()
        TABLES.read(parsed.root.entries["authority"][1], reading, "authority")
        assert [each.code for each in reading.problems] == [code]

    def test_a_table_may_stand_alone(self):
        parsed = parse(b"hit: first\nrows: [{id: a, then: {say: x}}]\n", "policy.yaml")
        assert parsed.root is not None
        found = one_table(record(Answer)).read(parsed.root, Reading(), "returns")
        assert isinstance(found, Table)
        assert found.rows[0].rule.address == "returns.rows[a]"

    def test_titles_and_earlier_names_are_kept(self):
        found, _ = read("t: {title: 赔偿, was: s, hit: first, rows: [{id: a, title: 小额, was: b, then: {say: x}}]}\n")
        assert found is not None
        assert (found["t"].rule.title, found["t"].was) == ("赔偿", "s")
        assert (found["t"].rows[0].rule.title, found["t"].rows[0].was) == ("小额", "b")


class TestAWordAmongNumbers:
    @pytest.mark.parametrize("cell", ["any", "-", "[100, abc]"])
    def test_is_refused_where_the_column_is_not_declared(self, cell: str):
        _, problems = read(written("first", "a, amount: 500", f"b, amount: {cell}"))
        assert [each.code for each in problems] == ["DK248"]

    def test_is_a_word_where_the_column_is_declared(self):
        found = table("first", "a, size: 38", "b, size: M", columns="{size: word}")
        assert found.columns[0].words == ("38", "M")

    def test_is_a_word_beside_numbers_in_quotes(self):
        assert table("first", 'a, size: "38"', "b, size: M").columns[0].kind.name == "word"

    @pytest.mark.parametrize("cell", ["0..500", "500..", "0~500"])
    def test_an_interval_with_dots_is_told_how_limits_are_written(self, cell: str):
        _, problems = read(written("first", f"a, amount: {cell}", "b, amount: {at: 500}"))
        assert [each.code for each in problems] == ["DK122"]
