"""The workbench: the book measured once for every scenario, and each then reckoned as far as it touches anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book, FirstRejects
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.rebates.corrections import Corrections, read_corrections
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.programme import names_of, programmes_of
from dealerkit.rebates.standing import Standing
from dealerkit.values.ranges import ALWAYS
from dealerkit.whatif.engine.alike import measures_alike
from dealerkit.whatif.engine.measuring import Party, measured_together
from dealerkit.whatif.engine.outcome import Outcome, Totals
from dealerkit.whatif.engine.sheets import Sheets
from dealerkit.whatif.engine.steps import asked_by, wrong_with
from dealerkit.whatif.engine.trading import Trading
from dealerkit.whatif.engine.trials import Baseline, Trial
from dealerkit.whatif.engine.world import World
from dealerkit.whatif.scenarios.applying import Version, Versions, put_on
from dealerkit.whatif.scenarios.given import require, require_date, shown
from dealerkit.whatif.scenarios.hearing import ends_nowhere, unheard
from dealerkit.whatif.scenarios.scenario import Scenario, ScenarioFile
from dealerkit.whatif.seeking.asking import asked_beside
from dealerkit.whatif.seeking.checks import check_questions

BASELINE = Scenario(id="")
"""The scenario in which nothing is different."""

Asked = ScenarioFile | Iterable[Scenario]
"""A scenario file, or scenarios made in Python."""

_SCENARIOS = 'pass .file of what load_scenarios() gives, or a list such as [Scenario(id="steeper")]'


def file_of(scenarios: Asked) -> ScenarioFile:
    """Scenarios made in Python as a file would give them."""
    if isinstance(scenarios, ScenarioFile):
        return scenarios
    given: object = scenarios
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise DealerkitError(f"a scenario file or a list of scenarios is needed, not {shown(given)}: {_SCENARIOS}")
    found: dict[str, Scenario] = {}
    for each in scenarios:
        if not isinstance(each, Scenario):
            raise DealerkitError(f"a list of scenarios is needed: {shown(each)} is none; {_SCENARIOS}")
        if not each.id or each.id in found:
            raise DealerkitError(f"every scenario needs an id of its own: {each.id!r}")
        found[each.id] = each
    return ScenarioFile(scenarios=Keyed(found))


def require_question(bench: object, asked: object, kind: type, where: str) -> None:
    """A question of a ``kind``, asked of a workbench, or a mistake of the caller; ``where`` names those of its file."""
    opened = "pass .bench of what simulate() gives, unless that is a tuple of problems"
    require(bench, Workbench, "a question is asked of a Workbench", opened)
    require(asked, kind, f"a {kind.__name__} is asked for", f'pass one such as bench.file.{where}["its-id"]')


@frozen(eq=False)
class Workbench:
    """A book measured for a policy and its scenarios.

    Whatever is asked of one scenario depends on no other and on no order. ``problems`` is what the book lacks, or
    what cannot be told of it; nothing of it concerns one scenario alone.
    """

    file: ScenarioFile
    as_of: date
    policy: Policy
    """The policy as it is."""
    problems: tuple[Problem, ...]
    trading: Trading = field(repr=False)
    _corrections: Corrections = field(repr=False)
    _standings: list[Standing] = field(repr=False)
    _versions: dict[str, Versions] = field(repr=False)
    _sheets: Sheets = field(factory=Sheets, init=False, repr=False)
    _before: Baseline = field(init=False, repr=False)

    @_before.default
    def _of_the_policy_as_it_is(self) -> Baseline:
        return Baseline(self.world(self.policy), self.trading)

    @classmethod
    def open(
        cls, policy: Policy, book: Book, as_of: date, scenarios: Asked = (), known_at: date | None = None
    ) -> Workbench | tuple[Problem, ...]:
        """Put every scenario on the policy, check all that comes of it, then measure the book once.

        Nothing is measured where any scenario is not sound: everything that is wrong with any of them comes back.
        ``known_at`` must be the day the book was opened as known at.
        """
        require(policy, Policy, "policy is a Policy", "pass .policy of what load() gives, None if it has errors")
        require(book, Book, "book is a Book", "pass open_book(path)")
        require_date(as_of, "as_of")
        if known_at is not None:
            require_date(known_at, "known_at")
            if known_at != book.known_at:
                raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
        file = file_of(scenarios)
        versions: dict[str, Versions] = {}
        problems: list[Problem] = [*check_questions(file)]
        for scenario in file.scenarios.values():
            problems += wrong_with(policy, book, scenario)
            made = put_on(scenario, policy)
            if isinstance(made, Versions):
                versions[scenario.id] = made
            else:
                problems += made
        if problems:
            return in_order(problems)
        stretches = {part.days for each in versions.values() for part in each.parts}
        trading = Trading.of(file, policy, book, as_of, sorted(stretches, key=str))
        asking = (*file.scenarios.values(), *asked_beside(file, policy))
        steps = (take for each in asking for take in asked_by(policy, each))
        beside = tuple({take.id: take for take in (*trading.takes, *steps)}.values())
        different = _different(policy, (part.policy for each in versions.values() for part in each.parts))
        standings = measured_together([Party(each, beside) for each in different], book, as_of)
        names = names_of(programmes_of(policy).values()) | names_of_schemes(policy)
        corrections = read_corrections(book, policy, names, as_of)
        bench = cls(file, as_of, policy, (), trading, corrections, list(standings), versions)
        found = (*standings[0].lacking, *corrections.problems, *trading.problems(standings[0]), *bench.doubts())
        return evolve(bench, problems=in_order(found))

    @property
    def baseline(self) -> Outcome:
        """What the policy as it is comes to, beside itself."""
        return self.outcome(BASELINE)

    def outcome(self, scenario: Scenario) -> Outcome:
        """What a scenario comes to, row by row."""
        return self._sound(scenario).outcome()

    def totals(self, scenario: Scenario) -> Totals:
        """What a scenario comes to, without its rows."""
        return self._sound(scenario).totals()

    def cost(self, scenario: Scenario) -> Decimal:
        """What all money programmes cost together under a scenario; what cannot be told is not in it: see totals."""
        return self._sound(scenario).cost()

    def trial(self, scenario: Scenario, versions: Versions | None = None) -> Trial | tuple[Problem, ...]:
        """A scenario ready to be reckoned, or what is wrong with it.

        ``versions`` is what :meth:`put` made of it, where that was asked before. One that was not there when the
        bench was opened costs another pass over the book if it measures otherwise.
        """
        if scenario is BASELINE:
            return Trial(self, scenario, Versions((Version(ALWAYS, self.policy),)), self._before)
        require_question(self, scenario, Scenario, "scenarios")
        known = versions if versions is not None else self.put(scenario)
        if not isinstance(known, Versions):
            return known
        found = Trial(self, scenario, known, self._before)
        wrong = tuple(each for each in found.problems if each.severity is Severity.ERROR)
        return wrong or found

    def put(self, scenario: Scenario) -> Versions | tuple[Problem, ...]:
        """The policies that a scenario makes, or what is wrong with it before any of them meets the book."""
        known = self._versions.get(scenario.id)
        if known is not None and self.file.scenarios.get(scenario.id) is scenario:
            return known
        made = put_on(scenario, self.policy)
        if not isinstance(made, Versions):
            return made
        return wrong_with(self.policy, self._standings[0].book, scenario) or made

    def doubts(self) -> Iterator[Problem]:
        """DK948 for each value that a scenario replaces and no rebate reads; DK950 where nothing is compared.

        DK951 for each range of dated values in which no period ends.
        """
        for scenario in self.file.scenarios.values():
            yield from unheard(scenario, self.policy)
        world = self._before.world
        every = world.standing.programmes.values()
        if self.file.periods is not None and every and not any(world.places(each) for each in every):
            at = self.file.rule.at if self.file.rule.at.file else None
            yield problem("DK950", at, severity=Severity.WARNING, as_of=self.as_of, periods=str(self.file.periods))
            return
        ends = _last_days(world)
        for scenario in self.file.scenarios.values():
            # Its own programmes may have periods of another length; they are looked at only where it matters.
            if any(ends_nowhere(scenario, ends)) and isinstance(trial := self.trial(scenario), Trial):
                yield from ends_nowhere(scenario, ends.union(*(_last_days(side.world) for side in trial.sides)))

    def world(self, policy: Policy, scenario: Scenario = BASELINE) -> World:
        """A policy over the book, before any step; the book is read anew only for what nobody asked before."""
        asked = {take.id for take in asked_by(policy, scenario)}
        for standing in self._standings:
            if measures_alike(policy, standing.policy) and _has(standing, asked):
                return self._over(standing, policy)
        book = self._standings[0].book.reread(FirstRejects(keep=0))
        beside = (*self.trading.takes, *asked_by(policy, scenario))
        # Beside the policy as it is, whose catalogue and parameters the others are compared with.
        found = measured_together([Party(self.policy, beside), Party(policy, beside)], book, self.as_of)[1]
        self._standings.append(found)
        return self._over(found, policy)

    def _over(self, standing: Standing, policy: Policy) -> World:
        mine = (
            standing if standing.policy is policy else evolve(standing, policy=policy, programmes=programmes_of(policy))
        )
        return World(mine, self._corrections, self.file.periods or ALWAYS, self._sheets)

    def _sound(self, scenario: Scenario) -> Trial:
        made = self.trial(scenario)
        if not isinstance(made, Trial):
            raise DealerkitError(f"scenario {scenario.id!r} is not sound: {'; '.join(map(_in_short, made))}")
        return made


def _in_short(found: Problem) -> str:
    """A problem for whoever programs: its code, and what it is about."""
    return f"{found.code} ({', '.join(f'{name}={value}' for name, value in found.args)})"


def _different(policy: Policy, others: Iterable[Policy]) -> list[Policy]:
    """The policy as it is, and one of each kind that measures otherwise."""
    found = [policy]
    for each in others:
        if not any(measures_alike(each, known) for known in found):
            found.append(each)
    return found


def _last_days(world: World) -> frozenset[date]:
    """On which days the compared periods end."""
    every = world.standing.programmes.values()
    return frozenset(place.window.last for each in every for place in world.places(each))


def _has(standing: Standing, takes: set[str]) -> bool:
    known = {id for each in standing.cells.passes for id in each.ids}
    return takes <= known
