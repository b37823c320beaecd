"""What a declined job teaches the next recommendation, whatever the order in which things were declined."""

from hypothesis import given
from hypothesis import strategies as st

from leye.hiring.enums import DeclineReason
from leye.hiring.lessons import EFFECTS, Declined, Lessons, learnt, small_class

declined = st.builds(
    Declined,
    st.sampled_from([reason.value for reason in DeclineReason]),
    st.sampled_from(["6-18-02-04", "4-02-01-03", "6-18", ""]),
    st.none() | st.integers(0, 2_000_000),
    st.sampled_from(["", "full", "shift"]),
    st.lists(st.sampled_from(["heavy", "heat", "night"]), unique=True).map(tuple),
    st.none() | st.integers(1, 9),
    st.integers(0, 4),
)


def test_nothing_declined_teaches_nothing() -> None:
    assert learnt([]) == Lessons()


def test_each_reason_changes_what_it_says_and_nothing_else() -> None:
    def after(reason: str) -> Lessons:
        return learnt([Declined(reason, "6-18-02-04", 400_000, "shift", ("heavy", "heat"), 7, radius=2)])

    assert after("kind_of_work") == Lessons(not_kinds=frozenset({"6-18-02"}))
    assert after("too_far") == Lessons(nearer_than=2)
    assert after("pay_too_low") == Lessons(above_fen=405_000)
    assert after("hours") == Lessons(not_hours=frozenset({"shift"}))
    assert after("health") == Lessons(not_demands=frozenset({"heavy", "heat"}))
    assert after("distrust") == Lessons(not_employers=frozenset({7}))
    for reason in set(DeclineReason) - set(EFFECTS):
        assert after(reason) == Lessons()


def test_of_several_the_narrowest_counts() -> None:
    both = [Declined("too_far", radius=3), Declined("too_far", radius=2)]
    assert learnt(both).nearer_than == 2
    paid = [Declined("pay_too_low", pay_fen=300_000), Declined("pay_too_low", pay_fen=450_000)]
    assert learnt(paid).above_fen == 455_000


def test_a_job_at_home_that_is_too_far_narrows_nothing_further() -> None:
    assert learnt([Declined("too_far", radius=0)]) == Lessons()


def test_unknown_pay_and_occupation_teach_nothing() -> None:
    assert learnt([Declined("pay_too_low"), Declined("kind_of_work"), Declined("hours")]) == Lessons()
    assert small_class("6-18") == ""


@given(
    st.lists(declined, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))
)
def test_the_order_of_declining_does_not_matter(both: tuple[list[Declined], list[Declined]]) -> None:
    given_, shuffled = both
    assert learnt(given_) == learnt(shuffled)


@given(st.lists(declined, max_size=6), declined)
def test_declining_more_never_opens_what_was_closed(before: list[Declined], more: Declined) -> None:
    less, now = learnt(before), learnt([*before, more])
    assert now.not_kinds >= less.not_kinds
    assert now.not_hours >= less.not_hours
    assert now.not_demands >= less.not_demands
    assert now.not_employers >= less.not_employers
    assert (now.above_fen or 0) >= (less.above_fen or 0)
    assert less.nearer_than is None or (now.nearer_than or 0) <= less.nearer_than
