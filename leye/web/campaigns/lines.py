"""Campaigns as lines of a list."""

from leye.adoption.enums import CampaignState

#: The kind of tag of each state.
STATE_KINDS = {
    CampaignState.PLANNED: "info",
    CampaignState.RUNNING: "good",
    CampaignState.OVER: "warn",
    CampaignState.CLOSED: "plain",
}
