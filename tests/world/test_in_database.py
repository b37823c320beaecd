"""The world in PostgreSQL: every constraint holds, every row has its source, accounts can sign in."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connections
from django.db.models import F

from leye.accounts.models import Post, User
from leye.accounts.scope import acting, scope_of
from leye.adoption.models import Adoption
from leye.casework.models import ServiceRecord, TransferCase, TransferRequest
from leye.ledger.models import GroupMembership, Household, Person
from leye.ops.world.accounts import accounts_file
from leye.ops.world.build import WorldReport, build_world
from leye.ops.world.options import WorldError, WorldOptions
from leye.reporting.models import Submission
from leye.vault.crypto import decrypt, index_of

OPTIONS = WorldOptions(people=300, seed=5, as_of=dt.date(2026, 9, 17))


@pytest.fixture
def report(own_database: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> WorldReport:
    """A world of 300 in a database of its own, its accounts file in a folder of its own."""
    monkeypatch.setattr("leye.ops.world.accounts.state_dir", lambda: tmp_path)
    return build_world(OPTIONS, lambda _text: None)


def test_the_world_stands_with_accounts_adoption_and_history(report: WorldReport) -> None:
    people = Person.objects.using("owner")
    assert people.count() == report.counts["ledger_person"] >= 300
    someone = people.order_by("id").first()
    assert someone is not None
    number = decrypt(someone.id_cipher)
    assert bytes(someone.id_index) == index_of(number)
    assert number.endswith(someone.id_tail)
    assert not Household.objects.using("owner").filter(head__isnull=True).exists()
    assert not people.filter(household__isnull=False).exclude(area=F("household__area")).exists()
    adopted = Adoption.objects.using("owner").filter(standing=True, state="approved")
    # Three counties and their prefectures; and what two of the counties' own province or prefecture ordered.
    assert sorted(adopted.values_list("pack", flat=True)) == ["nm_2022_28"] * 6 + ["sn_2020_26", "yz_2024_15"]
    assert TransferRequest.objects.using("owner").count() == TransferCase.objects.using("owner").count() == 2
    assert Submission.objects.using("owner").count() == 20
    with connections["owner"].cursor() as cursor:
        for table in ("ledger_person", "casework_servicerecord", "ledger_groupmembership"):
            cursor.execute(
                f"SELECT count(*), count(c.metadata ->> 'source') FROM {table.removesuffix('s')}event e"
                " LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id"
            )
            assert cursor.fetchone() == (report.counts[table], report.counts[table])
        cursor.execute("SELECT count(DISTINCT c.metadata ->> 'source') FROM ledger_personevent e"
                       " JOIN pghistory_context c ON c.id = e.pgh_context_id")  # fmt: skip
        assert cursor.fetchone()[0] >= 3
    new = Person.objects.using("owner").create(
        area_id=someone.area_id, name="新", name_pinyin="xin", name_initials="x", id_cipher=b"1", id_index=b"1",
        id_tail="0000", birth_date=dt.date(2000, 1, 1), sex="1",
    )  # fmt: skip
    assert new.pk == report.counts["ledger_person"] + 1


def test_every_account_of_the_list_signs_in_and_sees_its_own_area_only(report: WorldReport) -> None:
    assert len(report.accounts) == 24
    kept = accounts_file()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert report.password in kept.read_text(encoding="utf-8")
    for account in report.accounts:
        user = User.objects.get(username=account.username)
        assert user.name == account.name
        assert account.name in kept.read_text(encoding="utf-8")
    assert check_password(report.password, User.objects.get(username=report.accounts[0].username).password)
    post = Post.objects.get(user__username="dongan_county")
    with acting(scope_of(post)):
        seen = set(Person.objects.values_list("area_id", flat=True))
        services = set(ServiceRecord.objects.values_list("area_id", flat=True))
    assert seen
    assert seen | services <= set(range(post.area.no, post.area.last + 1))
    with acting(scope_of(Post.objects.get(user__username="dongan_village1"))):
        assert GroupMembership.objects.values("area_id").distinct().count() == 1


def test_a_ledger_with_people_is_never_written_into(report: WorldReport) -> None:
    with pytest.raises(WorldError, match="已经有人"):
        build_world(OPTIONS, lambda _text: None)


def test_a_benchmark_world_without_history_stands_and_its_indexes_are_back(
    own_database: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leye.ops.world.accounts.state_dir", lambda: tmp_path)
    indexes = "SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'"
    with connections["owner"].cursor() as cursor:
        cursor.execute(indexes)
        before = cursor.fetchone()
    report = build_world(
        WorldOptions(people=300, seed=5, as_of=OPTIONS.day, services=5, history=False), lambda _text: None
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(indexes)
        assert cursor.fetchone() == before
        cursor.execute("SELECT count(*) FROM ledger_personevent")
        assert cursor.fetchone() == (0,)
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
    assert abs(report.counts["casework_servicerecord"] / 300 - 5) < 0.2
