"""The forms of the carer's pages."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carepost.domain.flow import Refusal
from carepost.domain.skills import skills
from carepost.records.carers import ABOUT_MAX, NAME_MAX, OCCUPATION_MAX, Frequency, read_month
from carepost.web.account.forms import said


class MonthField(forms.CharField):
    """A month, however it is written; its value is "YYYY-MM" or ""."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> str:
        """Raises ValidationError in words."""
        written: str = super().clean(value)
        try:
            return read_month(written, on=f"{timezone.localtime():%Y-%m}")
        except Refusal as refusal:
            raise forms.ValidationError(said(refusal.reason)) from refusal


class SkillsForm(forms.Form):
    """One group of boxes for each kind of work."""

    def __init__(self, *args: Any, chosen: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (group, members) in enumerate(groupby(skills(), key=lambda skill: skill.group)):
            choices = [(skill.code, said(skill.label)) for skill in members]
            self.fields[f"group{number}"] = forms.MultipleChoiceField(
                label=said(group),
                choices=choices,
                required=False,
                initial=[code for code, _label in choices if code in chosen],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("请只选列出的技能。")},
            )

    @property
    def codes(self) -> list[str]:
        """Everything that is ticked."""
        return [code for codes in self.cleaned_data.values() for code in codes]


class BreakForm(forms.Form):
    """From when until when; no reason."""

    since = MonthField(label=_("从哪一年哪一月开始"), help_text=_("例如 2019-03。没有间隔就留空。"), required=False)
    until = MonthField(label=_("到哪一年哪一月结束"), help_text=_("还没有结束就留空。"), required=False)


class AboutForm(forms.Form):
    """Words of her own."""

    about = forms.CharField(
        label=_("想让用人单位知道的话"),
        help_text=_("500 字以内。不用写家庭情况，也不要写身份证号和住址。"),
        max_length=ABOUT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "zh", "translate": "no"}),
    )


class ExperienceForm(forms.Form):
    """Work that she has done."""

    occupation = forms.CharField(
        label=_("做过什么工作"),
        help_text=_("例如：服装厂平车工。"),
        max_length=OCCUPATION_MAX,
        error_messages={"required": _("请写明做过什么工作。")},
    )
    since = MonthField(
        label=_("开始年月"), help_text=_("例如 2015-01。"), error_messages={"required": _("请填写开始的年月。")}
    )
    until = MonthField(label=_("结束年月"), help_text=_("现在还在做就留空。"), required=False)


class SearchForm(forms.Form):
    """Name, frequency and channels of a saved search; texts only where there is a number for them."""

    name = forms.CharField(
        label=_("名字"),
        help_text=_("只有您看得到，用来分清几个搜索。"),
        max_length=NAME_MAX,
        error_messages={"required": _("请取个名字。")},
    )
    frequency = forms.ChoiceField(
        label=_("多久提醒一次"), widget=forms.RadioSelect, error_messages={"required": _("请选择多久提醒一次。")}
    )
    channels = forms.MultipleChoiceField(
        label=_("怎样提醒"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一种提醒方式。")},
    )

    def __init__(self, *args: Any, texts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frequency, channels = self.fields["frequency"], self.fields["channels"]
        frequency.choices = [(each.value, said(each.text)) for each in Frequency]  # type: ignore[attr-defined]
        channels.choices = [  # type: ignore[attr-defined]
            ("site", _("站内通知")),
            *([("text", _("短信（晚上 9 点到早上 8 点不发）"))] if texts else []),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """As `save_search` and `change_search` take them."""
        channels = self.cleaned_data["channels"]
        return {
            "name": self.cleaned_data["name"],
            "frequency": Frequency(self.cleaned_data["frequency"]),
            "on_site": "site" in channels,
            "by_text": "text" in channels,
        }


class HideForm(forms.Form):
    """Whether the employer's posts are kept from her too."""

    posts_too = forms.BooleanField(label=_("也不给我看这家单位的岗位"), required=False, initial=True)


class EraseForm(forms.Form):
    """A second tap before everything goes."""

    sure = forms.BooleanField(
        label=_("我明白：删除后不能恢复"),
        error_messages={"required": _("请先勾选“我明白：删除后不能恢复”。")},
    )
