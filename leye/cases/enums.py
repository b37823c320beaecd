"""Where a case stands, how it came, and why it ended. A leaf: imports only the sources of a write."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import Source

#: The six channels through which an application comes (#9–#14), and the clerk's own entry.
CHANNELS = (
    Source.SURVEY,
    Source.DEPARTMENT,
    Source.GRADUATE_SYSTEM,
    Source.PORTAL,
    Source.COUNTER,
    Source.DISPUTE,
    Source.CLERK,
)
CHANNEL_CHOICES = [(channel.value, channel.label) for channel in CHANNELS]
#: Channels through which others hand a name over: where it came from is part of the record.
HANDED_OVER = (Source.DEPARTMENT, Source.GRADUATE_SYSTEM, Source.PORTAL, Source.DISPUTE)


class CaseState(models.TextChoices):
    """申请–登记–服务–退出 (#19)."""

    APPLIED = "applied", _("已申请")
    REGISTERED = "registered", _("已登记")
    SERVED = "served", _("服务中")
    EXITED = "exited", _("已退出")


class ExitKind(models.TextChoices):
    """Why a case ended. Each wants its own evidence (leye.cases.exits)."""

    EMPLOYED = "employed", _("已就业")
    LEFT_AREA = "left_area", _("离开本地")
    RETIRED = "retired", _("达到退休年龄")
    NO_INTENTION = "no_intention", _("无就业意愿")
    DECEASED = "deceased", _("死亡")
    WITHDRAWN = "withdrawn", _("本人撤回申请")
    NOT_ELIGIBLE = "not_eligible", _("不属于援助对象")
