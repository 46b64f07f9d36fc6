"""Script, numerals and pinyin: what extract, resolve, protect and search share about words."""
