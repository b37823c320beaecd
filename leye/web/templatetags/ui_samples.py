"""Made-up content for the component guide (templates/guide.html), so that the guide needs no database."""

import datetime as dt
from typing import Any

from django import forms, template
from django.utils.translation import gettext as _

register = template.Library()


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("姓名"), help_text=_("少数民族姓名中间的点请照写，如“阿依古丽·买买提”。"))
    number = forms.CharField(
        label=_("身份证号"), widget=forms.TextInput(attrs={"data-identity": "", "inputmode": "text"})
    )
    served_on = forms.DateField(label=_("服务日期"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_("服务内容"), choices=[("a", _("岗位推荐")), ("b", _("职业指导"))])
    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label=_("已当面核实"), required=False)


def _todo(number: int, name: str, sub: str, dues: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "url": "#person",
        "sub": sub,
        "dues": dues,
        "act_url": "#record",
        **more,
    }


def _due(title: str, clause: str, kind: str, word: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "clause": clause, "clause_url": "#clause", "kind": kind, "word": word, **more}


def _todos() -> list[dict[str, Any]]:
    follow = _due(_("跟踪回访"), "三(七)", "bad", _("超期5天"))
    jobs = _due(_("岗位推荐"), "三(六)", "warn", _("还有12天"), have=2, need=3)
    briefing = _due(_("政策宣介"), "三(六)", "plain", _("12月31日前"), have=0, need=1)
    return [
        _todo(1, _("王秀兰"), _("女 52岁 · 东关村三组"), [follow, jobs], phone="13800000001"),
        _todo(2, _("阿依古丽·买买提"), _("女 34岁 · 东关村一组"), [jobs], phone="13800000002"),
        _todo(3, _("李建国"), _("男 47岁 · 西河村"), [briefing]),
        _todo(4, _("张海燕"), _("女 29岁 · 西河村"), [briefing], done=True),
    ]


def _person() -> dict[str, Any]:
    day = dt.date(2024, 3, 12)
    return {
        "facts": [
            {"label": _("就业状况"), "value": _("登记失业"), "source": _("现场求助点登记"), "on": day},
            {"label": _("就业意愿"), "value": _("想在本县就业"), "source": _("摸底排查"), "on": day},
            {"label": _("技能"), "value": _("中式烹调，初级"), "source": _("表格导入"), "on": day},
            {"label": _("所在户"), "value": _("户主 王德福，4人"), "url": "#household"},
        ],
        "timeline": [
            {
                "on": day,
                "title": _("岗位推荐：县城超市理货员"),
                "text": _("本人愿意面试，约周四。"),
                "by": _("东关村 刘敏"),
                "icon": "service",
                "kind": "good",
            },
            {
                "on": dt.date(2024, 2, 20),
                "title": _("电话没打通"),
                "by": _("东关村 刘敏"),
                "icon": "phone",
                "kind": "warn",
            },
            {"on": dt.date(2024, 1, 8), "title": _("登记失业"), "by": _("镇便民服务中心"), "icon": "person"},
        ],
        "conditions": [
            {
                "text": _("女性年满40周岁"),
                "state": "yes",
                "value": _("52岁"),
                "source": _("身份证号"),
                "clause": "一(二)",
            },
            {"text": _("登记失业"), "state": "yes", "value": _("2024年1月8日登记"), "source": _("失业登记")},
            {
                "text": _("连续失业满12个月"),
                "state": "short",
                "value": _("已11个月，下月满"),
                "clause": "一(二)",
            },
            {"text": _("未享受过公益性岗位补贴"), "state": "missing", "value": _("没有2020年以前的记录")},
            {"text": _("不是在校学生"), "state": "no", "value": _("在读至2026年"), "source": _("学籍移交")},
        ],
    }


def _county() -> dict[str, Any]:
    return {
        "tiles": [
            {
                "label": _("今天要联系"),
                "value": 12,
                "unit": _("人"),
                "url": "#a",
                "note": _("3人已超期"),
                "icon": "clock",
                "kind": "bad",
            },
            {
                "label": _("本周按时办结"),
                "value": "86%",
                "url": "#b",
                "note": _("目标100%"),
                "have": 86,
                "target": 100,
            },
            {
                "label": _("登记失业"),
                "value": "1,204",
                "unit": _("人"),
                "url": "#c",
                "note": _("比上月少31人"),
                "icon": "trend-down",
            },
            {
                "label": _("零就业家庭"),
                "value": 0,
                "unit": _("户"),
                "url": "#d",
                "note": _("动态清零"),
                "icon": "good",
                "kind": "good",
            },
        ],
        "bars": [
            {"label": _("定边街道"), "url": "#1", "value": 96, "text": _("96% · 差8人"), "kind": "good"},
            {"label": _("白泥井镇"), "url": "#2", "value": 81, "text": _("81% · 差40人")},
            {
                "label": _("红柳沟镇"),
                "url": "#3",
                "value": 43,
                "text": _("43% · 差112人，最慢"),
                "kind": "bad",
            },
        ],
        "conflict": [
            {"name": "phone", "label": _("电话"), "theirs": "138 0000 0001", "mine": "139 0000 0009"},
            {
                "name": "intention",
                "label": _("就业意愿"),
                "theirs": _("想外出"),
                "mine": _("想在本县"),
                "other": "mine",
            },
            {"name": "village", "label": _("村"), "theirs": _("东关村"), "mine": _("东关村"), "same": True},
        ],
    }


@register.simple_tag
def guide_samples() -> dict[str, Any]:
    """All samples of the guide by name."""
    wrong = SampleForm({"name": "", "number": "61082519900101123", "kind": "a"}, auto_id="wrong_%s")
    return {
        "form": SampleForm(),
        "wrong": wrong,
        "todos": _todos(),
        **_person(),
        **_county(),
        "crumbs": [
            {"label": _("政策"), "url": "#"},
            {"label": _("内蒙古 2022—2025"), "url": "#"},
            {"label": _("第三条(七)")},
        ],
        "tabs": [
            {"label": _("待办"), "url": "#", "active": True, "count": 12},
            {"label": _("已办"), "url": "#", "count": 30},
            {"label": _("错过"), "url": "#"},
        ],
        "steps": [_("选文件"), _("对列"), _("看预览"), _("完成")],
        "outcomes": [
            ("reached", _("联系上了")),
            ("no_answer", _("没打通")),
            ("working", _("已就业")),
            ("away", _("外出")),
            ("refuses", _("不愿意")),
        ],
        "theirs": {"by": _("刘敏"), "at": _("今天 10:24")},
        "mine": {"at": _("今天 10:31")},
        "people": [
            {
                "name": _("王秀兰"),
                "sub": _("女 52岁"),
                "village": _("东关村"),
                "groups": [_("脱贫人口"), _("就业困难")],
                "stage": ("warn", _("帮扶中")),
                "helper": _("刘敏"),
                "last": _("3月12日"),
            },
            {
                "name": _("阿依古丽·买买提"),
                "sub": _("女 34岁"),
                "village": _("东关村"),
                "groups": [_("返乡")],
                "stage": ("good", _("已就业")),
                "helper": _("刘敏"),
                "last": _("3月9日"),
            },
            {
                "name": _("李建国"),
                "sub": _("男 47岁"),
                "village": _("西河村"),
                "groups": [],
                "stage": ("bad", _("失联")),
                "helper": _("周强"),
                "last": _("1月2日"),
            },
        ],
    }


@register.filter
def split_words(text: str) -> list[str]:
    """A list of the words of a text."""
    return text.split()
