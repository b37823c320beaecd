"""Fields of a roster of households, one row a member."""

from __future__ import annotations

from leye.workbook import choices
from leye.workbook.catalogue import common
from leye.workbook.fields import Field, Kind, words

HOUSEHOLDS = Kind(
    "households",
    "家庭户",
    unique=("member_id",),
    fields=(
        Field(
            "household_number",
            "户编号",
            "text",
            longest=40,
            example="0012",
            synonyms=words("户号 家庭编号 户口簿号 户口号 户编码 家庭户号 户主编号"),
            help="同一户填同一个编号；不填则按户主身份证号归户。",
        ),
        Field(
            "head_id",
            "户主身份证号",
            "identity",
            strict=True,
            example="11010519491231002X",
            help="有户编号、户主也占一行时可以不填。",
            synonyms=words("户主身份证 户主身份证号码 户主证件号码 户主公民身份号码 户主证件号"),
        ),
        Field("head_name", "户主姓名", "name", synonyms=words("户主 户主名称 家庭户主"), example="张三"),
        Field(
            "member_id",
            "成员身份证号",
            "identity",
            required=True,
            national_code=("AAC002", "AAC147"),
            synonyms=words(
                "家庭成员身份证号 成员身份证号码 家庭成员身份证号码 成员证件号码 身份证号 "
                "身份证号码 公民身份号码 证件号码 家庭成员证件号码 社会保障号码"
            ),
            help="户主本人也占一行。",
            example="110105195001010020",
        ),
        Field(
            "member_name",
            "成员姓名",
            "name",
            required=True,
            national_code=("AAC003",),
            example="李四",
            synonyms=words("家庭成员 家庭成员姓名 姓名 成员 成员名称"),
        ),
        Field(
            "relation",
            "与户主关系",
            "choice",
            choices=choices.RELATION,
            example="配偶",
            synonyms=words("户主关系 家庭关系 与户主的关系 成员关系 关系 与户主之关系"),
        ),
        common.PHONE,
        common.TOWNSHIP,
        common.VILLAGE,
        common.ADDRESS,
        common.NOTE,
    ),
)
