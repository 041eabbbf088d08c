"""Collections: how old debts are, who is reminded, what will come in and what may not."""
