"""Code lists of the ledger. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkCapacity(models.TextChoices):
    ABLE = "able", _("有劳动能力")
    PARTIAL = "partial", _("部分劳动能力")
    NONE = "none", _("无劳动能力")
    UNKNOWN = "unknown", _("未核实")


class Relation(models.TextChoices):
    HEAD = "head", _("户主")
    SPOUSE = "spouse", _("配偶")
    CHILD = "child", _("子女")
    PARENT = "parent", _("父母")
    GRANDCHILD = "grandchild", _("孙子女")
    SIBLING = "sibling", _("兄弟姐妹")
    OTHER = "other", _("其他")


class RegistrationPlace(models.TextChoices):
    """The four places where unemployment may be registered (#53)."""

    HOUSEHOLD = "household", _("户籍地")
    RESIDENCE = "residence", _("常住地")
    WORKPLACE = "workplace", _("就业地")
    INSURANCE = "insurance", _("参保地")


class RegistrationEnd(models.TextChoices):
    EMPLOYED = "employed", _("已就业")
    RETIRED = "retired", _("退休")
    LEFT = "left", _("离开本地")
    NO_INTENTION = "no_intention", _("无就业意愿")
    DECEASED = "deceased", _("死亡")
    OTHER = "other", _("其他")


class Channel(models.TextChoices):
    """The five channels of transfer, 五个一批 (#189)."""

    EMPLOYER = "employer", _("用人单位吸纳")
    STARTUP = "startup", _("扶持创业带动")
    EXPORT = "export", _("劳务输出转移")
    NEARBY = "nearby", _("就地就近安置")
    FLEXIBLE = "flexible", _("多渠道灵活就业")


class SpellKind(models.TextChoices):
    CONTRACT = "contract", _("合同就业")
    SELF_EMPLOYED = "self_employed", _("自主创业")
    FLEXIBLE = "flexible", _("灵活就业")
    PUBLIC_POST = "public_post", _("公益性岗位")
    FARMING = "farming", _("务农务牧")
    OTHER = "other", _("其他")


class SpellEnd(models.TextChoices):
    RESIGNED = "resigned", _("辞职")
    DISMISSED = "dismissed", _("被裁减")
    EXPIRED = "expired", _("合同期满")
    CLOSED = "closed", _("单位关停")
    OTHER = "other", _("其他")


class Wish(models.TextChoices):
    YES = "yes", _("有意愿")
    NO = "no", _("暂无意愿")
    UNKNOWN = "unknown", _("未了解")


class EmployerKind(models.TextChoices):
    """What an employing or serving unit is; rules ask for it (contract of the logical tables)."""

    ENTERPRISE = "enterprise", _("企业")
    SOE = "soe", _("国有企业")
    COOPERATIVE = "cooperative", _("农民专业合作社")
    WORKSHOP = "workshop", _("就业帮扶车间、社区工厂")
    AGENCY = "agency", _("人力资源服务机构")
    INSTITUTION = "institution", _("培训机构")
    TECHNICAL_SCHOOL = "technical_school", _("技工院校")
    PUBLIC_SERVICE = "public_service", _("机关事业单位")
    INDIVIDUAL = "individual", _("个体工商户")
    OTHER = "other", _("其他")


class EmployerSize(models.TextChoices):
    MICRO = "micro", _("微型")
    SMALL = "small", _("小型")
    MEDIUM = "medium", _("中型")
    LARGE = "large", _("大型")


class Reach(models.TextChoices):
    """How far from home the place of work lies."""

    COUNTY = "county", _("县内")
    CITY = "city", _("市内县外")
    PROVINCE = "province", _("省内市外")
    OUTSIDE = "outside", _("省外")
