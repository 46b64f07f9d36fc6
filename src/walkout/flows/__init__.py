"""Flows: the only place where stages are joined. Commands and pages call these, nothing else."""
