"""Over the limit: the ladder of releases, what was released before, and what a release is worth."""
