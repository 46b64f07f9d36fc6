"""The bundled statistical model: the industry that a phrase of the trade tells.

Its card is docs/model-card.md; `scripts/train_model.py` trains it.
"""
