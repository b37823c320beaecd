"""What people say about where they would go."""

import pytest

from leye.hiring.wished_places import radius_of

YANCHUAN = 610622000000


@pytest.mark.parametrize(
    ("place", "radius"),
    [
        ("家门口", 0), ("", 1), ("延川县", 1), ("县城", 1), ("延安市", 2), ("市里", 2), ("西安市", 3), ("西安", 3), ("榆林", 3),
        ("陕西", 3), ("北京市", 4), ("北京", 4), ("广东省深圳市", 4), ("内蒙古鄂尔多斯市", 4), ("不限", 4), ("哪里都行", 4),
        ("厂里", 1),
    ],
)  # fmt: skip
def test_a_named_place_reaches_as_far_as_it_is(place: str, radius: int) -> None:
    assert radius_of(place, YANCHUAN) == radius
