"""Web pages: the tree of a browser as the first reading, every text node in its order as the second."""

from press.intake.web.page import Page, TooDeepError
from press.intake.web.second import second_reading

__all__ = ["Page", "TooDeepError", "second_reading"]
