"""Widgets for words compared."""
