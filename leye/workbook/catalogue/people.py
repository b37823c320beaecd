"""Fields of a roster of people."""

from __future__ import annotations

from leye.workbook import choices
from leye.workbook.catalogue import common
from leye.workbook.fields import Field, Kind, words

PEOPLE = Kind(
    "people",
    "人员",
    unique=("id_number",),
    fields=(
        common.ID_NUMBER,
        common.NAME,
        Field(
            "sex",
            "性别",
            "sex",
            synonyms=words("男女"),
            national_code=("AAC004",),
            check_only=True,
            help="可不填；填了会与身份证号核对。",
            example="女",
        ),
        Field(
            "birth_date",
            "出生日期",
            "birth",
            synonyms=words("出生年月 出生年月日 生日 出生时间 出生"),
            national_code=("AAC006",),
            check_only=True,
            help="可不填；填了会与身份证号核对。",
            example="1949-12-31",
        ),
        Field(
            "ethnic",
            "民族",
            "ethnic",
            national_code=("AAC005",),
            synonyms=words("族别 民族名称"),
            example="汉族",
        ),
        Field(
            "education",
            "文化程度",
            "education",
            national_code=("AAC011",),
            example="初中",
            synonyms=words("学历 最高学历 教育程度 受教育程度 学历层次 文化水平 学历情况"),
        ),
        common.PHONE,
        common.TOWNSHIP,
        common.VILLAGE,
        common.ADDRESS,
        Field(
            "household_number",
            "户编号",
            "text",
            longest=40,
            example="0012",
            synonyms=words("户号 家庭编号 户口簿号 户口号 户编码 家庭户号 户主编号"),
            help="同一户填同一个编号。",
        ),
        Field("head_name", "户主姓名", "name", synonyms=words("户主 户主名称 家庭户主"), example="张三"),
        Field(
            "relation",
            "与户主关系",
            "choice",
            choices=choices.RELATION,
            example="配偶",
            synonyms=words("户主关系 家庭关系 与户主的关系 成员关系 关系 与户主之关系"),
        ),
        Field(
            "groups",
            "人员类别",
            "choices",
            choices=choices.GROUPS,
            strict=True,
            example="脱贫人口、残疾人",
            synonyms=words(
                "人员类型 群体类别 重点群体 重点群体类别 人员身份 身份类别 群体类型 人群类别 群体 "
                "人员属性 困难类型 就业困难类型 人员分类 类别 贫困户属性 重点人群 重点群体类型 "
                "困难人员类别"
            ),
            help="可填几个，用顿号、逗号或空格分开。",
        ),
        Field(
            "work_capacity",
            "劳动能力",
            "choice",
            choices=choices.WORK_CAPACITY,
            example="有劳动能力",
            synonyms=words("劳动力情况 有无劳动能力 劳动技能 是否有劳动能力 劳动力 劳动能力情况"),
        ),
        Field(
            "wants_work",
            "就业意愿",
            "choice",
            choices=choices.WANTS,
            example="有",
            synonyms=words(
                "有无就业意愿 是否有就业意愿 求职意愿 就业需求 是否愿意就业 务工意愿 有无就业需求 "
                "是否有求职意愿 是否有务工意愿"
            ),
        ),
        Field(
            "wants_startup",
            "创业意愿",
            "choice",
            choices=choices.WANTS,
            example="无",
            synonyms=words("有无创业意愿 是否有创业意愿 创业需求 是否愿意创业"),
        ),
        Field(
            "intended_occupation",
            "意向职业",
            "text",
            longest=60,
            example="保安",
            synonyms=words(
                "求职意向 意向岗位 就业意向 求职岗位 期望岗位 意向工种 期望职业 求职工种 "
                "意向就业岗位 想从事的工作"
            ),
        ),
        Field(
            "skills",
            "技能特长",
            "text",
            longest=60,
            example="电焊",
            synonyms=words("技能 特长 专业技能 职业技能 掌握技能 技能等级 技能证书 技术特长"),
        ),
        Field(
            "training_need",
            "培训需求",
            "text",
            longest=60,
            example="电工培训",
            synonyms=words(
                "培训意愿 培训意向 有无培训需求 是否有培训需求 培训工种 意向培训工种 培训需求工种 "
                "参加培训意愿 有无培训意愿 是否有培训意愿 技能培训需求"
            ),
            help="填想学什么；没有就空着或填“无”。",
        ),
        Field(
            "graduated_on",
            "毕业时间",
            "month",
            example="2023-07-01",
            synonyms=words("毕业日期 毕业年月 毕业年份 离校时间 毕业年度"),
        ),
        Field(
            "registered_unemployed",
            "是否登记失业",
            "choice",
            choices=choices.YES_NO,
            example="是",
            synonyms=words("登记失业 失业登记 是否失业登记 登记失业人员 是否登记失业人员 是否办理失业登记"),
        ),
        Field(
            "registered_on",
            "失业登记日期",
            "date",
            strict=True,
            example="2024-01-15",
            synonyms=words("失业登记时间 登记失业日期 登记失业时间 登记日期 登记时间"),
        ),
        Field(
            "place_kind",
            "失业登记地",
            "choice",
            choices=choices.PLACE_KIND,
            example="户籍地",
            synonyms=words("失业登记地类型 登记地 登记地类型 失业登记地点 登记地点"),
        ),
        Field(
            "employment_status",
            "就业状态",
            "choice",
            choices=choices.EMPLOYMENT_STATUS,
            example="已就业",
            synonyms=words(
                "就业状况 就业情况 从业状况 是否就业 当前就业状态 务工情况 目前就业状况 "
                "就业失业状态 就业与否 是否务工 是否已就业"
            ),
        ),
        common.EMPLOYER_NAME,
        Field(
            "channel",
            "就业渠道",
            "choice",
            choices=choices.CHANNEL,
            example="用人单位吸纳",
            synonyms=words("就业方式 转移渠道 就业途径 五个一批 转移就业渠道 就业类型 就业形式"),
            help="“五个一批”中的哪一批。",
        ),
        common.WAGE,
        common.STARTED_ON,
        common.NOTE,
    ),
)
