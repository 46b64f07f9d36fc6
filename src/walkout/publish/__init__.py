"""Releases: the tables and the static site that the public gets, made from allowed values only."""
