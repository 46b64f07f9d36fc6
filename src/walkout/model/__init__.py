"""Pure values, and the protocols of what remembers them.

Nothing here reads a file, a clock, an environment or a network, and nothing here imports
another room but `walkout.errors`.
"""
