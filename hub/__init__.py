"""The seminar for an institution: a JupyterHub, and the class board as its service."""
