"""What a student writes and where it goes: answers, the forms of a file, boards."""
