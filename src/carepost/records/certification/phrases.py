"""Opinion phrases 常用语: those that ship with the product, and an officer's own."""

from __future__ import annotations

from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.records.certification.models import Phrase
from carepost.records.certification.officers import checked_words, person_of

MOST_PHRASES = 50
SHIPPED_PHRASES = (
    Text("材料齐全，符合标准，同意认定。", "The papers are complete and the standard is met: certified."),
    Text("请补充书面合同文本，写明弹性工作安排。", "Please add the written contract with the flexible hours in it."),
    Text("请写明具体班次或可选时段。", "Please state the shifts or the slots to choose from."),
    Text(
        "报酬低于当地最低工资标准，请调整后重新提交。", "The pay is below the local minimum: raise it and submit again."
    ),
    Text(
        "请写明社会保险和工伤保险由单位缴纳。", "Please state that the employer pays social and work-injury insurance."
    ),
    Text("请删去性别、婚育要求。", "Please delete what is asked about sex, marriage or children."),
    Text("请提供工资表供核对同工同酬。", "Please send the pay tables, so that equal pay can be checked."),
    Text("已现场核实，与填报一致。", "Checked on the spot: it is as stated."),
)


def phrases_of(by: Actor) -> tuple[Phrase, ...]:
    """An officer's own phrases, oldest first."""
    return tuple(Phrase.objects.filter(officer__code=by.code).order_by("pk"))


@transaction.atomic
def add_phrase(*, text: str, by: Actor) -> Phrase:
    """Keeps a phrase for oneself; one that is kept already stays once. Raises Refusal: nothing said, too many."""
    user = person_of(by)
    said = checked_words(" ".join(text.split()), Text("常用语", "the phrase"), most=200)
    if Phrase.objects.filter(officer=user).count() >= MOST_PHRASES:
        raise Refusal(Text(f"最多保存 {MOST_PHRASES} 条常用语。", f"At most {MOST_PHRASES} phrases are kept."))
    return Phrase.objects.get_or_create(officer=user, text=said)[0]


@transaction.atomic
def drop_phrase(*, pk: int, by: Actor) -> None:
    """Deletes a phrase of one's own; nothing happens where there is none."""
    Phrase.objects.filter(pk=pk, officer__code=by.code).delete()
