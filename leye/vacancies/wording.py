"""What the text of a vacancy may not say, each with the article that forbids it. One table, asked by the checks.

Each pattern is tried on text of one width without spaces. `but`: words that make the same phrase harmless.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

EQUAL = _("就业促进法第二十六条：不得实施就业歧视")
BELIEF = _(
    "就业促进法第三条、人力资源市场暂行条例第二十四条：招聘信息不得含有民族、种族、宗教信仰等方面的歧视性内容"
)
WOMEN = _("就业促进法第二十七条：不得以性别为由拒绝录用妇女或者提高对妇女的录用标准")
FAMILY = _("就业促进法第二十七条、妇女权益保障法第四十三条：不得把婚姻、生育状况作为录用条件")
NATIONS = _("就业促进法第二十八条：各民族劳动者享有平等的劳动权利")
DISABLED = _("就业促进法第二十九条：招用人员不得歧视残疾人")
CARRIERS = _("就业促进法第三十条：不得以是传染病病原携带者为由拒绝录用")
FROM_VILLAGES = _("就业促进法第三十一条：不得对农村劳动者进城就业设置歧视性限制")
NO_FEES = _("劳动合同法第九条：招用劳动者不得扣押证件，不得要求提供担保或者以其他名义收取财物")


@dataclass(frozen=True)
class Ban:
    """A kind of words: its name for programs, what it is about, the article, and how to recognise it."""

    name: str
    about: object
    article: object
    pattern: re.Pattern[str]
    but: re.Pattern[str] | None = None

    def find(self, text: str) -> str:
        """The first words found; "" when none."""
        for match in self.pattern.finditer(text):
            around = text[max(match.start() - 8, 0) : match.end() + 8]
            if self.but is None or not self.but.search(around):
                return match.group()
        return ""


_NO = r"(?:不限|不收|不交|不缴|无需|不需|无须|免|拒绝|没有|不收取|不得|严禁|杜绝|退还|不用|不要|均可|都可|零)"


def _ban(name: str, about: object, article: object, pattern: str, but: str = "") -> Ban:
    return Ban(name, about, article, re.compile(pattern), re.compile(but) if but else None)


BANS = (
    _ban("sex", _("限定性别"), WOMEN,
         r"限男|只招男|仅限男|男士优先|男性优先|限女|只招女|仅限女|女士优先|女性优先|男女比例|性别[::]?[男女](?!不限|女)|"
         r"只要男|只要女|要求男性|要求女性|不招女|不要女|不招男|不要男|招?男[工生]\d+[名人]|招?女[工生]\d+[名人]",
         r"男女不限|不限男女|男女均可|性别不限"),
    _ban("marriage", _("限定婚育状况"), FAMILY,
         r"已婚已育|未婚(?:未育)?(?:优先|者)?|已婚(?:优先|者)|已育|(?:两|三|几)年内不(?:得)?(?:怀孕|生育|结婚)|限制生育|"
         r"怀孕(?:者)?(?:勿|不)|孕检|妊娠检|无生育(?:计划|打算)|婚育要求", r"婚育不限|不限婚育|婚否不限"),
    _ban("nation", _("限定民族"), NATIONS, r"限汉族|只招汉族|仅限汉族|汉族优先|不招(?:少数民族|[\u4e00-\u9fff]{1,4}族)|"
         r"少数民族(?:勿|除外|不)|民族[::]?汉族?(?!不限)|不要[\u4e00-\u9fff]{1,4}族"),
    _ban("religion", _("限定宗教信仰"), BELIEF, r"无宗教信仰|不信教|信教(?:者)?(?:勿|除外|不)|有宗教信仰(?:者)?(?:勿|除外|不)|"
         r"(?:限|须|要求)信仰"),
    _ban("carrier", _("排除乙肝等病原携带者"), CARRIERS,
         r"乙肝(?:病毒)?(?:携带者?)?(?:勿|不|除外|五项|两对半|表面抗原|阴性)|无乙肝|两对半|小三阳|大三阳|非乙肝|"
         r"传染病(?:病原)?携带者?(?:勿|不|除外)", r"不查乙肝|不检测乙肝"),
    _ban("region", _("限定户籍、地域"), EQUAL,
         r"(?:不招|不要|谢绝)[\u4e00-\u9fff]{2,6}(?:人|籍)(?!员|才|工)|[\u4e00-\u9fff]{2,4}(?:人|籍)(?:勿扰|勿投|除外|免谈)|"
         r"(?:限|只招|仅限)(?:本地|本市|本县|城镇|城市)(?:人|户口|户籍)|外地(?:人|户口)?(?:勿|不招|除外|免谈)|"
         r"(?:须|需|要求)(?:为|具有|有)?(?:本市|本地|本县|城镇|城市)(?:户口|户籍)"),
    _ban("rural", _("排斥农村劳动者"), FROM_VILLAGES, r"农村(?:户口|户籍|人)(?:勿|不|除外)|"
         r"(?:不招|不要)农村|(?:不招|不要)农民工?"),
    _ban("disabled", _("排斥残疾人"), DISABLED, r"残疾(?:人|者)?(?:勿|除外|不招|不要|免谈)|(?:不招|不要)残疾|"
         r"无残疾|四肢健全|五官端正"),
    _ban("looks", _("与工作无关的相貌、身高、属相、血型要求"), EQUAL,
         r"身高\D{0,3}1?\.?\d{2,3}|形象好|相貌|长相|颜值|属相|生肖|星座|血型", r"形象(?:设计|策划)"),
)  # fmt: skip

#: Money or papers asked of whoever is hired.
FEES = _ban(
    "fees", _("向求职者收取费用或扣押证件"), NO_FEES,
    r"(?:收取?|交纳?|缴纳?|预交|需交|须交|自付|自费|扣)[\u4e00-\u9fff]{0,6}(?:押金|保证金|培训费|服装费|报名费|体检费|中介费|"
    r"手续费|介绍费|资料费|建档费|风险金|诚意金|会费)|"
    r"(?:押金|保证金|培训费|服装费|报名费|中介费|介绍费|风险金|诚意金)[::]?\d+|"
    r"(?:押金|保证金|风险抵押金|入职押金|服装押金)|"
    r"扣(?:留|押)?(?:身份证|毕业证|证件)|(?:身份证|毕业证|证件)(?:原件)?(?:由公司|交公司|抵押|留存|押)|培训贷|先交\d+",
    _NO,
)  # fmt: skip
#: Age limits in words; lawful only with a reason.
AGES = _ban(
    "age", _("限定年龄"), EQUAL,
    r"\d{2}(?:周)?岁(?:以下|以内|之内|以上)|\d{2}[-~至到—]\d{2}(?:周)?岁|年龄[::]?(?:在)?\d{2}|不超过\d{2}(?:周)?岁|\d0后",
    r"年满1[68](?:周)?岁|满?1[68](?:周)?岁以上|年龄不限",
)  # fmt: skip
#: Ways to reach somebody past the office.
CONTACTS = re.compile(
    r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|(?:微信|vx|wx|v信|薇信|加v|qq|扣扣)[号:：]?\s*[a-z0-9_-]{5,}|"
    r"[\w.+-]+@[\w-]+\.[a-z]{2,}|https?://|www\.",
    re.IGNORECASE,
)
#: Promises that go with fraud.
LURES = re.compile(
    r"刷单|日结\d{4,}|躺赚|轻松月入[过上]?万|无需任何(?:经验|条件).{0,6}(?:月入|日入)|打字员.{0,8}日结|"
    r"境外高薪|包机票出境|缅北|代收款|跑分|出租银行卡|出借银行卡|陪酒|裸聊|网络兼职点赞"
)
