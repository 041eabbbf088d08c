"""What a log says of the rules: which cases broke them, where, by how much; and how long everything took."""
