"""Quality of each room against gold sets written for the project."""
