"""The wording of an advert: what may not stand in it, what deserves a look, and a lawful way to say it."""

from carepost.domain.wording.check import (
    PhraseClass,
    Verdict,
    WordingFinding,
    WordingReport,
    check_wording,
    find_blocked,
)
from carepost.domain.wording.form import Declaration, DeclaredForm, declaration, declared_form

__all__ = [
    "Declaration",
    "DeclaredForm",
    "PhraseClass",
    "Verdict",
    "WordingFinding",
    "WordingReport",
    "check_wording",
    "declaration",
    "declared_form",
    "find_blocked",
]
