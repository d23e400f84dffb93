"""What is drawn in a notebook; each widget asks the library for tables and shows them."""

from helpers.widgets.chance import Chance
from helpers.widgets.concordance import Concordance
from helpers.widgets.exercise import Exercise
from helpers.widgets.reader import Reader

__all__ = ["Chance", "Concordance", "Exercise", "Reader"]
