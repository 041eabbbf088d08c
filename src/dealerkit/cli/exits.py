"""What a command's end means; one table for all of them.

A decision (hold, alarm, refusal) is an answer and never changes it.
"""

from __future__ import annotations

FINE = 0
"""It ran and found nothing to mend."""

FINDINGS = 1
"""It ran; there are errors, rejected rows beyond those accepted, or failed tests; with ``--strict`` also warnings."""

USAGE = 2
"""The command itself was wrong: no such option, no such file."""

NOT_RUN = 3
"""It could not run: no policy to work with, a file that cannot be read or written, a mistake of dealerkit."""

INTERRUPTED = 130
"""Stopped from the keyboard (128 + SIGINT)."""

BROKEN_PIPE = 141
"""Whoever read the output stopped reading (128 + SIGPIPE)."""

TERMINATED = 143
"""Asked to stop by the system (128 + SIGTERM)."""
