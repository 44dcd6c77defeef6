"""What the trail says of places and bureaus."""

from carepost.domain.facts import Text
from carepost.records.audit import define

BUREAU_LABEL_SET = define(
    "bureau.label_set",
    Text(
        "{actor}将{bureau}的岗位名称由“{before}”改为“{label}”。",
        "{actor} changed what {bureau_en} calls its posts from “{before_en}” to “{label_en}”.",
    ),
    plain=("bureau", "bureau_en", "before", "before_en", "label", "label_en"),
)
