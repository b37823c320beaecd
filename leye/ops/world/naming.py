"""Made-up names for families: children carry the father's, Mongols have Mongolian names, some with a dot."""

import numpy as np
import numpy.typing as npt

from leye.ops.world import words
from leye.ops.world.draw import Bools, Rng, chance, pick
from leye.ops.world.families import CHILD, GRANDCHILD, HEAD, OTHER, PARENT, SIBLING, SPOUSE, Families
from leye.ops.world.people import People
from leye.standards.names import pinyin

Texts = npt.NDArray[np.object_]

_SURNAMES = np.array(list(words.SURNAMES), dtype=object)
_WEIGHTS = np.array(list(words.SURNAMES.values()), dtype=np.float64)
#: Years in which the second and the third list of characters came into use.
ERAS = (1975, 1995)
MONGOL = "02"


def name_everybody(rng: Rng, people: People, families: Families, ethnic: Texts) -> Texts:
    """A name for each person."""
    names = _family_names(rng, people, families) + _given_names(rng, people)
    mongol = np.flatnonzero(ethnic == MONGOL)
    names[mongol] = _mongol_names(rng, people.woman[mongol])
    rare = np.flatnonzero(chance(rng, words.RARE_SHARE, len(people)) & (ethnic != MONGOL))
    extra = pick(rng, np.ones(len(words.RARE)), len(rare))
    for person, which in zip(rare, extra, strict=True):
        names[person] = names[person][: 2 if names[person][:2] in words.SURNAMES else 1] + words.RARE[which]
    return names


def _family_names(rng: Rng, people: People, families: Families) -> Texts:
    own = pick(rng, _WEIGHTS, len(people))
    shared = pick(rng, _WEIGHTS, len(families.heads))[families.household]
    woman, relation = people.woman, families.relation
    led_by_wife = _houses_with(families, woman & (relation == HEAD)) & _houses_with(
        families, relation == SPOUSE
    )
    wife = ((relation == SPOUSE) & ~led_by_wife) | ((relation == HEAD) & led_by_wife)
    stranger = wife | (relation == OTHER) | ((relation == PARENT) & woman)
    inherits = np.isin(relation, (HEAD, SPOUSE, CHILD, GRANDCHILD, SIBLING, PARENT)) & ~stranger
    result: Texts = _SURNAMES[np.where(inherits, shared, own)]
    return result


def _houses_with(families: Families, mask: Bools) -> Bools:
    """For each person, whether somebody of his household is marked."""
    marked = np.bincount(families.household[mask], minlength=len(families.heads)) > 0
    return np.asarray(marked[families.household])


def _given_names(rng: Rng, people: People) -> Texts:
    year = people.birth / 365.2425 + 1970
    era = np.searchsorted(ERAS, year)
    given = np.full(len(people), "", dtype=object)
    for sex, lists in enumerate((words.MEN, words.WOMEN)):
        for number, characters in enumerate(lists):
            rows = np.flatnonzero((people.woman == bool(sex)) & (era == number))
            letters = np.array(list(characters), dtype=object)
            weight = 1.0 / (np.arange(len(letters)) + 6)
            first, second = (letters[pick(rng, weight, len(rows))] for _ in range(2))
            single = chance(rng, words.SINGLE_SHARE, len(rows)) | (first == second)
            given[rows] = np.where(single, first, first + second)
    return given


def _mongol_names(rng: Rng, woman: Bools) -> Texts:
    count = len(woman)
    men, women = np.array(words.MONGOL_MEN, dtype=object), np.array(words.MONGOL_WOMEN, dtype=object)
    own = np.where(
        woman, women[pick(rng, np.ones(len(women)), count)], men[pick(rng, np.ones(len(men)), count)]
    )
    father = men[pick(rng, np.ones(len(men)), count)]
    dotted = chance(rng, words.DOTTED_SHARE, count)
    result: Texts = np.where(dotted, father + "·" + own, own)
    return result


class Reader:
    """Pinyin of names, each distinct name read once in a process."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def read(self, names: Texts) -> tuple[list[str], list[str]]:
        """Full pinyin and initials of each name."""
        known = self._known
        for name in set(names) - known.keys():
            known[name] = pinyin(name)
        full = [known[name] for name in names]
        return full, ["".join(word[0] for word in text.split(" ")) for text in full]
