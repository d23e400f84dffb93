"""Helpers for reading, counting and comparing two texts; import the modules by name:
`from helpers import texts, words`.
"""
