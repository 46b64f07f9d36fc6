"""Every change of the record's tables, in order."""
