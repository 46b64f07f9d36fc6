"""Database backends that Django does not have."""
