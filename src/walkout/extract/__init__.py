"""From a reading to mentions and statements: pure functions on text."""
