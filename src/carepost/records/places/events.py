"""What the trail says of places and bureaus."""

from carepost.domain.facts import Text
from carepost.records.audit import define

PLACE_PINNED = define(
    "place.pinned",
    Text(
        "{actor}标注了{place}的位置（{point}），依据：{source}。",
        "{actor} gave {place_en} the point {point}, by: {source}.",
    ),
    plain=("place", "place_en", "point", "source"),
)
BUREAU_LABEL_SET = define(
    "bureau.label_set",
    Text(
        "{actor}将{bureau}的岗位名称由“{before}”改为“{label}”。",
        "{actor} changed what {bureau_en} calls its posts from “{before_en}” to “{label_en}”.",
    ),
    plain=("bureau", "bureau_en", "before", "before_en", "label", "label_en"),
)
