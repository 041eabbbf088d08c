"""The checks of an order, in the order the policy states them."""
