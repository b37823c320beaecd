"""Fields of a roster of employment spells: who worked where, from when to when."""

from __future__ import annotations

from leye.workbook import choices
from leye.workbook.catalogue import common
from leye.workbook.fields import Field, Kind, words

SPELLS = Kind(
    "spells",
    "就业经历",
    unique=("id_number", "employer_name", "started_on"),
    fields=(
        common.ID_NUMBER,
        common.NAME,
        common.EMPLOYER_NAME,
        common.USCC,
        Field(
            "channel",
            "就业渠道",
            "choice",
            choices=choices.CHANNEL,
            example="劳务输出转移",
            synonyms=words("转移渠道 就业途径 五个一批 转移就业渠道 输出渠道"),
            help="“五个一批”中的哪一批。",
        ),
        Field(
            "kind",
            "就业形式",
            "choice",
            choices=choices.SPELL_KIND,
            example="单位就业",
            synonyms=words("就业类型 就业方式 就业类别 用工形式 就业性质"),
        ),
        Field(
            "place",
            "就业地点",
            "text",
            longest=120,
            example="某某市某某区",
            synonyms=words("务工地点 工作地点 就业地 务工地 就业所在地 输出地 工作地 务工地区 就业地区"),
        ),
        common.WAGE,
        common.STARTED_ON,
        Field(
            "insured_on",
            "参保日期",
            "date",
            strict=True,
            example="",
            synonyms=words(
                "参保时间 参保起始日期 社保参保日期 参保缴费日期 参加社会保险时间 首次参保时间 缴费起始日期"
            ),
            help="单位给本人参保的日子。只有参保日期、没有就业时间的，记到此人在这家单位还没结束的那段就业上。",
        ),
        Field(
            "ended_on",
            "结束时间",
            "date",
            strict=True,
            example="",
            synonyms=words(
                "结束日期 离职时间 离职日期 终止日期 返乡时间 终止时间 离岗时间 就业结束日期 "
                "务工结束时间 截止日期 合同终止日期"
            ),
            help="还在干就空着。",
        ),
        common.NOTE,
    ),
)
