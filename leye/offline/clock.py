"""When a record was really made, if the clock of the device is wrong or was set meanwhile. Pure."""

import datetime as dt
from dataclasses import dataclass

#: Clocks of devices wander, and a request takes its time; below this both measurements say the same.
DRIFT = dt.timedelta(minutes=5)
#: The earliest and latest instants that the program takes from a device's clock.
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MOST_MS = 4_102_444_800_000  # the year 2100


def instant(ms: int) -> dt.datetime:
    """The moment behind a device's milliseconds. Raises ValueError for what no clock shows."""
    if not 0 <= ms <= MOST_MS:
        raise ValueError(ms)
    return EPOCH + dt.timedelta(milliseconds=ms)


def milliseconds(moment: dt.datetime) -> int:
    """Milliseconds since 1970, as a device counts."""
    return (moment - EPOCH) // dt.timedelta(milliseconds=1)


@dataclass(frozen=True)
class Moment:
    """A corrected moment. `certain` is False when the day it falls on may be another one."""

    at: dt.datetime
    certain: bool


@dataclass(frozen=True)
class DeviceClock:
    """A device's clock, measured against the server's when the pack was taken and when it is handed in.

    `then_ms` and `now_ms` are the server's milliseconds minus the device's.
    """

    then_ms: int
    now_ms: int
    taken_at: dt.datetime
    synced_at: dt.datetime
    zone: dt.tzinfo

    def when(self, device_at: dt.datetime) -> Moment:
        """When a record was made that the device dates so."""
        first = device_at + dt.timedelta(milliseconds=self.then_ms)
        second = device_at + dt.timedelta(milliseconds=self.now_ms)
        if abs(first - second) <= DRIFT:
            return Moment(self._between(first), self._possible(first))
        possible = [moment for moment in (first, second) if self._possible(moment)]
        if len(possible) == 1:
            return Moment(self._between(possible[0]), True)
        same_day = bool(possible) and len({moment.astimezone(self.zone).date() for moment in possible}) == 1
        return Moment(self._between(first), same_day)

    def _possible(self, moment: dt.datetime) -> bool:
        return self.taken_at - DRIFT <= moment <= self.synced_at + DRIFT

    def _between(self, moment: dt.datetime) -> dt.datetime:
        return min(max(moment, self.taken_at), self.synced_at)
