"""Credits that are granted claim by claim: how they are paid, what of them was posted before, what is proposed."""
