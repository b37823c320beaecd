"""Fields of a roster of services given."""

from __future__ import annotations

from leye.workbook import choices
from leye.workbook.catalogue import common
from leye.workbook.fields import Field, Kind, words

SERVICES = Kind(
    "services",
    "服务记录",
    unique=("id_number", "kind", "served_on", "item", "channel"),
    fields=(
        common.ID_NUMBER,
        common.NAME,
        Field(
            "kind",
            "服务类型",
            "choice",
            required=True,
            choices=choices.SERVICE_KIND,
            example="岗位推荐",
            synonyms=words("服务项目 服务内容 服务类别 服务事项 就业服务类型 帮扶类型 帮扶措施"),
        ),
        Field(
            "served_on",
            "服务日期",
            "date",
            required=True,
            example="2024-03-15",
            synonyms=words("服务时间 日期 时间 走访日期 走访时间 联系时间 帮扶时间 回访时间 服务年月日"),
        ),
        Field(
            "channel",
            "服务方式",
            "choice",
            choices=choices.CONTACT_CHANNEL,
            example="电话",
            synonyms=words("联系渠道 服务渠道 走访方式 服务形式 渠道 方式"),
        ),
        Field(
            "outcome",
            "服务结果",
            "choice",
            choices=choices.OUTCOME,
            example="已完成",
            synonyms=words("结果 办理结果 联系结果 服务情况 完成情况 是否完成"),
        ),
        Field(
            "item",
            "岗位或课程",
            "text",
            example="某某公司 包装工",
            synonyms=words(
                "推荐岗位 岗位名称 课程名称 培训课程 岗位 推荐岗位名称 推荐单位及岗位 课程 政策名称 具体内容"
            ),
            help="推荐的是哪个岗位、哪门课；不同的岗位分行写。",
        ),
        Field(
            "place",
            "地点",
            "text",
            longest=60,
            example="村便民服务站",
            synonyms=words(
                "服务地点 走访地点 办理地点 服务场所 帮扶地点 联系地点 开展地点 活动地点 宣讲地点 服务地址 在哪里服务"
            ),
            help="在哪里服务的，最多60个字；电话联系的可以不填。",
        ),
        Field(
            "provider",
            "服务人员",
            "name",
            example="赵六",
            synonyms=words("服务人 经办人 服务人姓名 帮扶人 走访人 帮扶责任人 工作人员 联系人 服务人员姓名"),
        ),
        common.NOTE,
    ),
)
