"""What the registers tell: labour brands (三(四)), village assistants (三(六)), activities and trainings."""

from leye.facts import activity, area, person, site, trainee
from leye.packs.nm_2022_28.who import in_key_group
from leye.policy import COUNTY, ONCE, Duty, Indicator, Limit, Reached, param

labour_brands = Indicator(
    clause="三(四)",
    title="自治区级劳务品牌个数",
    items=(190,),
    subject=site,
    applies={
        "1 劳务品牌": site.of_kind("labour_brand"),
        "2 自治区级": site.is_province_level,
        "3 在用": site.is_open,
    },
    target=param("target_labour_brands"),
    unit="个",
)

four_sends = Indicator(
    clause="三(二)",
    title="“四送四进”活动次数",
    items=(184,),
    subject=activity,
    applies={"1 四送四进活动": activity.of_kind("four_enters")},
    at=activity.happened_on,
    distinct=False,
    unit="次",
    note="文件没有写次数，只列出做了多少，不设目标。",
)

veterans_trained = Indicator(
    clause="三(八)",
    title="退役军人培训结业人数",
    items=(198,),
    subject=trainee,
    applies={"1 退役军人": trainee.in_group("veteran"), "2 已结业": trainee.is_completed},
    at=trainee.completed_on,
    note="文件没有写人数；培训班登记里看不出是否免费，免费与否由旗县核对。",
)

startup_training = Indicator(
    clause="三(九)",
    title="有创业培训需求的重点群体得到创业培训的比例",
    items=(199,),
    subject=person,
    applies={
        "1 属于重点服务对象群体": in_key_group,
        "2 有创业意愿": person.wants_startup,
        "3 有培训需求": person.has_training_need,
    },
    done_by=person.trainings("startup"),
    at_least=param("startup_trainings"),
    measure="share",
    unit="万分比",
    per=ONCE,
    note="文件没有写期限和目标值，列出比例和名单，不逐人派任务。",
)

assistant_posts = area.count(
    "assistant_posts", "设置的协管员岗位", site.of_kind("employment_assistant") & site.is_open, of=site
)
assistants = area.count(
    "assistants",
    "在岗协管员人数",
    site.of_kind("employment_assistant") & site.is_open,
    of=site,
    total=site.people,
)

village_with_need = {
    "1 嘎查村（社区）": area.is_village,
    "2 旗县为本村设了协管员岗位（本地口径）": assistant_posts.column >= param("assistant_posts_min"),
}

village_assistant = Duty(
    clause="三(六)",
    title="有需要的嘎查村至少1名就业帮扶协管员",
    items=(195,),
    subject=area,
    applies=village_with_need,
    done_by=Reached(assistants.column),
    at_least=param("assistants_min"),
    per=ONCE,
    owner=COUNTY,
)

village_assistants_most = Limit(
    clause="三(六)",
    title="每个嘎查村至多2名就业帮扶协管员",
    items=(195,),
    subject=area,
    applies=village_with_need,
    value=assistants.column,
    at_most=param("assistants_max"),
    unit="名",
)
