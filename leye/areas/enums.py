"""Levels and kinds of areas. GB/T 2260 names levels; kinds keep leagues, banners, gacha and zones apart (#135)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    PROVINCE = 1, _("省级")
    PREFECTURE = 2, _("市级")
    COUNTY = 3, _("县级")
    TOWNSHIP = 4, _("乡级")
    VILLAGE = 5, _("村级")


class Kind(models.TextChoices):
    PROVINCE = "province", _("省")
    AUTONOMOUS_REGION = "autonomous_region", _("自治区")
    MUNICIPALITY = "municipality", _("直辖市")
    CITY = "city", _("市")
    LEAGUE = "league", _("盟")
    PREFECTURE = "prefecture", _("自治州、地区")
    COUNTY = "county", _("县")
    COUNTY_CITY = "county_city", _("县级市")
    DISTRICT = "district", _("区")
    BANNER = "banner", _("旗")
    ZONE = "zone", _("管理区、经开区、园区")
    FARM = "farm", _("农林牧场及类似单位")
    TOWNSHIP = "township", _("乡")
    TOWN = "town", _("镇")
    SUBDISTRICT = "subdistrict", _("街道")
    SUMU = "sumu", _("苏木")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")
    GACHA = "gacha", _("嘎查")
