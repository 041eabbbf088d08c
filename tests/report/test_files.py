from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from dealerkit.problems import Problem
from dealerkit.report import files


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def code(problem: Problem | None) -> str:
    return problem.code if problem else ""


class TestOneFile:
    def test_text_is_written_as_utf_8_as_it_stands(self, tmp_path: Path):
        assert files.write_file(tmp_path / "a.csv", "返利\r\n") is None
        assert (tmp_path / "a.csv").read_bytes() == "返利\r\n".encode()
        assert names(tmp_path) == ["a.csv"]

    def test_a_file_that_was_there_is_replaced(self, tmp_path: Path):
        (tmp_path / "a").write_text("old and longer")
        assert files.write_file(tmp_path / "a", b"new") is None
        assert (tmp_path / "a").read_bytes() == b"new"

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
    def test_the_permissions_of_the_file_are_kept(self, tmp_path: Path):
        (tmp_path / "a").write_text("old")
        (tmp_path / "a").chmod(0o640)
        files.write_file(tmp_path / "a", "new")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640

    @pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
    def test_a_link_stays_a_link(self, tmp_path: Path):
        (tmp_path / "real").write_text("old")
        (tmp_path / "link").symlink_to("real")
        files.write_file(tmp_path / "link", "new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_text() == "new"

    def test_a_folder_that_is_not_there_is_a_problem(self, tmp_path: Path):
        assert code(files.write_file(tmp_path / "no" / "a", "x")) == "DK913"

    def test_a_folder_in_its_place_is_a_problem_and_stays(self, tmp_path: Path):
        (tmp_path / "a").mkdir()
        assert code(files.write_file(tmp_path / "a", "x")) == "DK913"
        assert names(tmp_path) == ["a"]

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no such device")
    def test_a_device_is_written_to(self):
        assert files.write_file(Path(os.devnull), "x") is None


class TestInterruption:
    def test_a_run_stopped_while_writing_leaves_the_old_file_and_nothing_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def stopped(_: int):
            raise KeyboardInterrupt

        (tmp_path / "a").write_text("old")
        monkeypatch.setattr(os, "fsync", stopped)
        with pytest.raises(KeyboardInterrupt):
            files.write_file(tmp_path / "a", "new")
        assert (tmp_path / "a").read_text() == "old"
        assert names(tmp_path) == ["a"]

    def test_a_full_disk_leaves_no_file_at_all(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        written: list[int] = []

        def full(number: int):
            written.append(number)
            if len(written) == 2:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        problem = files.write_folder(tmp_path / "out", {"a": "1", "b": "2", "c": "3"})
        assert problem is not None
        assert problem.arg("reason") == "No space left on device"
        assert names(tmp_path / "out") == []


class TestFolder:
    def test_it_is_made_with_its_parents(self, tmp_path: Path):
        assert files.write_folder(tmp_path / "x" / "y", {"a": "1", "b": b"2"}) is None
        assert names(tmp_path / "x" / "y") == ["a", "b"]

    def test_a_file_in_its_place_is_a_problem(self, tmp_path: Path):
        (tmp_path / "x").write_text("")
        assert code(files.write_folder(tmp_path / "x", {"a": "1"})) == "DK911"
        assert code(files.write_folder(tmp_path / "x" / "y", {"a": "1"})) == "DK911"


class TestNewFile:
    def test_it_is_written_where_none_is(self, tmp_path: Path):
        assert files.write_new_file(tmp_path / "new" / "a", "1") is None

    def test_one_that_is_there_is_left_as_it_is(self, tmp_path: Path):
        (tmp_path / "a").write_text("old")
        assert code(files.write_new_file(tmp_path / "a", "new")) == "DK914"
        assert (tmp_path / "a").read_text() == "old"


class TestReplace:
    def test_a_file_as_known_is_replaced(self, tmp_path: Path):
        (tmp_path / "a").write_bytes(b"1")
        assert files.replace_file(tmp_path / "a", b"1", b"12") is None
        assert (tmp_path / "a").read_bytes() == b"12"
        assert names(tmp_path) == ["a"]

    def test_a_file_changed_meanwhile_is_left(self, tmp_path: Path):
        (tmp_path / "a").write_bytes(b"other")
        assert code(files.replace_file(tmp_path / "a", b"1", b"12")) == "DK915"
        assert (tmp_path / "a").read_bytes() == b"other"

    def test_a_file_that_appeared_meanwhile_is_left(self, tmp_path: Path):
        (tmp_path / "a").write_bytes(b"other")
        assert code(files.replace_file(tmp_path / "a", None, b"12")) == "DK915"

    def test_a_first_file_is_written(self, tmp_path: Path):
        assert files.replace_file(tmp_path / "a", None, b"1") is None

    def test_a_second_run_at_once_is_kept_out(self, tmp_path: Path):
        (tmp_path / "a.lock").write_bytes(b"")
        problem = files.replace_file(tmp_path / "a", None, b"1")
        assert code(problem) == "DK916"
        assert names(tmp_path) == ["a.lock"]
