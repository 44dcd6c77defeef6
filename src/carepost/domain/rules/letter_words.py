"""The sentences of a letter that are ours: verdicts, where to ask, and how to object."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.domain.facts import Text

POST, SUBSIDY = "post", "subsidy"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `own` says that the words are ours and no source's."""

    text: Text
    own: bool = False


KEPT_TITLE = Text("政策审核说明", "How this decision was reached")
UNKEPT_TITLE = Text("政策自查结果", "Result of a self-check")
SENTENCES = {
    (POST, "yes"): Text("按这份文件，可以上这样的岗位。", "Under this text the post may be held."),
    (POST, "no"): Text("按这份文件，不能上这样的岗位。", "Under this text the post may not be held."),
    (POST, "unknown"): Text(
        "按这份文件，能不能上这样的岗位，现在说不准。",
        "Under this text it is unclear whether the post may be held.",
    ),
    (SUBSIDY, "yes"): Text("按这份文件，可以带来补贴或减税。", "Under this text money may come with it."),
    (SUBSIDY, "no"): Text("按这份文件，不能带来补贴或减税。", "Under this text no money comes with it."),
    (SUBSIDY, "unknown"): Text(
        "按这份文件，能不能带来补贴或减税，现在说不准。",
        "Under this text it is unclear whether money comes with it.",
    ),
}
NO_WORD_ON_POSTS = Text(
    "这份文件对岗位没有要求，只管减税或补贴。",
    "This text asks nothing of the post; it is about tax relief or money only.",
)
ASK = (
    Paragraph(
        Text("办理和咨询，请找当地人社部门，或拨打人社服务热线 12333。", "Ask the local bureau, or call 12333."),
        own=True,
    ),
)
NO_SPECIAL_WAY = Paragraph(
    Text(
        "我们见到的来源没有写明这份文件有专门的异议途径和期限。",
        "No source that we have seen states a way or a term of objection of this text's own.",
    ),
    own=True,
)
OBJECTION_KEPT = (
    Paragraph(
        Text(
            "认为事实或条款用错了，可以向作出决定的部门说明并补交材料，请对方按本说明逐条核对。",
            "If a fact or an article was taken wrongly, tell the office that decided, bring the papers that are "
            "missing, and ask that each line of this page be checked.",
        ),
        own=True,
    ),
    Paragraph(
        Text(
            "对书面决定不服的，按该决定书上写明的途径和期限办理。",
            "Against a written decision, follow the ways and terms that it states itself.",
        ),
        own=True,
    ),
    NO_SPECIAL_WAY,
)
OBJECTION_UNKEPT = (
    Paragraph(
        Text(
            "这是自查结果，不是任何部门的决定，不影响申请。觉得不对，请带上材料问当地人社部门。",
            "This is the result of a self-check and no decision of any office; it keeps nobody from applying. If it "
            "seems wrong, take the papers to the local bureau.",
        ),
        own=True,
    ),
    NO_SPECIAL_WAY,
)
RESTS = Text(
    "按 {month} 的情况，依照已收录的文件和申请人陈述的事实得出。",
    "For {month}, from the texts on record and the facts as stated.",
)
SURE = Paragraph(
    Text(
        "每一条都注明出处和可信程度；没有公布的，写“未公布”，不当作零，也不当作没有限制。",
        "Each line says where it is written and how sure it is; what is not published is called not stated, and never "
        "read as nought or as no limit.",
    ),
    own=True,
)
NOT_KEPT = Paragraph(Text("所填内容没有保存。", "What was entered has not been kept."), own=True)
