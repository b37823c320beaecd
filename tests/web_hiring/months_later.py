"""Four months pass in the site's database: `python -m tests.web_hiring.months_later`, with LEYE_DATABASE_NAME set.

Hires are dated back, and the night's derivation runs, as it would have on each of the days.
"""


def main() -> None:
    """Date back, derive."""
    from leye.ops.boot import boot

    boot()
    from leye.accounts.actions.base import Actor
    from leye.accounts.scope import as_service
    from leye.hiring.actions.follow import DeriveOutcomes
    from leye.hiring.models import FollowUp, Hire
    from leye.ledger.models import EmploymentSpell
    from leye.standards.calendar import add_months, today

    began = add_months(today(), -4)
    with as_service():
        for hire in Hire.objects.all():
            EmploymentSpell.objects.filter(pk=hire.spell_id).update(started_on=began)
            Hire.objects.filter(pk=hire.pk).update(started_on=began)
            for one in FollowUp.objects.filter(hire=hire):
                FollowUp.objects.filter(pk=one.pk).update(due_on=add_months(began, one.months))
        DeriveOutcomes(Actor.system()).run()


if __name__ == "__main__":
    main()
