"""What a student never runs: each module is a command, `python -m tools.NAME`."""
