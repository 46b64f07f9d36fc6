"""The bundled statistical model: the industry that a phrase of the trade tells.

Its card is docs/model-card-trades.md; `scripts/train_trades.py` trains it.
"""
