"""Sales contests: who is ranked where in a period, and which prize that brings."""
