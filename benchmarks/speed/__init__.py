"""Speed of single rooms, in one process."""
