"""Ship and debit: what a dealer is credited for what he sold at the price of a special bid."""
