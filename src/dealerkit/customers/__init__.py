"""Customer files, identity, ownership, access, contacts and satisfaction."""
