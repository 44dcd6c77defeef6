"""What the kinds of a reading are called."""

from __future__ import annotations

from collections.abc import Mapping

from carepost.domain.facts import Text

FLEXIBILITY_LABELS: Mapping[str, Text] = {
    "flexible_start_end": Text("到岗、离岗时间可调", "start and end can be moved"),
    "choose_slot": Text("可选班次或按本人时间排班", "a choice of shifts, or rosters around one's own time"),
    "leave_as_needed": Text("有事可随时请假", "leave at short notice"),
    "take_home": Text("可带回家做", "work to take home"),
    "remote": Text("居家或远程", "at home or remote"),
    "output_based": Text("按成果考核", "judged by result"),
    "short_day": Text("每天不超过 7 小时", "a day of 7 hours or less"),
}
PAY_LABELS: Mapping[str, Text] = {
    "month": Text("按月", "by the month"),
    "hour": Text("按小时", "by the hour"),
    "day": Text("按天", "by the day"),
    "piece": Text("计件", "by the piece"),
    "output": Text("按成果", "by result"),
    "mixed": Text("几种方式并用", "in several ways together"),
}
