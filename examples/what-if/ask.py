"""A change of policy asked from Python: the scenarios of a file, one made on the spot, and a whole row of them.

Run it in the folder that holds ``examples``: ``python examples/what-if/ask.py``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from attrs import evolve

from dealerkit import Scenario, load, load_scenarios, open_book, simulate, worded

HERE = Path(__file__).parent
RATE = "rebates.volume-quarter.bands[800000].rate"


def main() -> None:
    """Ask, and print what is answered."""
    loaded = load([HERE / "policy"])
    policy = loaded.policy
    if policy is None:
        raise SystemExit(worded(loaded.problems, "en", loaded.sources))
    read = load_scenarios([HERE / "scenarios.yaml"], policy)
    file = read.file
    if file is None:
        raise SystemExit(worded(read.problems, "en", read.sources))
    found = simulate(policy, open_book(HERE / "book"), file, date(2026, 9, 30))
    if isinstance(found, tuple):
        raise SystemExit(worded(found))

    # A scenario of the file, dealer by dealer.
    question = found["question"]
    print(f"{question.title}: {question.totals.cost}, {question.totals.difference} more")
    for dealer in question.winners[:3]:
        print(f"  {dealer.payee} {dealer.payee_name}: {dealer.before} -> {dealer.after}")

    # One made here, on the growth of the file: the book is not read again.
    growth = file.scenarios["growth"]
    steeper = Scenario(id="steeper-and-growth", policy={RATE: "2.5%"}, book=growth.book)
    print(f"{steeper.id}: {found.bench.cost(steeper)}")

    # A row of them: what each rate from 2 % to 3 % costs when volume grows.
    for tenths in range(20, 31, 2):
        rate = Decimal(tenths) / 1000
        print(f"  {rate:.1%}: {found.bench.cost(evolve(growth, id=f'rate-{tenths}', policy={RATE: rate}))}")


if __name__ == "__main__":
    main()
