"""The kinds that registers, classes, employers, jobs and claims are told apart by: codes and Chinese words."""

from __future__ import annotations

EMPLOYER_KINDS: dict[str, str] = {
    "enterprise": "企业",
    "soe": "国有企业",
    "cooperative": "合作社",
    "workshop": "就业帮扶车间",
    "agency": "人力资源服务机构",
    "institution": "培训机构",
    "technical_school": "技工院校",
    "public_service": "公共服务机构",
    "individual": "个体工商户",
    "other": "其他单位",
}

EMPLOYER_SIZES: dict[str, str] = {
    "micro": "微型",
    "small": "小型",
    "medium": "中型",
    "large": "大型",
    "": "未核实",
}

REACHES: dict[str, str] = {
    "county": "县内",
    "city": "市内县外",
    "province": "省内市外",
    "outside": "省外",
    "": "未核实",
}

CLASS_MODES: dict[str, str] = {"offline": "线下", "online": "线上", "blended": "线上线下结合"}

WORK_KINDS: dict[str, str] = {
    "contract": "合同就业",
    "self_employed": "自主创业",
    "flexible": "灵活就业",
    "public_post": "公益性岗位",
    "farming": "务农务牧",
    "other": "其他",
}

CLASS_KINDS: dict[str, str] = {
    "skill": "技能培训",
    "startup": "创业培训",
    "on_job": "以工代训",
    "apprentice": "企业新型学徒制",
    "adaptation": "劳动预备（适应性）培训",
    "new_occupation": "新职业培训",
    "staff": "基层工作人员培训",
    "agri_technician": "农民工转农技工培训",
}

SITE_KINDS: dict[str, str] = {
    "gig_market": "零工市场",
    "help_workshop": "就业帮扶车间",
    "startup_studio": "创业指导工作室",
    "startup_park": "返乡创业园",
    "incubator": "创业孵化载体",
    "startup_project": "优质创业项目",
    "youth_station": "青年求职加油站",
    "training_carrier": "高技能人才培训载体",
    "master_studio": "技能大师工作室",
    "labour_brand": "劳务品牌",
    "full_employment_community": "充分就业社区（村）",
    "leye_station": "乐业小站",
    "resettlement_area": "易地搬迁安置区",
    "key_township": "重点群体集中乡镇",
    "startup_base": "返乡创业基地",
    "training_base": "农技工品牌培训基地",
    "employment_assistant": "村级就业协理员",
    "monitored_enterprise": "监测企业",
    "soe_project": "国企合力团项目",
    "community_factory": "社区工厂",
    "village_account": "台账账号村",
}

ACTIVITY_KINDS: dict[str, str] = {
    "ledger_check": "台账更新核对",
    "data_exchange": "就业数据交换",
    "job_collection": "岗位信息收集",
    "training_demand_publication": "培训需求清单发布",
    "gig_market_service": "零工市场服务活动",
    "resettlement_fair": "安置区专场招聘",
    "staff_training": "基层人员业务培训",
    "campus_visit": "进校园",
    "info_collection": "劳动力信息采集",
    "broker_trained": "劳务经纪人培育",
    "four_enters": "四送四进",
    "policy_publicity": "政策宣传",
    "fund_check": "资金检查",
    "workshop_upgrade": "帮扶车间提质改造验收",
}

READING_KINDS: dict[str, str] = {
    "surveyed_unemployment_rate": "城镇调查失业率",
    "registered_unemployment_rate": "城镇登记失业率",
    "satisfaction_service": "服务满意度",
    "satisfaction_training": "培训满意度",
    "satisfaction_policy": "政策满意度",
    "skilled_workers": "技能人才数",
    "soe_project_labour": "国企项目用工",
    "pv_income": "光伏收益",
    "headcount": "单位职工人数",
    "new_urban_jobs": "城镇新增就业",
    "loans_issued_fen": "创业担保贷款发放额",
    "jobs_last_year": "上年同期就业人数",
    "one_visit_items": "最多跑一次事项",
    "grassroots_staff_trained": "基层平台人员受训",
    "jiangsu_cooperation_placed": "苏陕劳务协作扶持就业人数",
    "soe_project_temporary_labour": "国企项目临时用工",
}
