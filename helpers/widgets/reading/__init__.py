"""Widgets for texts that are read and looked up."""
