"""What one part of the program tells another that stands beside it: whose service has ended."""

from leye.cases.models import Case


def service_ended(person_ids: list[int]) -> set[int]:
    """Those among these people who had cases, and have none in hand: nobody reminds them any more."""
    cases = Case.objects.filter(person_id__in=person_ids).values_list("person_id", "exited_on")
    in_hand = {person for person, exited_on in cases if exited_on is None}
    return {person for person, _exited_on in cases} - in_hand
