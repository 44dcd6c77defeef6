"""The wording of an advert: what may not stand in it, what deserves a look, and a lawful way to say it."""

from carepost.domain.wording.check import (
    PhraseClass,
    Verdict,
    WordingFinding,
    WordingReport,
    check_wording,
    find_blocked,
)

__all__ = ["PhraseClass", "Verdict", "WordingFinding", "WordingReport", "check_wording", "find_blocked"]
