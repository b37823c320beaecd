"""One county from its margins: people, families, names, numbers, and all that hangs on them."""

import datetime as dt

import numpy as np

from leye.ops.world import words
from leye.ops.world.census import margins
from leye.ops.world.claims import decide_claims, declare
from leye.ops.world.draw import Bools, Ints, Rng, chance, day_number, pick, some, stream
from leye.ops.world.events import hold_fairs
from leye.ops.world.families import RELATIONS, Families, put_together
from leye.ops.world.groups import join_groups
from leye.ops.world.identities import Registry, phones
from leye.ops.world.naming import Reader, Texts, name_everybody
from leye.ops.world.options import WorldOptions
from leye.ops.world.people import EDUCATION_CODES, People, draw_people
from leye.ops.world.places import Places
from leye.ops.world.posts import place_people
from leye.ops.world.registers import keep_registers
from leye.ops.world.scene import Scene, Seats
from leye.ops.world.services import give_services
from leye.ops.world.status import CAPACITIES, set_standing
from leye.ops.world.tables import NO_DAY, Rows
from leye.ops.world.training import train_people
from leye.ops.world.wishes import state_wishes
from leye.ops.world.working import Employers, give_work
from leye.standards.divisions import names_path

DUPLICATES = 6
DIED = 0.004


