"""Argument maps: how they are written, what follows from them, where they are drawn."""
