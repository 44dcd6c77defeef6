"""What every room shares: bilingual text, evidence marks, severities and the cap that ties them."""

from carepost.domain.facts.evidence import Mark, Severity, effective_severity, weakest
from carepost.domain.facts.text import Text

__all__ = ["Mark", "Severity", "Text", "effective_severity", "weakest"]
