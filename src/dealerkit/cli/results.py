"""The options that all commands on a policy and a book share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from dealerkit import assembly
from dealerkit.cli import exits
from dealerkit.cli.commands import Command, Option, argument, day, existing, path, whole
from dealerkit.cli.delivery import note, table_options
from dealerkit.policy.policy import Policy
from dealerkit.problems import Severity
from dealerkit.report.languages import Language, Words

AS_OF = Words("the day on which the question is asked, as in 2026-03-31", "以哪一天为准，如 2026-03-31")
KNOWN_AT = Words(
    "use only what was recorded by this day; everything if absent", "只用截至这一天已记录的内容；不写则全部使用"
)
REJECTS = Words(
    "write rejected rows, with reason and raw text, into this CSV file", "把被拒绝的行连同原因和原文写入该 CSV 文件"
)
ACCEPT = Words(
    "how many rejected rows are acceptable before the run counts as having findings",
    "最多可接受多少行被拒绝；超过即视为有问题",
)


@frozen(kw_only=True)
class Asked:
    """What every command on a policy and a book is asked."""

    policy: Path
    book: Path
    as_of: date
    known_at: date | None
    rejects: Path | None
    accept_rejects: int
    form: str
    out: Path | None
    lang: Language


_SHARED = ("policy", "book", "as_of", "known_at", "rejects", "accept_rejects", "form", "out")


def result_command(name: str, help: Words, run: Callable[..., int], more: tuple[click.Parameter, ...] = ()) -> Command:
    """A command on POLICY and BOOK; ``run`` gets an ``Asked``, and the values of ``more`` by name."""

    def called(lang: Language, **written: Any) -> int:  # noqa: ANN401 - values as their readers gave them
        shared = {name: written.pop(name) for name in _SHARED}
        return run(Asked(lang=lang, **shared), **written)

    parameters: list[click.Parameter] = [
        argument("policy", "POLICY", existing),
        argument("book", "BOOK", existing),
        Option("--as-of", required=True, metavar="DATE", callback=day, help=AS_OF),
        Option("--known-at", metavar="DATE", callback=day, help=KNOWN_AT),
        *more,
        *table_options(),
        Option("--rejects", metavar="FILE", callback=path, help=REJECTS),
        Option("--accept-rejects", metavar="N", default="0", callback=whole, help=ACCEPT),
    ]
    return Command(name, help, parameters, called)


def policy_of(asked: Asked) -> Policy | None:
    """The policy to work with; if it is not sound, what is wrong is told and there is none."""
    loaded = assembly.load([asked.policy])
    found = assembly.checked(loaded)
    note(found.problems, found.sources, asked.lang)
    broken = any(each.severity is Severity.ERROR for each in found.problems)
    return None if broken else loaded.policy


def ended(asked: Asked, rejected: int) -> int:
    """How the run ended, by the number of rows that were rejected."""
    return exits.FINDINGS if rejected > asked.accept_rejects else exits.FINE
