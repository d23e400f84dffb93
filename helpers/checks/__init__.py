"""What can be checked of what a student wrote: a number counted, a passage cited, a
quotation that stands in it; and of an essay every quotation. Never a grade.
"""

from helpers.checks.auditing import Audited, Line, audit, audited, suggestion
from helpers.checks.exercises import STANDS, argued, cited, counted

__all__ = [
    "Audited",
    "Line",
    "STANDS",
    "argued",
    "audit",
    "audited",
    "cited",
    "counted",
    "suggestion",
]
