"""The orders of 内人社发〔2022〕28号 that can be computed. Numbers and choices stand in parameters.yaml."""

from leye.packs.nm_2022_28.areas import (
    annual_report,
    monthly_fair,
    quarterly_form,
    weekly_fair,
)
from leye.packs.nm_2022_28.goals import (
    difficulty_employed,
    graduates_employed,
    labour_transferred,
    served_share,
    special_fairs,
    unemployed_reemployed,
    zero_employment_households,
)
from leye.packs.nm_2022_28.posts import (
    one_member_employed,
    welfare_post_again,
    welfare_post_term,
    welfare_post_times,
)
from leye.packs.nm_2022_28.registers import (
    assistant_posts,
    assistants,
    four_sends,
    labour_brands,
    startup_training,
    veterans_trained,
    village_assistant,
    village_assistants_most,
)
from leye.packs.nm_2022_28.service import (
    career_guidance,
    monthly_follow_up,
    policy_briefing,
    policy_help,
    recommended_courses,
    recommended_jobs,
    service_list,
    survey,
)
from leye.packs.nm_2022_28.who import members_employed, members_employed_at_new_year, members_who_can

__all__ = [
    "annual_report",
    "assistant_posts",
    "assistants",
    "career_guidance",
    "difficulty_employed",
    "four_sends",
    "graduates_employed",
    "labour_brands",
    "labour_transferred",
    "members_employed",
    "members_employed_at_new_year",
    "members_who_can",
    "monthly_fair",
    "monthly_follow_up",
    "one_member_employed",
    "policy_briefing",
    "policy_help",
    "quarterly_form",
    "recommended_courses",
    "recommended_jobs",
    "served_share",
    "service_list",
    "special_fairs",
    "startup_training",
    "survey",
    "unemployed_reemployed",
    "veterans_trained",
    "village_assistant",
    "village_assistants_most",
    "weekly_fair",
    "welfare_post_again",
    "welfare_post_term",
    "welfare_post_times",
    "zero_employment_households",
]
