"""What a table's rows cover together: gaps, overlaps, and rows that never get a turn.

A row is a box: per column the spans that its cell takes, or nothing for a cell that takes anything.
The search goes column by column. Along one column the rows still in play change only at the ends of
their spans; between two ends the same set of rows remains, and the search goes on with that set in
the next column. A set met before in the same column is not searched again, and neighbouring
stretches with the same answer are reported as one.

One or two columns cost about a sort of the rows. Tables with many interlocking columns can need
more steps than there is time for: then the search stops at ``MAX_STEPS`` and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from dealerkit.policy.intervals import Cut, Span, is_empty, meet

MAX_STEPS = 200_000
"""Ends of spans that one search may pass before it gives up: half a second or so."""
MAX_FOUND = 10
"""Findings of one kind that are collected; what is beyond is only said to exist."""

Box = tuple[Span, ...]
"""One span per column, in the order of the columns."""
Cells = tuple[tuple[Span, ...] | None, ...]
"""A row: per column its spans, or None for a cell that takes anything."""


@frozen
class Gaps:
    """Boxes that no row takes."""

    boxes: tuple[Box, ...]
    more: bool
    complete: bool


@frozen
class Overlap:
    """Two rows, by position, and a box that both take."""

    first: int
    second: int
    box: Box


@frozen
class Overlaps:
    """Pairs of rows that meet, each pair once."""

    pairs: tuple[Overlap, ...]
    more: bool
    complete: bool


@frozen
class Turns:
    """Positions of the rows that are never the first to take a case."""

    never: tuple[int, ...]
    more: bool
    complete: bool


def gaps(domains: Sequence[Span], rows: Sequence[Cells]) -> Gaps:
    """The boxes inside ``domains`` that no row takes."""
    search = _GapSearch(domains, rows)
    boxes = _merged([search.in_order(box) for box in search.found(0, search.all_rows)])
    return Gaps(boxes[:MAX_FOUND], search.more or len(boxes) > MAX_FOUND, search.complete)


def _merged(boxes: list[Box]) -> tuple[Box, ...]:
    """The same cases in fewer boxes: two that differ in one column only, and touch there, become one."""
    merged = sorted(boxes)
    at = 0
    while at < len(merged):
        pairs = ((other, _as_one(merged[at], merged[other])) for other in range(len(merged)) if other != at)
        other, box = next(((other, box) for other, box in pairs if box), (at, None))
        if box:
            merged = sorted([*(each for number, each in enumerate(merged) if number not in {at, other}), box])
            at = 0
        else:
            at += 1
    return tuple(merged)


def _as_one(low: Box, high: Box) -> Box | None:
    """Two boxes as one where the second continues the first in a single column."""
    apart = [column for column, (one, other) in enumerate(zip(low, high, strict=True)) if one != other]
    if len(apart) != 1 or low[apart[0]][1] != high[apart[0]][0]:
        return None
    column = apart[0]
    return (*low[:column], (low[column][0], high[column][1]), *low[column + 1 :])


def overlaps(domains: Sequence[Span], rows: Sequence[Cells]) -> Overlaps:
    """The pairs of rows that take a case both."""
    search = _OverlapSearch(domains, rows)
    search.visit(0, search.all_rows, ())
    pairs = tuple(Overlap(*pair, search.in_order(box)) for pair, box in sorted(search.pairs.items()))
    return Overlaps(pairs[:MAX_FOUND], len(pairs) > MAX_FOUND, search.complete)


def turns(domains: Sequence[Span], rows: Sequence[Cells]) -> Turns:
    """The rows that earlier rows leave nothing, where the first row that takes a case decides it."""
    search = _TurnSearch(domains, rows)
    search.visit(0, search.all_rows)
    if not search.complete:
        return Turns((), more=False, complete=False)
    never = tuple(row for row in range(len(rows)) if not search.had >> row & 1)
    return Turns(never[:MAX_FOUND], len(never) > MAX_FOUND, complete=True)


class _Search:
    """The columns as sorted ends of spans, the rows as bits, and the sweep along one column.

    Columns with few ends come first: they split the rows into small sets soonest.
    """

    def __init__(self, domains: Sequence[Span], rows: Sequence[Cells]) -> None:
        self.bits = [1 << row for row in range(len(rows))]
        self.steps = 0
        self.complete = True
        prepared = [
            _prepared(domain, [row[column] for row in rows], self.bits) for column, domain in enumerate(domains)
        ]
        self.order = sorted(range(len(domains)), key=lambda column: len(prepared[column].ends))
        self.columns = [prepared[column] for column in self.order]
        self.all_rows = (1 << len(rows)) - 1
        # Rows whose cells take anything from a column on: whoever reaches them is taken.
        self.open_from = [self.all_rows]
        for column in reversed(self.columns):
            self.open_from.append(self.open_from[-1] & column.anything)
        self.open_from.reverse()

    def in_order(self, box: Box) -> Box:
        """A box of the search as a box of the table: columns in the table's order."""
        return tuple(span for _, span in sorted(zip(self.order, box, strict=True)))

    def whole(self, column: int) -> Box:
        """Everything, from a column on."""
        return tuple(each.domain for each in self.columns[column:])

    def sweep(self, number: int, active: int) -> Iterator[tuple[Span, int]]:
        """Stretches of a column, ascending, each with the rows among ``active`` that take all of it."""
        column = self.columns[number]
        always = active & column.anything
        changes: dict[int, int] = {}
        rest = active ^ always
        while rest:
            bit = rest & -rest
            rest ^= bit
            for end in column.spans[bit.bit_length() - 1]:
                changes[end] = changes.get(end, 0) ^ bit
        self.steps += len(changes) + 1
        if self.steps > MAX_STEPS:
            self.complete = False
            return
        ends, rows, start = column.ends, always, column.domain[0]
        for end in sorted(changes):
            if changes[end]:
                if start < ends[end]:
                    yield (start, ends[end]), rows
                    start = ends[end]
                rows ^= changes[end]
        if start < column.domain[1]:
            yield (start, column.domain[1]), rows


