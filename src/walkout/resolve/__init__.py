"""Mentions to events: block, compare, score with reasons, cluster. Pure functions on values."""
