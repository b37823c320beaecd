"""Fields of a list of people who ask for help, handed over by another office, a system or a survey."""

from __future__ import annotations

from leye.workbook.catalogue import common
from leye.workbook.fields import Field, Kind, words

APPLICATIONS = Kind(
    "applications",
    "援助申请名单",
    unique=("id_number",),
    fields=(
        common.ID_NUMBER,
        common.NAME,
        common.TOWNSHIP,
        common.VILLAGE,
        common.PHONE,
        Field(
            "applied_on",
            "申请日期",
            "date",
            required=True,
            example="2026-11-02",
            synonyms=words(
                "求助日期 求助时间 申请时间 登记求助日期 求职登记日期 移交日期 转交日期 提交日期 申请登记日期"
            ),
        ),
        Field(
            "asked_for",
            "求助事项",
            "text",
            example="想在县城找工作",
            synonyms=words("申请事项 求助内容 服务需求 求职意向 诉求 帮扶需求 申请内容 求助诉求"),
        ),
        Field(
            "handed_by",
            "移交单位和文号",
            "text",
            longest=120,
            example="县仲裁院 磴劳人仲〔2026〕3号",
            synonyms=words("移交单位 转交单位 来源单位 移交部门 文号 案号 来文单位 交办单位"),
            help="不填时记为文件名。",
        ),
    ),
)
