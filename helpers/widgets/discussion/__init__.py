"""Widgets for votes, classes and what is handed in."""
