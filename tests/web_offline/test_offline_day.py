"""A day in a village without a network, in a real Chromium."""

import pytest

from tests.web_offline.cable import Cable
from tests.web_offline.conftest import Device, said

pytestmark = pytest.mark.browser


def test_a_visit_recorded_without_a_network_is_synced_later(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()
    device.page.reload()
    device.unlock()
    device.page.get_by_text("没有网络").wait_for()
    device.visit("李建国", said("follow_up", "在家，想找活"))
    cable.plug()
    device.sync()
    device.page.get_by_text("已入账1条").wait_for()
    device.open("/people/2/").get_by_text("在家，想找活").first.wait_for()
