"""The nouns of crackcite: what an article says, what the world answered, what follows from both.

Every value is frozen; nothing here does I/O or imports more than the standard library. All offsets are
code-point offsets into ``Document.text``, end exclusive; all lines and columns are 1-based.
"""

from crackcite.model.article import (
    Article,
    Certainty,
    CitationStyle,
    Doubt,
    Form,
    Heading,
    Identifier,
    IdentifierKind,
    Marker,
    Parts,
    Reference,
    SourceList,
)
from crackcite.model.document import Document, Hint, HintKind, Position, Span
from crackcite.model.evidence import (
    Answer,
    Contributor,
    Evidence,
    Hop,
    Notice,
    Outcome,
    Page,
    Question,
    QuestionKind,
    Reason,
    Relation,
    Work,
)
from crackcite.model.report import Edit, Finding, Judged, Lookups, Report, Severity, Unreadable, Verdict, fingerprinted

__all__ = [
    "Answer",
    "Article",
    "Certainty",
    "CitationStyle",
    "Contributor",
    "Document",
    "Doubt",
    "Edit",
    "Evidence",
    "Finding",
    "Form",
    "Heading",
    "Hint",
    "HintKind",
    "Hop",
    "Identifier",
    "IdentifierKind",
    "Judged",
    "Lookups",
    "Marker",
    "Notice",
    "Outcome",
    "Page",
    "Parts",
    "Position",
    "Question",
    "QuestionKind",
    "Reason",
    "Reference",
    "Relation",
    "Report",
    "Severity",
    "SourceList",
    "Span",
    "Unreadable",
    "Verdict",
    "Work",
    "fingerprinted",
]
