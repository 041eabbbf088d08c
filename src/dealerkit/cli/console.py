"""Where a command's words go: results to standard output, everything else to standard error.

Results for programs (JSON, CSV, SARIF) are UTF-8 whatever the console speaks; text for people is in
the console's encoding, and a character it lacks is written as its code rather than ending the run.
"""

from __future__ import annotations

import io
import os
import sys

import click


def prepare_streams() -> None:
    """Let no character end the run, whatever encoding the console has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def show(text: str) -> None:
    """Write text for people to standard output."""
    click.echo(text, nl=False, file=sys.stdout)


def give(text: str | bytes) -> None:
    """Write a result for programs to standard output, as UTF-8."""
    data = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None or (sys.stdout.isatty() and isinstance(text, str)):
        show(data.decode("utf-8"))
        return
    sys.stdout.flush()
    binary.write(data)
    binary.flush()


def say(text: str) -> None:
    """Write to standard error."""
    click.echo(text, nl=False, file=sys.stderr)


def flush() -> None:
    """Bring out what is still held back, so that a full disk or a closed pipe is seen now."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def silence() -> None:
    """Let go of standard output after its reader has gone, so that ending does not fail again."""
    if sys.stdout is None:
        return
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None
