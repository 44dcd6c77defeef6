"""What the rows of the contribution tables are called in the two languages."""

from __future__ import annotations

from carepost.domain.facts import Text

_KINDS = {
    "养老": Text("养老保险", "pension insurance"),
    "地方补充养老": Text("地方补充养老保险", "local supplementary pension"),
    "医疗": Text("医疗保险", "medical insurance"),
    "大病互助补充": Text("大病医疗互助补充保险", "large-sum medical insurance"),
    "生育": Text("生育保险", "maternity insurance"),
    "失业": Text("失业保险", "unemployment insurance"),
    "工伤": Text("工伤保险", "work-injury insurance"),
    "公积金": Text("住房公积金", "housing fund"),
    "补充公积金": Text("补充住房公积金", "supplementary housing fund"),
}
# The words in the brackets of a row's name.
_WORDS = {
    "含生育": Text("含生育", "with maternity"),
    "含生育1%": Text("含生育1%", "with maternity 1%"),
    "统账结合": Text("统账结合", "with a personal account"),
    "单建统筹": Text("单建统筹", "without a personal account"),
    "一档": Text("一档", "tier 1"),
    "二档": Text("二档", "tier 2"),
    "深户": Text("深户", "Shenzhen household"),
}


def scheme_label(word: str) -> Text:
    """A word in the brackets of a row's name (统账结合, 一档) in the two languages; an unknown one stays as it is."""
    return _WORDS.get(word, Text(word, word))


def insurance_label(name: str) -> Text:
    """医疗(统账结合,含生育) as 医疗保险（统账结合，含生育）; words that have no English name stay as they are."""
    kind, _, brackets = name.partition("(")
    label = _KINDS.get(kind, Text(kind, kind))
    words = [scheme_label(word) for word in brackets.rstrip(")").split(",") if word]
    if not words:
        return label
    zh, en = "，".join(word.zh for word in words), ", ".join(word.en for word in words)
    return Text(f"{label.zh}（{zh}）", f"{label.en} ({en})")
