"""The night: finds, repeats itself without writing, survives being killed, overwrites nobody's later work."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connections

from leye.accounts.scope import as_service
from leye.casework.models import ServiceRecord
from leye.worklist.models import Todo
from leye.worklist.night import NightBusy, run_night
from leye.worklist.night.running import Address, only_one
from leye.worklist.refresh import refresh_people
from tests.worklist.people import DAY, adopt, unemployed

VILLAGE = 150822101201
COUNTY = 150822000000
STEPS = ["standing", "export", "evaluate", "stage", "write", "figures"]
