"""The night: everybody's duties, limits, benefits and figures, worked out from one snapshot and written back."""

from leye.worklist.night.running import NightBusy, run_night

__all__ = ["NightBusy", "run_night"]