@frozen
class _Column:
    domain: Span
    ends: list[Cut]
    spans: list[tuple[int, ...]]
    anything: int


def _prepared(domain: Span, cells: Sequence[tuple[Span, ...] | None], bits: Sequence[int]) -> _Column:
    """One column with the ends of its spans numbered in ascending order."""
    inside = [None if cell is None else [meet(span, domain) for span in cell] for cell in cells]
    kept = [None if cell is None else [span for span in cell if not is_empty(span)] for cell in inside]
    ends = sorted({end for cell in kept if cell is not None for span in cell for end in span})
    number = {end: position for position, end in enumerate(ends)}
    spans = [() if cell is None else tuple(number[end] for span in cell for end in span) for cell in kept]
    anything = 0
    for bit, cell in zip(bits, kept, strict=True):
        if cell is None or cell == [domain]:
            anything |= bit
    return _Column(domain, ends, spans, anything)


class _GapSearch(_Search):
    def __init__(self, domains: Sequence[Span], rows: Sequence[Cells]) -> None:
        super().__init__(domains, rows)
        self.known: dict[tuple[int, int], tuple[Box, ...]] = {}
        self.more = False

    def found(self, number: int, active: int) -> tuple[Box, ...]:
        """What ``active`` leaves open from a column on."""
        if not active:
            return (self.whole(number),)
        if active & self.open_from[number]:
            return ()
        key = (number, active)
        if key not in self.known:
            self.known[key] = self._found(number, active)
        return self.known[key]

    def _found(self, number: int, active: int) -> tuple[Box, ...]:
        boxes: list[Box] = []
        before: tuple[Span, tuple[Box, ...]] | None = None
        for span, rows in self.sweep(number, active):
            if len(boxes) > MAX_FOUND:
                break
            below = self.found(number + 1, rows)
            if before and before[0][1] == span[0] and before[1] == below:
                before = ((before[0][0], span[1]), below)
                continue
            if before:
                boxes += [(before[0], *box) for box in before[1]]
            before = (span, below)
        if before:
            boxes += [(before[0], *box) for box in before[1]]
        if len(boxes) > MAX_FOUND:
            self.more = True
        return tuple(boxes[: MAX_FOUND + 1])


class _OverlapSearch(_Search):
    def __init__(self, domains: Sequence[Span], rows: Sequence[Cells]) -> None:
        super().__init__(domains, rows)
        self.seen: set[tuple[int, int]] = set()
        self.pairs: dict[tuple[int, int], Box] = {}

    def visit(self, number: int, active: int, path: Box) -> None:
        """Collect the pairs among ``active`` that meet from a column on."""
        if not active & (active - 1) or len(self.pairs) > MAX_FOUND or (number, active) in self.seen:
            return
        self.seen.add((number, active))
        if active & self.open_from[number] == active:
            self._collect(active, (*path, *self.whole(number)))
            return
        for span, rows in self.sweep(number, active):
            self.visit(number + 1, rows, (*path, span))

    def _collect(self, active: int, box: Box) -> None:
        together: list[int] = []
        while active and len(self.pairs) <= MAX_FOUND:
            bit = active & -active
            active ^= bit
            row = bit.bit_length() - 1
            for other in together:
                self.pairs.setdefault((other, row), box)
            together.append(row)


class _TurnSearch(_Search):
    def __init__(self, domains: Sequence[Span], rows: Sequence[Cells]) -> None:
        super().__init__(domains, rows)
        self.seen: set[tuple[int, int]] = set()
        self.had = 0

    def visit(self, number: int, active: int) -> None:
        """Mark the rows that come first somewhere among ``active``, from a column on."""
        taken = active & self.open_from[number]
        if taken:
            # Behind the first row that takes all that remains, nobody has a turn.
            last = taken & -taken
            active &= (last << 1) - 1
            if active == last:
                self.had |= last
                return
        if not active & ~self.had or (number, active) in self.seen:
            return
        self.seen.add((number, active))
        for _, rows in self.sweep(number, active):
            self.visit(number + 1, rows)
