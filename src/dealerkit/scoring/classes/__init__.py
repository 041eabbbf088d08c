"""Classes: customers put into A, B and C, segments, stages and relations by methods that are stated in full."""
