"""Parts of `scripts/build_gazetteer.py`; used at build time only, never shipped."""
