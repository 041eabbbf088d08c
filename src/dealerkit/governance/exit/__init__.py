"""Ending a dealer in order: lawful, transparent, documented; an instance of a flow, and nothing is carried out."""
