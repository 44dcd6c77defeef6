"""Words of a title or an advert that the checks ask about."""

from __future__ import annotations

import re

WITH_MINORS = re.compile(
    r"育婴|月嫂|母婴|托育|托管|早教|保育|幼教|家教|辅导老师|babysit|nanny|childcare", re.IGNORECASE
)
