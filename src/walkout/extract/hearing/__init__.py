"""The clause model: what a clause tells in words that the lexicon does not have.

The lexicon knows the usual words of the trade; people find others. A linear model over runs of
characters and words, trained on clauses written for it (`scripts/train_clauses.py`), hears what
such a clause tells and which of its words say so. What it hears are hits like the lexicon's, with
its own coder, and go through the same rules: who did it, did it happen, when and where.
"""

from walkout.extract.hearing.hear import hear
from walkout.extract.hearing.weights import weights

CODER = "model:clauses@1"
"""Its coder id; the version rises with the weights, as a test sees to."""

__all__ = ["CODER", "hear", "weights"]
