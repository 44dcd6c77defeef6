"""Reading an advert: Chinese (and English) free text of pay, hours and headcount -> structured values."""

from carepost.domain.listings.advert import ADVERT_COLUMNS, READING_COLUMNS, Advert, Reading
from carepost.domain.listings.draft import DraftPay, DraftPost, DraftWindow, Requirements, draft_post
from carepost.domain.listings.labels import FLEXIBILITY_LABELS, PAY_LABELS
from carepost.domain.listings.reader import BlockedWording, Reader, Understood, read
from carepost.domain.listings.table import Row, TableRefused, read_table
from carepost.domain.listings.text import Span

__all__ = [
    "ADVERT_COLUMNS",
    "FLEXIBILITY_LABELS",
    "PAY_LABELS",
    "READING_COLUMNS",
    "Advert",
    "BlockedWording",
    "DraftPay",
    "DraftPost",
    "DraftWindow",
    "Reader",
    "Reading",
    "Requirements",
    "Row",
    "Span",
    "TableRefused",
    "Understood",
    "draft_post",
    "read",
    "read_table",
]
