"""Reception of visitors (客户接待): what a visit may cost, who hosts, how many of us come along."""
