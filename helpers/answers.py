"""What a student writes, kept in a file; behind this door: `helpers.store`."""

from helpers.store.answers import FOLDER, Answers

__all__ = ["FOLDER", "Answers"]
