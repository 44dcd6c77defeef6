"""Reading an advert: Chinese (and English) free text of pay, hours, headcount and place -> structured values."""

from carepost.domain.listings.advert import ADVERT_COLUMNS, READING_COLUMNS, Advert, Reading
from carepost.domain.listings.reader import BlockedWording, Reader, read
from carepost.domain.listings.text import Span

__all__ = [
    "ADVERT_COLUMNS",
    "READING_COLUMNS",
    "Advert",
    "BlockedWording",
    "Reader",
    "Reading",
    "Span",
    "read",
]
