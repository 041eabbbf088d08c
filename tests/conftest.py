"""What every test shares: where the project is, which dealerkit is tested, how Hypothesis behaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

import dealerkit

ROOT = Path(__file__).resolve().parent.parent

# `make test` gives the same answer every time, so more of the same cases would say little more.
# `HYPOTHESIS_PROFILE=explore` looks further, with other cases each run.
settings.register_profile(
    "steady",
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_report_header() -> str:
    return f"dealerkit {version('dealerkit')} from {Path(dealerkit.__file__).parent}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure coverage by everyday examples alone: slow tests and drawn cases repeat their paths many times."""
    for item in items:
        is_drawn = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if is_drawn or item.get_closest_marker("slow"):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Leave out what such a test sets up, too: pytest-cov pauses for the test alone, and a real book takes longer."""
    measuring = Coverage.current() if item.get_closest_marker("no_cover") else None
    if measuring is not None:
        measuring.stop()
    try:
        return (yield)
    finally:
        if measuring is not None:
            measuring.start()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project: README, docs, examples."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data beside the project; what needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data at {os.path.relpath(folder, ROOT)}")
    return folder
