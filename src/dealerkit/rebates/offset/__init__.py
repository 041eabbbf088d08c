"""The offset limit: how much of an order earned credit may pay, and how long it can be used."""
