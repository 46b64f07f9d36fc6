"""Readings to mentions and statements: rules in Chinese and English, pure functions on text."""

from walkout.extract.mentions import extract
from walkout.extract.say import RULE_CODERS

__all__ = ["RULE_CODERS", "extract"]
