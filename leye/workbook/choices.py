"""Code lists of the import fields: the words clerks write, and the code each stands for.

National standards (education, ethnic group, sex) live in leye.standards.codes; the lists here are the
product's own, with the codes the ledger and the service records use (a test holds them together). Of the
wordings of a code the first is its label, which is shown and put in drop-downs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choices:
    """A code list: `labels` code → shown label; `synonyms` other wording → code.

    `notices`: words that stand in such columns but are no code; they are left out with this remark.
    """

    labels: Mapping[str, str]
    synonyms: Mapping[str, str] = field(default_factory=dict)
    notices: Mapping[str, str] = field(default_factory=dict)

    def words(self) -> dict[str, str]:
        """Every accepted wording, code and label included → code."""
        words = {code.casefold(): code for code in self.labels}
        words.update({label.casefold(): code for code, label in self.labels.items()})
        words.update({word.casefold(): code for word, code in self.synonyms.items()})
        return words


def _choices(spec: Mapping[str, str], notices: Mapping[str, str] | None = None) -> Choices:
    """Build from code → "label 别名 别名": the first word is the label."""
    labels: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    for code, words in spec.items():
        label, *others = words.split()
        labels[code] = label
        synonyms.update(dict.fromkeys(others, code))
    return Choices(labels, synonyms, notices or {})


YES_NO = _choices({"yes": "是 有 对 y √ ✓ 1 愿意 true 需要", "no": "否 无 没有 不 n × 0 不愿意 false 不需要"})

WANTS = _choices(
    {
        "yes": "有意愿 有 是 愿意 想就业 有就业意愿 有创业意愿 需要 y √ 1",
        "no": "暂无意愿 无 否 不愿意 无意愿 没有意愿 没有 不想就业 无就业意愿 无创业意愿 不需要 n × 0",
        "unknown": "未了解 不清楚 未知 不详 待定",
    }
)

WORK_CAPACITY = _choices(
    {
        "able": "有劳动能力 有 普通劳动力 技能劳动力 普通劳动能力 具备劳动能力 完全劳动能力 是",
        "partial": "部分劳动能力 弱劳动力 半劳动力 弱劳动力或半劳动力 部分丧失劳动能力 部分 弱劳力 半劳力",
        "none": "无劳动能力 无 丧失劳动力 丧失劳动能力 完全丧失劳动能力 无劳动力 否",
        "unknown": "未核实 不清楚 未知 不详",
    }
)

EMPLOYMENT_STATUS = _choices(
    {
        "employed": "已就业 在业 就业 务工 在岗 已务工 从业 就业中 是",
        "unemployed": "未就业 失业 待业 无业 登记失业 求职中 未务工 否",
        "student": "在校学生 在校 学生 在读 在校生",
        "inactive": "不在劳动力市场 退休 离退休 料理家务",
    }
)

# Document 003, clause three (four): the "five batches" through which rural labour is moved into work.
CHANNEL = _choices(
    {
        "employer": "用人单位吸纳 单位吸纳 用人单位吸纳一批 企业吸纳 单位就业",
        "startup": "扶持创业带动 创业带动 自主创业 扶持创业带动一批 创业",
        "export": "劳务输出转移 劳务输出 转移就业 劳务输出转移一批 外出务工 输出",
        "nearby": "就地就近安置 就近就地 就近就业 就地就近安置一批 就地就近 就近就地就业",
        "flexible": "多渠道灵活就业 灵活就业 多渠道灵活就业一批 灵活",
    }
)

SPELL_KIND = _choices(
    {
        "contract": "合同就业 单位就业 签订劳动合同 受雇 企业就业 劳动合同就业",
        "self_employed": "自主创业 创业 个体经营 个体工商户",
        "flexible": "灵活就业 零工 打零工 临时务工 非全日制",
        "public_post": "公益性岗位 公岗 公益岗 公益岗位",
        "farming": "务农务牧 务农 种养殖 放牧 务牧",
        "other": "其他 其它",
    }
)

# Document 000, six (two): a migrant worker may register unemployment at any of four places.
PLACE_KIND = _choices(
    {
        "household": "户籍地 户籍 户口所在地 户籍所在地",
        "residence": "常住地 常住 居住地 经常居住地",
        "workplace": "就业地 工作地 原就业地 务工地",
        "insurance": "参保地 参保 社保地",
    }
)

RELATION = _choices(
    {
        "head": "户主 本人 本人或户主 户主本人",
        "spouse": "配偶 妻子 丈夫 妻 夫 夫妻 之妻 之夫 爱人",
        "child": "子女 儿子 女儿 子 女 长子 次子 三子 四子 长女 次女 三女 四女 独生子 独生女 之子 之女 儿媳 女婿 养子 养女 "
        "继子 继女",
        "parent": "父母 父亲 母亲 父 母 之父 之母 岳父 岳母 公公 婆婆 继父 继母",
        "grandchild": "孙子女 孙子 孙女 外孙 外孙女 外孙子 之孙 之孙女 之孙子 之外孙 之外孙女 孙媳",
        "sibling": "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 之兄 之弟 之姐 之妹",
        "other": "其他 其它 其他亲属 祖父 祖母 祖父母 之祖父 之祖母 叔 伯 侄 侄子 侄女 侄儿 非亲属",
    }
)

SERVICE_KIND = _choices(
    {
        "policy_briefing": "政策宣介 政策宣讲 政策宣传 政策解读 政策告知",
        "career_guidance": "职业指导 就业指导",
        "job_recommendation": "岗位推荐 岗位信息 推荐岗位 职业介绍 送岗位 岗位信息推送",
        "course_recommendation": "培训推荐 推荐培训 培训项目推荐 技能培训推荐 培训信息",
        "follow_up": "跟踪调查 跟踪回访 回访 月跟踪 跟踪服务 跟踪走访",
        "service_list": "送达服务和政策清单 服务清单 发放服务清单 就业服务清单 政策清单",
        "policy_help": "协助申请政策 协助落实政策 政策落实 政策申请协助 代办帮办",
        "survey": "摸底调查 摸底 调查摸底 信息采集",
        "counselling": "心理疏导 谈心谈话 心理辅导",
        "home_visit": "上门走访 走访 入户走访 入户",
        "other": "其他服务 其他 其它",
    }
)

CONTACT_CHANNEL = _choices(
    {
        "visit": "上门 入户 走访 面谈 当面",
        "phone": "电话 打电话 电话联系",
        "sms": "短信",
        "wechat": "微信",
        "counter": "窗口 现场 大厅 招聘会",
        "group": "集中宣讲 集中 宣讲会",
        "online": "线上 网络 视频 直播",
    }
)

OUTCOME = _choices(
    {
        "done": "已办到 已完成 完成 已服务 成功 已办 已联系 已联系上 联系上 是",
        "no_answer": "没联系上 未联系上 无人接听 联系不上 失联",
        "working": "已在就业 已就业",
        "away": "外出不在 外出 不在家",
        "refuses": "本人拒绝 拒绝 谢绝",
        "hung_up": "接通后挂断 挂断",
        "bad_number": "号码不对 空号 错号 停机",
        "moved": "已搬走 搬走 迁走",
    }
)

_REGISTERED = "“登记失业人员”不按人员类别记，请填“是否登记失业”和“失业登记日期”两列。"
_ZERO_EMPLOYMENT = "“零就业家庭”由系统按全家的就业情况推算，不用导入。"

# National key groups; areas add local ones, which the importer passes in beside these.
GROUPS = _choices(
    {
        "graduate": "高校毕业生 毕业生 离校未就业高校毕业生 未就业高校毕业生 大学生",
        "formerly_poor": "脱贫人口 脱贫户 脱贫劳动力 脱贫人员 脱贫",
        "relapse_monitored": "防止返贫监测对象 防返贫监测对象 监测对象 监测户 三类人员 三类户 易返贫致贫人口",
        "farmer_herder": "农牧民工 农牧民 农民 牧民 农村劳动力 农村牧区劳动力 农民工",
        "veteran": "退役军人 退伍军人 复员军人 转业军人",
        "disabled": "残疾人 残疾人员 残疾",
        "severe_disabled": "重度残疾人 重残 重度残疾",
        "difficulty": "就业困难人员 就业困难 困难人员 就困人员 4050人员",
        "older_difficulty": "大龄就业困难人员 大龄困难人员 大龄就业困难 大龄人员",
        "marginal_household": "边缘易致贫户 边缘户 边缘易致贫",
        "returned_worker": "返乡回流人员 返乡农民工 返乡人员 返乡",
        "relocated": "易地搬迁群众 易地搬迁 易地扶贫搬迁 搬迁群众 易地搬迁人员",
        "fishing_ban": "退捕渔民 禁捕渔民 长江退捕渔民 渔民",
        "registered_poor": "建档立卡贫困劳动力 建档立卡贫困人口 建档立卡 贫困人口 贫困劳动力",
        "unlifted_poor": "2019年底未脱贫人口 未脱贫人口 未脱贫贫困劳动力",
        "low_income": "低保对象 低保 低保人员 低保户 城乡低保 低收入人口",
    },
    notices={
        **dict.fromkeys(("登记失业人员", "登记失业", "失业人员"), _REGISTERED),
        **dict.fromkeys(("零就业家庭成员", "零就业家庭", "零就业"), _ZERO_EMPLOYMENT),
        **dict.fromkeys(
            ("其他", "其它", "一般人员", "普通人员", "一般户", "一般农户", "群众", "普通劳动力"), ""
        ),
    },
)
