"""What may leave the record, and the second look at what leaves it.

Public files are built by allow-list: `allow` turns an event of the record into values that may
be printed, and everything that a release writes is made from those. `gate` then reads the
written files again, as a net under the allow-list, not in its place.
"""
