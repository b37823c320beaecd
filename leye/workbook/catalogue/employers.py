"""Fields of a roster of employers."""

from __future__ import annotations

from dataclasses import replace

from leye.workbook.catalogue import common
from leye.workbook.fields import Field, Kind, words

EMPLOYERS = Kind(
    "employers",
    "用人单位",
    unique=("uscc",),
    fields=(
        replace(common.USCC, strict=True, help="18 位，营业执照上有。没有的单位可不填，按名称核对。"),
        replace(
            common.EMPLOYER_NAME,
            name="name",
            required=True,
            synonyms=common.EMPLOYER_NAME.synonyms + words("名称 企业 单位 公司"),
            help="营业执照上的全称。",
        ),
        Field(
            "contact",
            "联系人",
            "name",
            national_code=("AAE004",),
            example="王五",
            synonyms=words("联系人姓名 经办人 负责人 法定代表人 法人 人事负责人 单位联系人"),
        ),
        replace(
            common.PHONE,
            synonyms=common.PHONE.synonyms + words("单位电话 联系人电话 单位联系电话 企业电话"),
        ),
        replace(
            common.ADDRESS,
            label="单位地址",
            synonyms=common.ADDRESS.synonyms + words("住址 注册地址 经营地址 企业地址 办公地址 所在地"),
            help="",
            example="某某工业园 1 号",
        ),
        Field(
            "industry",
            "行业",
            "text",
            longest=60,
            national_code=("AAB022",),
            example="食品制造业",
            synonyms=words("所属行业 行业类别 行业名称 行业代码 行业类型 国民经济行业"),
        ),
        common.TOWNSHIP,
        replace(
            common.VILLAGE,
            label="所在地区",
            synonyms=common.VILLAGE.synonyms + words("所属地区 区划 所属旗县"),
        ),
        common.NOTE,
    ),
)
