"""What a student never runs: handouts, tables, locks, bench, checks."""
