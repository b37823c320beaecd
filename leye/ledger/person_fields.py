"""The fields of a person that people fill in: how each is cleaned, and how it is shown."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from leye.ledger.actions.base import Problems
from leye.ledger.columns import column_label
from leye.ledger.enums import Relation, WorkCapacity
from leye.ledger.identities import write_identity
from leye.ledger.models import Person
from leye.ledger.naming import name_keys
from leye.standards.codes import EDUCATION, ETHNIC, SEX
from leye.standards.divisions import full_name
from leye.standards.identity import IdentityError, mask_identity, parse_identity
from leye.standards.names import PersonNameError, clean_name
from leye.standards.phones import PhoneError, clean_phone
from leye.vault.crypto import decrypt

#: Fields that UpdatePerson takes, in the order of the form; id_number stands for the cipher and its columns.
EDITABLE = (
    "name", "id_number", "phone", "ethnic", "education", "address", "hukou_code", "work_capacity",
    "is_student", "graduated_on", "relation", "note",
)  # fmt: skip


def label_of(name: str) -> str:
    """The Chinese label of a field."""
    if name == "id_number":
        return _("身份证号")
    return column_label(Person, name)


def clean_fields(values: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    """Cleaned values of the fields given; what is wrong goes to `problems`. id_number becomes an Identity."""
    cleaned: dict[str, Any] = {}
    for name, value in values.items():
        if name not in EDITABLE:
            raise KeyError(name)
        try:
            cleaned[name] = _clean_one(name, value, problems)
        except (PersonNameError, IdentityError, PhoneError) as error:
            problems.add(name, str(error))
    identity = cleaned.get("id_number")
    if identity is not None:
        problems.past(
            "graduated_on", label_of("graduated_on"), cleaned.get("graduated_on"), identity.birth_date
        )
    return cleaned


def _clean_one(name: str, value: Any, problems: Problems) -> Any:
    if name == "name":
        return clean_name(value)
    if name == "id_number":
        return parse_identity(value)
    if name == "phone":
        return clean_phone(value) if value else ""
    if name == "is_student":
        return bool(value)
    if name == "graduated_on":
        problems.past(name, label_of(name), value)
        return value
    if name in ("relation", "work_capacity"):
        return problems.choice(Person, name, value or "", required=name == "work_capacity")
    if name in ("ethnic", "education"):
        if value and value not in (ETHNIC if name == "ethnic" else EDUCATION):
            problems.add(name, _("请从列表中选择%(label)s。") % {"label": label_of(name)})
        return value or ""
    if name == "hukou_code" and value and not (str(value).isdigit() and len(str(value)) in (6, 9, 12)):
        problems.add(name, _("户籍地代码应为6、9或12位数字。"))
    return problems.text(Person, name, value)


def put(person: Person, cleaned: Mapping[str, Any]) -> None:
    """Set cleaned values on a person, with the columns that follow from them; does not save."""
    for name, value in cleaned.items():
        if name == "id_number":
            write_identity(person, value)
        else:
            setattr(person, name, value)
    if "name" in cleaned:
        person.name_pinyin, person.name_initials = name_keys(person.name)


def value_of(row: Any, name: str) -> Any:
    """A field of a person or of one of its history rows; the number behind the cipher for id_number."""
    return decrypt(row.id_cipher) if name == "id_number" else getattr(row, name)


def show(name: str, value: Any) -> str:
    """A field's value as people read it; identity numbers masked."""
    if value is None or value == "":
        return ""
    if name == "id_number":
        return mask_identity(getattr(value, "number", value))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dt.date):
        return value.isoformat()
    lists: dict[str, Any] = {"ethnic": ETHNIC, "education": EDUCATION, "sex": SEX}
    if name in lists:
        return lists[name].label(value) if value in lists[name] else str(value)
    if name == "relation":
        return str(Relation(value).label)
    if name == "work_capacity":
        return str(WorkCapacity(value).label)
    if name == "hukou_code":
        return full_name(value) or str(value)
    return str(value)
