"""Fields of a list of vacancies: an office's own, an employer's, or what a job site exports."""

from __future__ import annotations

from dataclasses import replace

from leye.workbook.catalogue import common
from leye.workbook.fields import Field, Kind, words

VACANCIES = Kind(
    "vacancies",
    "岗位",
    unique=("employer_name", "title", "work_place", "pay"),
    first_stands=True,
    fields=(
        replace(
            common.EMPLOYER_NAME,
            required=True,
            synonyms=common.EMPLOYER_NAME.synonyms
            + words("名称 企业 单位 公司 招聘单位 招聘单位名称 招聘企业 companyName company"),
            help="营业执照上的全称。台账里没有的，导入时一并登记。",
        ),
        replace(common.USCC, strict=True),
        Field(
            "title",
            "岗位名称",
            "text",
            required=True,
            longest=80,
            example="电焊工",
            synonyms=words(
                "岗位 职位 职位名称 招聘岗位 招聘职位 工种 招聘工种 用工岗位 岗位工种 jobName jobTitle"
            ),
            help="一行一个岗位。",
        ),
        Field(
            "seats",
            "招聘人数",
            "text",
            longest=20,
            example="5",
            synonyms=words("人数 需求人数 用工人数 招工人数 岗位数量 岗位数 招聘数量 数量 需求数量 拟招人数"),
            help="写“若干”的按1人记，并提醒核实。",
        ),
        Field(
            "pay",
            "报酬",
            "pay",
            example="4000-6000元/月",
            synonyms=words(
                "薪资 薪酬 工资 待遇 薪资待遇 工资待遇 薪酬待遇 月薪 薪水 月工资 工资标准 薪资范围 福利待遇 参考薪资 salary"
            ),
            help="例如 4-8千/月、1-2万·13薪、200元/天、面议。",
        ),
        Field(
            "work_place",
            "工作地点",
            "text",
            longest=120,
            example="磴口县工业园区",
            synonyms=words("工作地区 工作地 上班地点 用工地点 工作地址 岗位所在地 地点 区域 area city"),
        ),
        Field(
            "duties",
            "工作内容",
            "text",
            longest=2000,
            example="焊接护栏，会看图纸",
            synonyms=words(
                "岗位职责 岗位描述 职位描述 工作职责 岗位要求 任职要求 招聘要求 要求 用工要求 岗位说明"
            ),
        ),
        Field(
            "education",
            "最低学历",
            "text",
            longest=20,
            example="初中",
            synonyms=words("学历 学历要求 文化程度 文化程度要求 degree"),
        ),
        Field(
            "occupation",
            "职业代码",
            "text",
            longest=12,
            example="6-18-02-04",
            synonyms=words("职业 职业编码 职业分类 职业小类"),
            help="职业分类大典（2022年版）的代码；不填的按岗位名称建议。",
        ),
        Field(
            "certificates",
            "证书",
            "text",
            longest=200,
            example="电工证、健康证",
            synonyms=words("证书要求 证件 证件要求 资格证书 持证要求 所需证书 职业资格 技能证书"),
            help="必须持有的，用顿号隔开；匹配时没有证书的人不推荐。",
        ),
        Field(
            "contact",
            "联系人",
            "text",
            longest=60,
            example="王五",
            synonyms=words("联系人姓名 招聘联系人 经办人"),
        ),
        replace(
            common.PHONE, synonyms=common.PHONE.synonyms + words("单位电话 联系人电话 招聘电话 咨询电话")
        ),
        Field(
            "expires_on",
            "招聘截止",
            "date",
            example="2026-12-31",
            synonyms=words("截止日期 截止时间 有效期 有效期至 招聘截止日期 报名截止"),
        ),
        common.TOWNSHIP,
        replace(common.VILLAGE, label="所在地区", strict=False),
    ),
)
