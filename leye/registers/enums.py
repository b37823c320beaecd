"""Kinds of sites, activities and readings that documents ask for. A leaf: imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteKind(models.TextChoices):
    GIG_MARKET = "gig_market", _("零工市场")
    HELP_WORKSHOP = "help_workshop", _("就业帮扶车间")
    STARTUP_STUDIO = "startup_studio", _("创业指导工作室")
    STARTUP_PARK = "startup_park", _("返乡创业园")
    INCUBATOR = "incubator", _("创业孵化载体")
    STARTUP_PROJECT = "startup_project", _("优质创业项目")
    YOUTH_STATION = "youth_station", _("青年求职加油站")
    TRAINING_CARRIER = "training_carrier", _("高技能人才培训载体")
    MASTER_STUDIO = "master_studio", _("技能大师工作室")
    LABOUR_BRAND = "labour_brand", _("劳务品牌")
    FULL_EMPLOYMENT_COMMUNITY = "full_employment_community", _("充分就业社区（村）")
    LEYE_STATION = "leye_station", _("乐业小站")
    RESETTLEMENT_AREA = "resettlement_area", _("易地搬迁安置区")
    KEY_TOWNSHIP = "key_township", _("重点群体集中乡镇")
    STARTUP_BASE = "startup_base", _("返乡创业基地")
    TRAINING_BASE = "training_base", _("农技工品牌培训基地")
    EMPLOYMENT_ASSISTANT = "employment_assistant", _("村级就业协理员")
    MONITORED_ENTERPRISE = "monitored_enterprise", _("监测企业")
    SOE_PROJECT = "soe_project", _("国企合力团项目")
    COMMUNITY_FACTORY = "community_factory", _("社区工厂")
    VILLAGE_ACCOUNT = "village_account", _("台账账号村")


class ActivityKind(models.TextChoices):
    LEDGER_CHECK = "ledger_check", _("台账更新核对")
    DATA_EXCHANGE = "data_exchange", _("就业数据交换")
    JOB_COLLECTION = "job_collection", _("岗位信息收集")
    TRAINING_DEMAND_PUBLICATION = "training_demand_publication", _("培训需求清单发布")
    GIG_MARKET_SERVICE = "gig_market_service", _("零工市场服务活动")
    RESETTLEMENT_FAIR = "resettlement_fair", _("安置区专场招聘")
    STAFF_TRAINING = "staff_training", _("基层人员业务培训")
    CAMPUS_VISIT = "campus_visit", _("进校园")
    INFO_COLLECTION = "info_collection", _("劳动力信息采集")
    BROKER_TRAINED = "broker_trained", _("劳务经纪人培育")
    FOUR_ENTERS = "four_enters", _("四送四进")
    POLICY_PUBLICITY = "policy_publicity", _("政策宣传")
    FUND_CHECK = "fund_check", _("资金检查")
    WORKSHOP_UPGRADE = "workshop_upgrade", _("帮扶车间提质改造验收")


class ReadingKind(models.TextChoices):
    SURVEYED_UNEMPLOYMENT_RATE = "surveyed_unemployment_rate", _("城镇调查失业率")
    REGISTERED_UNEMPLOYMENT_RATE = "registered_unemployment_rate", _("城镇登记失业率")
    SATISFACTION_SERVICE = "satisfaction_service", _("就业服务满意度")
    SATISFACTION_TRAINING = "satisfaction_training", _("培训满意度")
    SATISFACTION_POLICY = "satisfaction_policy", _("政策落实满意度")
    SKILLED_WORKERS = "skilled_workers", _("技能人才数")
    SOE_PROJECT_LABOUR = "soe_project_labour", _("国企项目用工")
    PV_INCOME = "pv_income", _("光伏收益用于公益性岗位")
    HEADCOUNT = "headcount", _("单位职工人数")
    NEW_URBAN_JOBS = "new_urban_jobs", _("城镇新增就业人数")
    LOANS_ISSUED_FEN = "loans_issued_fen", _("创业担保贷款发放额")
    JOBS_LAST_YEAR = "jobs_last_year", _("上年同期就业人数")
    ONE_VISIT_ITEMS = "one_visit_items", _("“最多跑一次”事项")
    GRASSROOTS_STAFF_TRAINED = "grassroots_staff_trained", _("基层平台人员受训")
    JIANGSU_COOPERATION_PLACED = "jiangsu_cooperation_placed", _("苏陕劳务协作扶持就业人数")
    SOE_PROJECT_TEMPORARY_LABOUR = "soe_project_temporary_labour", _("国企项目临时用工")


#: Rates are kept as shares per 10,000.
PER_TEN_THOUSAND = 10_000
RATES = frozenset({ReadingKind.SURVEYED_UNEMPLOYMENT_RATE, ReadingKind.REGISTERED_UNEMPLOYMENT_RATE})
#: Money in fen, of a whole or alone.
MONEY = frozenset({ReadingKind.PV_INCOME, ReadingKind.LOANS_ISSUED_FEN})
#: Figures of one employer.
OF_EMPLOYERS = frozenset({ReadingKind.HEADCOUNT})
