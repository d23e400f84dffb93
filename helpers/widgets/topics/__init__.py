"""Widgets for models of topics."""
