"""Word files: the walk of their XML, and mammoth as the second reader. The two share no code."""

from press.intake.word.body import Reader
from press.intake.word.package import Package, UnreadableError
from press.intake.word.second import second_reading

__all__ = ["Package", "Reader", "UnreadableError", "second_reading"]
