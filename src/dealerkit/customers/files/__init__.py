"""Customer files: what must be in them for what, in which form, by when, and what a lapse costs."""
