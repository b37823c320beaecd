"""Who may do what on the demand side."""

from leye.accounts.enums import Role

#: Who keeps sources, brands, key employers and exchanges of a county.
CAN_KEEP = (Role.COUNTY_OFFICER,)
#: Who visits employers and writes down what they need.
CAN_VISIT = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: Who drafts a month's list, and who publishes it.
CAN_DRAFT = (Role.COUNTY_OFFICER, Role.SUPERVISOR)
CAN_PUBLISH = (Role.COUNTY_LEADER, Role.SUPERVISOR)
#: Who sets the rules of an area.
CAN_SET_RULES = (Role.COUNTY_OFFICER, Role.SUPERVISOR)
MOST_SEATS = 1_000_000
