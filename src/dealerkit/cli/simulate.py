"""``dealerkit simulate``: what a change of the policy, of volumes or of behaviour would cost, who wins, who loses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from dealerkit.cli import exits
from dealerkit.cli.commands import Option, all_existing, argument, choice, whole
from dealerkit.cli.progress import Advance, progress
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, has_errors, result_command
from dealerkit.problems import Problem, Severity, in_order, nearest, problem
from dealerkit.report.charts import Chart
from dealerkit.report.charts.plot import PICTURES, Picture, drawn, lacks_font
from dealerkit.report.languages import Words
from dealerkit.report.simulations import SCREENS, SimulationReport
from dealerkit.report.simulations_answers import Answers
from dealerkit.report.simulations_kept import Kept
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.sampling.sampled import sample
from dealerkit.whatif.scenarios.applying import Versions
from dealerkit.whatif.scenarios.reading import load_scenarios
from dealerkit.whatif.scenarios.scenario import Scenario, ScenarioFile
from dealerkit.whatif.seeking.break_even import break_even
from dealerkit.whatif.seeking.seeking import seek
from dealerkit.whatif.sweeps.sweeping import sweep

_HELP = Words(
    """Compare the policy as it is with scenarios, over one book: what each costs, how much more, for how much more
    business; who wins and who loses; who reaches another band. A scenario changes values of the policy, its
    programmes, what is bought, or how dealers behave; SCENARIOS are YAML files that say so, read as one. They may
    also ask how sure a cost is, sweep values, seek the value that meets a cost, and ask what pays for itself.

    Nothing is posted and no file is changed. Pictures need the extra `plot`: `--out FOLDER --charts svg`.""",
    """在同一账册上，把现行政策与各情景比较：每个情景花多少返利、多花多少、换来多少销量；谁受益、谁受损；谁升档、谁降档。
    情景可以改动政策的数值、方案、进货量和经销商的行为，写在 YAML 文件 SCENARIOS 中，多个文件合并读取。文件还可以询问：
    成本有多不确定，一组取值各花多少，取什么值正好达到目标成本，从何处起合算。

    不记账，也不改动任何文件。图表需要附加组件 `plot`：`--out 文件夹 --charts svg`。""",
)
SIMULATING = Words("reckoning scenarios", "正在测算情景")
_ONLY = Option(
    "--only",
    "only",
    multiple=True,
    metavar="NAME",
    help=Words(
        "only this scenario, sweep, goal or break-even question; may be repeated",
        "只测算该情景、扫描、目标或盈亏平衡问题；可重复",
    ),
)
_ROWS = Option(
    "--rows",
    is_flag=True,
    help=Words(
        "every row of every scenario as well, in JSON and in the files", "在 JSON 和文件中另附每个情景的全部各行"
    ),
)
_TOP = Option(
    "--top",
    metavar="N",
    default="10",
    callback=whole,
    help=Words("how many dealers and rows a list shows", "每个列表显示多少家经销商、多少行"),
)
_CHARTS = choice(
    "--charts",
    choices=PICTURES,
    help=Words("draw charts into the folder of `--out`, in this form", "把图表画入 `--out` 文件夹，采用此格式"),
)

_WHOLE = frozenset({"json", "html", "md"})
"""Forms that hold everything, as files do."""

Found = TypeVar("Found")
Asks = TypeVar("Asks")


LeftOut = dict[str, tuple[Problem, ...]]
"""Questions of the file that cannot be answered over this book, by name, each with what is wrong."""


def run(
    asked: Asked, *, scenarios: tuple[Path, ...], only: tuple[str, ...], rows: bool, top: int, charts: Picture | None
) -> int:
    """Simulate."""

    def simulated(material: Material) -> Answer | Refused:
        if charts is not None and asked.out is None:
            return Refused((problem("DK953", None, form=charts),))
        loaded = load_scenarios(scenarios, material.policy)
        file = loaded.file
        if file is None or has_errors(loaded.problems):
            return Refused(loaded.problems, exits.NOT_RUN, loaded.sources)
        unknown = _unknown(only, file)
        if unknown is not None:
            return Refused((unknown,))
        bench = Workbench.open(material.policy, material.book, asked.as_of, file, asked.known_at)
        if isinstance(bench, tuple):
            return Refused(bench, exits.NOT_RUN, loaded.sources)
        is_whole = asked.out is not None or asked.form in _WHOLE
        left_out: LeftOut = {}
        with progress(SIMULATING, asked.lang) as advance:
            in_full = None if is_whole else 0 if asked.form == "csv" else SCREENS
            kept = tuple(_kept(bench, only, Shown(in_full, None if is_whole else top, rows), advance, left_out))
            answers = _answers(bench, only, advance, left_out)
        baseline = bench.baseline
        report = SimulationReport(
            policy=material.policy,
            as_of=asked.as_of,
            baseline=baseline.totals,
            running=sum(each.is_running for each in baseline.rows),
            kept=kept,
            budget=file.budget,
            periods=file.periods,
            candidates=_candidates(bench, kept) if is_whole else {},
            answers=answers,
            left_out={name: _errors(found) for name, found in left_out.items()},
            most=top,
            rows=rows,
        )
        moved = (found for told in (*(each.problems for each in kept), *left_out.values()) for found in told)
        pictures, said = _pictures(report.charts(asked.lang), charts) if charts is not None else ({}, ())
        if has_errors(said):
            return Refused(said, exits.NOT_RUN)
        problems = in_order((*loaded.problems, *bench.problems, *moved, *said))
        return Answer(report.report(), problems, pictures=pictures, sources=loaded.sources)

    return answer(asked, simulated)


@frozen
class Shown:
    """How much is shown: how many scenarios in full, how long lists are (None for all), whether every row."""

    in_full: int | None
    most: int | None
    rows: bool


def _kept(bench: Workbench, only: Sequence[str], shown: Shown, advance: Advance, left_out: LeftOut) -> Iterator[Kept]:
    """Each scenario in its turn: of what is not shown nothing stays; one that this book does not bear is left out."""
    chosen, told = _chosen(bench.file.scenarios, only), 0
    for done, scenario in enumerate(chosen):
        advance(done, len(chosen))
        trial = bench.trial(scenario)
        if not isinstance(trial, Trial):
            left_out[scenario.id] = trial
        elif shown.in_full is None or told < shown.in_full:
            told += 1
            yield Kept.of(scenario, trial.outcome(), bench.policy, shown.most, rows=shown.rows)
        else:
            # Without rows: that is the quick way, and of a thousand scenarios a page tells nothing more.
            yield Kept.in_brief(scenario, trial.totals(), trial.problems)


def _answers(bench: Workbench, only: Sequence[str], advance: Advance, left_out: LeftOut) -> Answers:
    """What the file asks beside its scenarios, as far as it can be answered."""
    file = bench.file

    def answered(every: Mapping[str, Asks], ask: Callable[[Asks], Found | tuple[Problem, ...]]) -> tuple[Found, ...]:
        found: list[Found] = []
        for name, question in _chosen_by_name(every, only).items():
            if name in left_out:
                continue
            told = ask(question)
            if isinstance(told, tuple):
                left_out[name] = told
            else:
                found.append(told)
        return tuple(found)

    drawn_ = {name: each for name, each in file.scenarios.items() if each.uncertainty is not None}
    return Answers(
        names={each.id: each.title or each.id for each in file.scenarios.values()},
        currency=bench.policy.header.currency,
        sampled=answered(drawn_, lambda each: sample(bench, each, _tick(advance, _runs(each)))),
        swept=answered(file.sweeps, lambda each: sweep(bench, each, _tick(advance, each.count))),
        sought=answered(file.goals, lambda each: seek(bench, each, advance)),
        even=answered(file.break_even, lambda each: break_even(bench, each, advance)),
    )


def _chosen(every: Mapping[str, Found], only: Sequence[str]) -> list[Found]:
    return [*_chosen_by_name(every, only).values()]


def _chosen_by_name(every: Mapping[str, Found], only: Sequence[str]) -> dict[str, Found]:
    return {id: each for id, each in every.items() if not only or id in only}


def _errors(found: Sequence[Problem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.code for each in found if each.severity is Severity.ERROR))


def _tick(advance: Advance, count: int) -> Callable[[int], None]:
    return lambda done: advance(done, count)


def _runs(scenario: Scenario) -> int:
    return 0 if scenario.uncertainty is None else scenario.uncertainty.runs


def _candidates(bench: Workbench, kept: Sequence[Kept]) -> Mapping[str, Versions]:
    """The policies that come of scenarios, for pictures of what programmes pay."""
    made = {each.id: bench.put(bench.file.scenarios[each.id]) for each in kept}
    return {id: each for id, each in made.items() if isinstance(each, Versions)}


def _unknown(only: Sequence[str], file: ScenarioFile) -> Problem | None:
    """The first name that nothing of the file has."""
    known = (*file.scenarios, *file.sweeps, *file.goals, *file.break_even)
    for name in only:
        if name not in known:
            return problem("DK954", None, scenario=name, nearest=nearest(name, known), known=known)
    return None


def _pictures(charts: Sequence[Chart], form: Picture) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    """The charts as files, or what is missing to draw them."""
    try:
        pictures = {f"{each.name}.{form}": drawn(each, form) for each in charts}
        unreadable = form == "png" and lacks_font(charts)
    except ModuleNotFoundError as absent:
        if absent.name != "matplotlib":
            raise
        return {}, (problem("DK920", None, format=form, package="matplotlib", extra="plot"),)
    return pictures, (problem("DK955", None, severity=Severity.WARNING),) if unreadable else ()


COMMAND = result_command(
    "simulate",
    _HELP,
    run,
    (argument("scenarios", "SCENARIOS", all_existing, many=True), _ONLY, _ROWS, _TOP, _CHARTS),
)
