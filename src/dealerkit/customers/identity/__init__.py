"""Identity: one customer twice, three sources that disagree, accounts and phones that change."""
