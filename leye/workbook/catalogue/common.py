"""Fields that several kinds of import share."""

from __future__ import annotations

from leye.workbook.fields import Field, words

ID_NUMBER = Field(
    "id_number",
    "身份证号",
    "identity",
    required=True,
    synonyms=words(
        "公民身份号码 身份证号码 身份证 身份号码 社会保障号码 社会保障号 居民身份证号 "
        "居民身份证号码 证件号码 证件号 证件号码身份证 本人身份证号 身份证件号码 sfzh"
    ),
    national_code=("AAC002", "AAC147"),
    help="18 位公民身份号码，末位 X 可大写可小写。请按文本填写，不要让 Excel 变成数字。",
    example="11010519491231002X",
)

NAME = Field(
    "name",
    "姓名",
    "name",
    required=True,
    synonyms=words("人员姓名 名字 本人姓名 姓名必填 劳动者姓名 服务对象 服务对象姓名 xm"),
    national_code=("AAC003",),
    help="与身份证一致。少数民族姓名中的间隔点写“·”。",
    example="阿依古丽·买买提",
)

PHONE = Field(
    "phone",
    "联系电话",
    "phone",
    synonyms=words(
        "电话 手机 手机号 手机号码 联系方式 电话号码 联系手机 本人电话 本人联系电话 "
        "移动电话 联系电话号码 手机或电话"
    ),
    national_code=("AAE005",),
    help="手机或带区号的座机。一家人共用一个号码没有关系。",
    example="13800000000",
)

ADDRESS = Field(
    "address",
    "住址",
    "text",
    synonyms=words(
        "地址 家庭住址 家庭地址 居住地址 现住址 现居住地 详细地址 常住地址 居住地 "
        "联系地址 通讯地址 现居住地址"
    ),
    national_code=("AAE006",),
    help="现在住的地方，写到门牌或小组。",
    example="某某村三组 12 号",
)

TOWNSHIP = Field(
    "township",
    "乡镇",
    "text",
    synonyms=words(
        "乡镇街道 镇 乡 街道 苏木 苏木镇 乡镇名称 所属乡镇 所在乡镇 镇街 苏木乡镇 "
        "户籍乡镇 街道乡镇 乡镇办 镇办"
    ),
    help="村名有重名时用来分清。",
    example="某某镇",
)

VILLAGE = Field(
    "village",
    "村（社区）",
    "area",
    strict=True,
    synonyms=words(
        "村 社区 嘎查 村名 行政村 所在村 所属村 村社区 嘎查村 村居 村委会 居委会 "
        "村嘎查社区 户籍村 所属社区 所在社区 村级 管辖村 行政区划代码 区划代码 村居名称 "
        "村民委员会 所属区划 嘎查村社区 户籍所在村"
    ),
    help="填村（嘎查、社区）名称，或 12 位统计用区划代码。",
    example="某某村",
)

NOTE = Field(
    "note",
    "备注",
    "text",
    longest=500,
    synonyms=words("说明 备注说明 附注"),
    national_code=("AAE013",),
    example="",
)

EMPLOYER_NAME = Field(
    "employer_name",
    "单位名称",
    "text",
    longest=120,
    synonyms=words(
        "工作单位 就业单位 用人单位 企业名称 务工单位 用工单位 就业单位名称 务工企业 "
        "用人单位名称 所在单位 务工单位名称 工作单位名称 公司名称 就业企业 务工企业名称"
    ),
    national_code=("AAB004",),
    help="营业执照上的全称；灵活就业可写从事的活。",
    example="某某食品有限公司",
)

USCC = Field(
    "uscc",
    "统一社会信用代码",
    "uscc",
    synonyms=words(
        "信用代码 社会信用代码 统一信用代码 单位统一社会信用代码 企业统一社会信用代码 "
        "税号 营业执照号 统一代码 机构代码"
    ),
    national_code=("AAB998",),
    help="18 位，营业执照上有。",
    example="91350100M000100Y43",
)

WAGE = Field(
    "wage",
    "月工资（元）",
    "money",
    synonyms=words(
        "月工资 工资 月收入 薪资 工资收入 月薪 工资标准 月均工资 月均收入 务工收入 薪酬 收入元月 月工资收入"
    ),
    help="每月多少元，只写数字。",
    example="3500",
)

STARTED_ON = Field(
    "started_on",
    "就业时间",
    "date",
    synonyms=words(
        "就业日期 开始日期 开始时间 入职时间 入职日期 务工开始时间 上岗时间 外出时间 "
        "外出务工时间 起始日期 务工时间 就业起始日期 就业开始日期 参加工作时间 上岗日期 "
        "务工起始时间 合同起始日期"
    ),
    help="例如 2024-03-01。",
    example="2024-03-01",
)
