"""What changed between two policies, by meaning; and with a book, whom it touches and by how much."""
