"""Liability: who bears a debt that went bad, by which rule, on which evidence, to the cent."""
