"""Measures of speed, memory and quality; never imported by the package."""
