"""One reader per format; each runs in the limited child process and returns a `Page`."""
