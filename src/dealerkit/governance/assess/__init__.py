"""Keep or end: margin left, the neighbours' loss, obedience to written notices, and what follows from them."""
