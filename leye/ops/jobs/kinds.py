"""The work that the demo's counties offer: made up by us after what counties offer, none of it anybody's advert."""

from typing import NamedTuple

#: Where the work is: in a township, in the county's town, elsewhere in the city, or far away, by the job bank.
HERE, SEAT, CITY, FAR = "here", "seat", "city", "far"


class Kind(NamedTuple):
    """One kind of work: pay in yuan (a month unless said), seats at most, and what is asked for."""

    where: str
    title: str
    occupation: str
    low: int | None
    high: int | None
    seats: int
    duties: str
    education: str = ""
    certificate: str = ""
    skill: str = ""
    demands: str = ""
    hours: str = "full"
    contract: str = "labour"
    period: str = "month"
    groups: str = ""
    years: int = 0
    housing: bool = False


KINDS = (
    # In the townships.
    Kind(HERE, "大棚采摘工", "园艺工", 110, 150, 12, "采摘、分拣、装箱", hours="seasonal",
         contract="labour_service", period="day"),
    Kind(HERE, "养殖场饲养员", "家畜饲养员", 3500, 4500, 3, "喂养牛羊，清理圈舍", demands="heavy", housing=True),
    Kind(HERE, "蛋鸡场饲养员", "家禽饲养员", 3200, 4000, 3, "拣蛋、喂料、消毒"),
    Kind(HERE, "果园修剪工", "农艺工", 130, 180, 8, "果树修剪、疏花疏果", skill="农艺工", hours="seasonal",
         contract="labour_service", period="day"),
    Kind(HERE, "帮扶车间缝纫工", "缝纫工", 2500, 4500, 15, "缝制校服，不会的先学", hours="flexible", groups="formerly_poor"),
    Kind(HERE, "合作社装卸工", "装卸搬运工", 3800, 5000, 4, "农产品装车卸车", demands="heavy"),
    Kind(HERE, "村级保洁员", "保洁员", 2000, 2400, 4, "清扫村道和公共场所", hours="part", groups="difficulty"),
    Kind(HERE, "护林护草员", "护林员", 2200, 2600, 5, "日常巡护、防火宣传", groups="formerly_poor"),
    Kind(HERE, "农家乐服务员", "餐厅服务员", 2600, 3200, 3, "点菜、上菜、收拾餐桌", hours="flexible"),
    # In the county's town.
    Kind(SEAT, "小区保洁员", "保洁员", 2400, 2800, 6, "楼道和院落保洁", demands="standing", groups="difficulty"),
    Kind(SEAT, "物业保安员", "保安员", 2800, 3400, 6, "门岗、巡逻", certificate="保安员证", demands="night", hours="shift"),
    Kind(SEAT, "商场保安员", "保安员", 2600, 3000, 4, "商场巡视、秩序维护", demands="standing", hours="shift"),
    Kind(SEAT, "餐厅服务员", "餐厅服务员", 3000, 3800, 6, "迎客、传菜、收台", demands="standing"),
    Kind(SEAT, "炒菜厨师", "中式烹调师", 5500, 7500, 2, "热菜制作", skill="中式烹调师", years=2, certificate="健康证"),
    Kind(SEAT, "面点师傅", "中式面点师", 4500, 6000, 2, "馒头、花卷、面条制作", skill="中式面点师", certificate="健康证"),
    Kind(SEAT, "超市收银员", "收银员", 2800, 3400, 4, "收银、对账", education="70"),
    Kind(SEAT, "县城外卖配送员", "网约配送员", 4000, 7000, 10, "送餐，多劳多得", hours="flexible", contract="labour_service"),
    Kind(SEAT, "快递收派员", "快递员", 4500, 6500, 6, "收件、派件", demands="heavy"),
    Kind(SEAT, "家政服务员", "家政服务员", 3500, 5000, 8, "做饭、打扫", hours="flexible"),
    Kind(SEAT, "养老院护理员", "养老护理员", 3600, 4500, 8, "照料老人起居", demands="night", hours="shift"),
    Kind(SEAT, "美发助理", "美发师", 3000, 5000, 3, "洗发、吹风，学徒也可", skill="美发师"),
    Kind(SEAT, "美容师", "美容师", 3500, 6000, 3, "皮肤护理", skill="美容师"),
    Kind(SEAT, "物业管理员", "物业管理师", 3500, 4500, 2, "报修、收费、走访业主", education="60"),
    Kind(SEAT, "维修电工", "电工", 4500, 6500, 2, "厂区线路检修", certificate="电工证", skill="电工", demands="height"),
    Kind(SEAT, "修车师傅", "汽车维修工", 4500, 7000, 3, "汽车保养和修理", skill="汽车维修工", years=1),
    Kind(SEAT, "建材店装卸工", "装卸搬运工", 4000, 5200, 4, "瓷砖、水泥搬运", demands="heavy"),
    Kind(SEAT, "工地砌筑工", "砌筑工", 260, 340, 12, "砌墙、抹灰", skill="砌筑工", demands="height heavy",
         contract="labour_service", period="day"),
    Kind(SEAT, "工地钢筋工", "钢筋工", 260, 350, 10, "钢筋下料、绑扎", skill="钢筋工", demands="heavy",
         contract="labour_service", period="day"),
    Kind(SEAT, "叉车司机", "起重装卸机械操作工", 4800, 6200, 3, "仓库装卸", certificate="叉车证", skill="叉车"),
    Kind(SEAT, "挖掘机操作手", "挖掘铲运和桩工机械司机", 7000, 9500, 2, "土方开挖", skill="挖掘铲运和桩工机械司机", years=2),
    Kind(SEAT, "货车司机", "道路货运汽车驾驶员", 6000, 8500, 4, "县内和周边送货", certificate="B2驾驶证"),
    Kind(SEAT, "电商运营助理", "电子商务师", 3500, 5000, 3, "商品上架、客户答复", education="60", skill="电子商务师"),
    Kind(SEAT, "农产品带货主播", "互联网营销师", 3000, 8000, 3, "直播讲解本地农产品", hours="flexible"),
    Kind(SEAT, "小区幼儿园教师", "幼儿园教师", 2800, 3600, 3, "带班、备课", education="30", certificate="幼儿园教师资格证"),
    Kind(SEAT, "社区护士", "社区护士", 3500, 4800, 2, "门诊护理、慢病随访", education="30", certificate="护士执业证"),
    Kind(SEAT, "出纳会计", "会计专业人员", 3500, 5000, 2, "记账、报税", education="30", skill="会计专业人员", years=1,
         groups="graduate"),
    Kind(SEAT, "园区行政办事员", "行政办事员", 3200, 4200, 3, "文件收发、会议安排", education="30", groups="graduate"),
    Kind(SEAT, "宾馆客房服务员", "客房服务员", 2800, 3400, 5, "客房打扫、布草更换", demands="standing"),
    # Elsewhere in the city.
    Kind(CITY, "仓库分拣员", "仓储管理员", 4500, 5800, 20, "按单拣货、打包", demands="standing", hours="shift", housing=True),
    Kind(CITY, "酒店客房服务员", "客房服务员", 3600, 4300, 10, "客房清洁", housing=True),
    Kind(CITY, "焊工", "焊工", 6500, 9000, 6, "钢结构焊接", certificate="焊工证", skill="焊工", housing=True),
    Kind(CITY, "客服专员", "客户服务管理员", 3800, 5500, 12, "接听电话、处理投诉", education="60"),
    Kind(CITY, "月子中心护理员", "家政服务员", 5000, 8000, 6, "产妇和新生儿照料", certificate="健康证", housing=True),
    Kind(CITY, "医院陪护员", "养老护理员", 4500, 6000, 10, "住院病人陪护", demands="night", hours="shift", housing=True),
    Kind(CITY, "食品厂包装工", "装卸搬运工", 4200, 5200, 20, "流水线包装", certificate="健康证", demands="standing",
         hours="shift", housing=True),
    # By the job bank.
    Kind(FAR, "电子厂操作工", "装卸搬运工", 5500, 7500, 60, "流水线装配，坐班", hours="shift", housing=True, demands="sight"),
    Kind(FAR, "服装厂缝纫工", "缝纫工", 6000, 9000, 40, "平车、双针车", skill="缝纫工", housing=True),
    Kind(FAR, "裁剪工", "裁剪工", 6500, 8500, 8, "裁片、排料", skill="裁剪工", housing=True),
    Kind(FAR, "物流园装卸工", "装卸搬运工", 6500, 8500, 30, "快件装卸", demands="heavy night", hours="shift", housing=True),
    Kind(FAR, "保安员", "保安员", 5000, 6000, 20, "厂区门岗", certificate="保安员证", demands="night", hours="shift",
         housing=True),
    Kind(FAR, "餐饮服务员", "餐厅服务员", 5000, 6500, 20, "连锁餐厅前厅", housing=True),
    Kind(FAR, "快递驿站站员", "快递员", 5500, 7500, 15, "入库、出库、寄件", housing=True),
    Kind(FAR, "高校毕业生储备干部", "行政办事员", 6000, 8000, 6, "轮岗培养", education="20", groups="graduate", housing=True),
)  # fmt: skip

#: Names of employers elsewhere, made up; the county's job bank knows them.
CITY_EMPLOYERS = ("河畔物流仓储有限公司", "金穗大酒店有限公司", "安泰钢构有限公司", "康护陪护服务有限公司")
FAR_EMPLOYERS = ("启明电子制造有限公司", "锦云服饰有限公司", "速达供应链有限公司", "味原餐饮管理有限公司")
#: Courses that end with what vacancies ask for.
COURSES = (
    ("保安员培训班", "保安员", "保安员证"), ("低压电工取证班", "电工", "电工证"),
    ("叉车司机取证班", "起重装卸机械操作工", "叉车证"),
    ("焊工取证班", "焊工", "焊工证"), ("养老护理员培训班", "养老护理员", ""), ("中式面点培训班", "中式面点师", ""),
    ("电商直播培训班", "互联网营销师", ""), ("缝纫技能培训班", "缝纫工", ""),
)  # fmt: skip