class Maker:
    """Makes counties one after the other; holds what runs on between them: ids, identity numbers, pinyin."""

    def __init__(self, options: WorldOptions) -> None:
        self.options = options
        self.shares = options.shares()
        self.registry = Registry(list(self.shares))
        self.reader = Reader()
        self.ids: dict[str, int] = {}
        self.prefectures: set[int] = set()

    def county(self, places: Places, seats: Seats) -> Scene:
        """One county with all its rows."""
        options, code = self.options, places.county
        seed, day = options.seed, options.day
        figures = margins(code)
        people = draw_people(stream(seed, code, "people"), figures, self.shares[code], day)
        families = put_together(stream(seed, code, "families"), figures, people)
        people, families = _by_household(people, families)
        place = places.draw_villages(stream(seed, code, "places"), len(families.heads), figures.urban)
        village = place[families.household]
        standing = set_standing(
            stream(seed, code, "status"), people, families, places.is_town[village], day.year
        )
        rng = stream(seed, code, "names")
        ethnic = _ethnic(rng, code, figures.minority, families)
        names = name_everybody(rng, people, families, ethnic)
        rows = Rows(self.ids)
        ids = rows.peek("ledger_person") + np.arange(len(people))
        scene = Scene(seed, day, places, seats, rows, people, families, standing, ids, village, names)
        scene.groups = join_groups(
            stream(seed, code, "groups"), rows, ids, scene.areas, people, families, standing, code[:2], day
        )
        self._people(scene, ethnic, place)
        place_people(scene)
        employers = Employers(scene)
        give_work(scene, employers)
        state_wishes(scene)
        give_services(scene, employers, options.services)
        declare(scene)
        train_people(scene, employers)
        decide_claims(scene)
        keep_registers(scene, employers)
        hold_fairs(seed, rows, places, self._prefecture(places), self.shares, day)
        return scene

    def _prefecture(self, places: Places) -> str | None:
        """The name of the county's prefecture when this is its first county here, else None."""
        if places.prefecture_no in self.prefectures or places.prefecture_no == places.county_no:
            return None
        self.prefectures.add(places.prefecture_no)
        return names_path(places.county)[-2]

    def _people(self, scene: Scene, ethnic: Texts, place: Ints) -> None:
        """Households and people, with a few recorded twice."""
        rng, people, families = scene.stream("identities"), scene.people, scene.families
        count, houses = len(people), len(families.heads)
        town_index = scene.places.town_index[place]
        address = [f"{scene.places.town_names[t]}{scene.places.names[v]}{i % 9 + 1}组{i % 97 + 1}号"
                   for i, (t, v) in enumerate(zip(town_index, place, strict=True))]  # fmt: skip
        house_ids = scene.rows.add(
            "ledger_household", houses, area_id=scene.places.numbers[place], head_id=scene.ids[families.heads],
            number=[f"{scene.places.county}-{i + 1:06d}" for i in range(houses)], address=address,
        )  # fmt: skip
        scene.houses = house_ids
        numbers = self.registry.number(rng, scene.places.county, people.birth, people.woman)
        phone = phones(rng, families.household, int(house_ids[0]), people.age, int(scene.ids[0]))
        codes = np.array(scene.places.codes, dtype=object)[scene.village]
        died = some(rng, (people.age > 60) & ~np.isin(np.arange(count), families.heads), DIED * 5)
        nobody = np.array([None] * count, dtype=object)
        helper = np.array(
            [scene.seats.villages.get(int(no), (None, ""))[0] for no in scene.places.numbers], dtype=object
        )
        columns = {
            "household_id": house_ids[families.household], "relation": RELATIONS[families.relation].astype(object),
            "name": scene.names, "id_number": numbers, "birth_date": people.birth, "ethnic": ethnic,
            "sex": np.where(people.woman, "2", "1").astype(object), "phone": phone, "hukou_code": codes,
            "education": np.where(people.level < 0, "", EDUCATION_CODES[people.level]).astype(object),
            "address": np.array(address, dtype=object)[families.household],
            "work_capacity": CAPACITIES[scene.standing.capacity], "is_student": scene.standing.student,
            "graduated_on": _graduation(rng, scene), "helper_id": np.where(people.age >= 16, helper[scene.village], nobody),
            "deceased_on": np.where(died, scene.days_ago(rng, 300, count), NO_DAY),
            "source": _sources(rng, scene),
        }  # fmt: skip
        self._write(scene, columns, scene.areas)
        self._duplicates(rng, scene, columns)

    def _write(self, scene: Scene, columns: dict[str, np.ndarray], areas: Ints) -> None:
        full, short = self.reader.read(columns["name"])
        scene.rows.add(
            "ledger_person", len(areas), area_id=areas, name_pinyin=full, name_initials=short,
            id_tail=[number[-4:] for number in columns["id_number"]], **columns,
        )  # fmt: skip

    def _duplicates(self, rng: Rng, scene: Scene, columns: dict[str, np.ndarray]) -> None:
        """The same person written down again in another village, with a slip in the identity number."""
        grown = np.flatnonzero((scene.people.age > 20) & (scene.people.age < 58) & (columns["phone"] != ""))
        twice = rng.permutation(grown)[: min(DUPLICATES, len(grown) // 40)]
        if not len(twice):
            return
        again = {name: column[twice].copy() for name, column in columns.items()}
        again["household_id"] = np.array([None] * len(twice), dtype=object)
        again["relation"] = np.full(len(twice), "", dtype=object)
        again["id_number"] = self.registry.number(
            rng, scene.places.county, scene.people.birth[twice], scene.people.woman[twice]
        )
        again["source"] = np.full(len(twice), "import", dtype=object)
        again["deceased_on"] = np.full(len(twice), NO_DAY)
        again["helper_id"] = np.array([None] * len(twice), dtype=object)
        elsewhere = scene.places.numbers[rng.integers(0, len(scene.places.numbers), len(twice))]
        self._write(scene, again, elsewhere)


def _by_household(people: People, families: Families) -> tuple[People, Families]:
    """Sorted so that a household stands together, its head first."""
    order = np.lexsort((-people.age, families.relation, families.household))
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.arange(len(order))
    return people.take(order), Families(
        families.household[order], families.relation[order], back[families.heads]
    )


def _ethnic(rng: Rng, county: str, share: float, families: Families) -> Texts:
    """One ethnic group a household; minority households in the census's share of people."""
    sizes = np.bincount(families.household)
    order = rng.permutation(len(sizes))
    chosen = order[np.cumsum(sizes[order]) <= share * sizes.sum() + 0.5]
    codes = words.MINORITIES[county[:2]]
    drawn = np.array(list(codes), dtype=object)[pick(rng, list(codes.values()), len(chosen))]
    ethnic = np.full(len(sizes), "01", dtype=object)
    ethnic[chosen] = drawn
    return np.asarray(ethnic[families.household])


def _graduation(rng: Rng, scene: Scene) -> Ints:
    left = scene.standing.graduated
    june = np.array(
        [day_number(dt.date(int(year), 6, 30)) if year else NO_DAY for year in left], dtype=np.int64
    )
    return np.where(
        (left > 0) & (june <= scene.today), june - (rng.random(len(left)) * 20).astype(np.int64), NO_DAY
    )


def _sources(rng: Rng, scene: Scene) -> Texts:
    """Where the record of a person came from: surveys mostly, lists of departments, graduates, imports, counters."""
    groups, count = scene.groups, len(scene.people)
    listed: Bools = groups.of("formerly_poor") | groups.of("disabled") | groups.of("veteran")
    rest = np.array(["survey", "import", "counter", "portal"], dtype=object)[
        pick(rng, (0.72, 0.2, 0.06, 0.02), count)
    ]
    chosen = np.select(
        [groups.of("graduate"), listed & chance(rng, 0.6, count)], ["graduate_system", "department"], rest
    )
    return np.asarray(chosen.astype(object))
