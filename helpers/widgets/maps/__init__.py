"""Widgets for argument maps."""
