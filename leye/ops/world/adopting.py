"""Documents adopted as standing local rules, and a transfer request that waits for an answer."""

import datetime as dt
from typing import NamedTuple

import numpy as np
import pghistory
from django.utils import timezone

from leye.accounts.models import User
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption
from leye.casework.models import TransferCase, TransferRequest
from leye.ops.world.scene import Scene
from leye.vault.crypto import encrypt, index_of

PACK = "nm_2022_28"
#: In the demo each county also goes on with what its own province or prefecture ordered.
OF_THE_COUNTY = {"610622": "sn_2020_26", "431122": "yz_2024_15"}
BASIS = "演示：文件期满后，作为本地常设规则继续执行"


class Held(NamedTuple):
    """A person of a world, as a transfer request needs him."""

    id: int
    area: int
    number: str
    name: str


def adopt(area: int, proposer: User, approver: User, as_of: dt.date, pack: str = PACK) -> None:
    """A document in force in an area for the year of the day, proposed by one and approved by another."""
    first = dt.date(as_of.year, 1, 1)
    with pghistory.context(action="DemoWorld", source="system", user=proposer.pk):
        Adoption.objects.using("owner").get_or_create(
            pack=pack, area_id=area, valid_from=first,
            defaults={"valid_to": dt.date(as_of.year, 12, 31), "standing": True, "basis": BASIS,
                      "state": AdoptionState.APPROVED, "proposed_by": proposer, "decided_by": approver,
                      "decided_at": timezone.now()},
        )  # fmt: skip


def ask_for_transfer(to_area: int, asker: User, held: Held) -> None:
    """A county asks for a person whom another county holds: the request, and the holder's side of it."""
    reason = "本人已来我县居住并求职，请求转入服务"
    with pghistory.context(action="DemoWorld", source="transfer", user=asker.pk):
        request = TransferRequest.objects.using("owner").create(
            area_id=to_area, id_index=index_of(held.number), id_cipher=encrypt(held.number), name=held.name,
            reason=reason, asked_by=asker,
        )  # fmt: skip
        TransferCase.objects.using("owner").create(
            request=request, person_id=held.id, area_id=held.area, to_area_id=to_area, reason=reason
        )


def somebody(scene: Scene) -> Held:
    """A grown-up of a county who looks for work."""
    table = next(table for name, table in scene.rows.tables() if name == "ledger_person")
    fits = np.flatnonzero(scene.willing & (scene.people.age >= 20) & (scene.people.age < 45))
    row = table.slice(int(fits[len(fits) // 2]) if len(fits) else 0, 1).to_pylist()[0]
    return Held(row["id"], row["area_id"], row["id_number"], row["name"])
