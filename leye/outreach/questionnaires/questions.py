"""A JSON schema read as questions, and which of them are asked after what was answered so far.

What a schema may use: an object whose properties are string (plain, `format: date`, or with choices), integer,
boolean, or an array of choices; choices as `oneOf` of const and title, or as `enum`. Questions that depend on
others stand under `allOf` as `if`/`then`; their properties stand in the `then`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker, SchemaError

from leye.accounts.actions.base import ActionError
from leye.outreach.questionnaires.meanings import KEYWORD, MEANINGS

Schema = Mapping[str, Any]
Answers = dict[str, Any]
#: More is not asked at a door.
MOST_QUESTIONS = 60
LONGEST_LINE = 40
#: The order of the questions, because a JSON column keeps that of lists only.
ORDER = "x-order"
#: Keywords of a property. Anything else could not be shown as a field, and would be asked of nobody.
KNOWN = {
    "title", "description", "type", "format", "enum", "oneOf", "items", "uniqueItems", "minItems", "maxItems",
    "minimum", "maximum", "minLength", "maxLength", KEYWORD,
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question: `kind` is text, lines, date, number, yes_no, one or many."""

    name: str
    title: str
    help: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    meaning: str = ""

    def words(self, value: Any) -> str:
        """An answer as people read it."""
        if value is None or value in ("", []):
            return ""
        if self.kind == "yes_no":
            return _("是") if value else _("否")
        labels = dict(self.choices)
        values = value if isinstance(value, list) else [value]
        return "、".join(labels.get(str(one), str(one)) for one in values)


def _choices(schema: Schema) -> tuple[tuple[str, str], ...]:
    if "oneOf" in schema:
        return tuple((str(one["const"]), str(one.get("title", one["const"]))) for one in schema["oneOf"])
    return tuple((str(one), str(one)) for one in schema.get("enum", ()))


def _kind(schema: Schema, choices: tuple[tuple[str, str], ...]) -> str:
    if schema["type"] == "array":
        return "many"
    if choices:
        return "one"
    if schema["type"] == "string":
        if schema.get("format") == "date":
            return "date"
        return "lines" if schema.get("maxLength", LONGEST_LINE) > 100 else "text"
    return {"integer": "number", "boolean": "yes_no"}[schema["type"]]


def _question(name: str, schema: Schema, required: bool) -> Question:
    choices = _choices(schema.get("items", schema))
    return Question(
        name, schema["title"], schema.get("description", ""), _kind(schema, choices), required, choices,
        schema.get(KEYWORD, ""),
    )  # fmt: skip


def _holds(condition: Schema, answers: Answers) -> bool:
    return Draft202012Validator(condition).is_valid(answers)


def _parts(schema: Schema, answers: Answers | None) -> Iterator[Schema]:
    """The schema itself and the `then` of every condition that holds; of every condition for `answers` None."""
    yield schema
    for part in schema.get("allOf", ()):
        if answers is None or _holds(part["if"], answers):
            yield part["then"]


def questions_of(schema: Schema, answers: Answers | None = None) -> list[Question]:
    """The questions that are asked after these answers, in order; all there are for None.

    An answer to a question that is no longer asked counts for nothing, also not as a condition.
    """
    found: dict[str, Question] = {}
    known: Answers | None = None if answers is None else {}
    # Each turn may open questions whose answers open others; with n conditions n turns open all there are.
    for _turn in range(len(schema.get("allOf", ())) + 2):
        parts = list(_parts(schema, known))
        required = {name for part in parts for name in part.get("required", ())}
        found = {
            name: _question(name, one, name in required)
            for part in parts
            for name, one in part.get("properties", {}).items()
        }
        asked = None if answers is None else {name: answers[name] for name in found if name in answers}
        if asked == known:
            break
        known = asked
    order = {name: place for place, name in enumerate(schema.get(ORDER, ()))}
    return sorted(found.values(), key=lambda question: order.get(question.name, len(order)))


def with_order(schema: Schema) -> dict[str, Any]:
    """A schema as it is kept: with the order in which its file asks."""
    names = [name for part in _parts(schema, None) for name in part.get("properties", {})]
    return {**schema, ORDER: names}


def as_file(schema: Schema) -> dict[str, Any]:
    """A schema as a file to go on with: what is asked stands in its order again."""
    order = {name: place for place, name in enumerate(schema.get(ORDER, ()))}

    def sort(part: Schema) -> dict[str, Any]:
        named = sorted(part.get("properties", {}).items(), key=lambda pair: order.get(pair[0], len(order)))
        return {**part, **({"properties": dict(named)} if named else {})}

    whole = {name: value for name, value in sort(schema).items() if name != ORDER}
    if "allOf" in whole:
        whole["allOf"] = [{**part, "then": sort(part["then"])} for part in whole["allOf"]]
    return whole


def check_schema(schema: Any) -> None:
    """Raise ActionError, naming the place, for a schema that is none or that could not be shown as a form."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise ActionError(
            _("这不是有效的题目文件（JSON Schema）：%(where)s处%(what)s")
            % {"where": error.json_path, "what": error.message}
        ) from error
    if not isinstance(schema, dict) or schema.get("type") != "object" or not schema.get("properties"):
        raise ActionError(_("题目文件的最外层应为 type: object，并在 properties 中列出题目。"))
    if not str(schema.get("title", "")).strip():
        raise ActionError(_("请在题目文件最外层写明 title（问卷名称）。"))
    for part in schema.get("allOf", ()):
        if not isinstance(part, dict) or set(part) != {"if", "then"}:
            raise ActionError(_("allOf 中的每一条应由 if 和 then 组成。"))
    names: set[str] = set()
    for part in _parts(schema, None):
        for name, one in part.get("properties", {}).items():
            if name in names:
                raise ActionError(_("题目“%(name)s”写了两次。") % {"name": name})
            names.add(name)
            _check_question(name, one)
        if unknown := set(part.get("required", ())) - set(part.get("properties", {})) - names:
            raise ActionError(_("required 中的“%(name)s”没有这道题。") % {"name": "、".join(sorted(unknown))})
    if len(names) > MOST_QUESTIONS:
        raise ActionError(
            _("题目太多：最多%(most)s道，现有%(n)s道。") % {"most": MOST_QUESTIONS, "n": len(names)}
        )
    _check_references(schema)


def _check_references(node: Any) -> None:
    """A schema stands alone: nothing is looked up elsewhere while answers are checked."""
    if isinstance(node, dict):
        if node.keys() & {"$ref", "$dynamicRef"}:
            raise ActionError(_("题目文件不能用 $ref 引用别处，请把题目写全。"))
        for one in node.values():
            _check_references(one)
    elif isinstance(node, list):
        for one in node:
            _check_references(one)


def _check_question(name: str, schema: Any) -> None:
    def refuse(why: str) -> None:
        raise ActionError(_("题目“%(name)s”：%(why)s") % {"name": name, "why": why})

    if not (name.isascii() and name.replace("_", "").isalnum()):
        refuse(_("代号只能用英文字母、数字和下划线。"))
    if not isinstance(schema, dict) or not str(schema.get("title", "")).strip():
        refuse(_("请写明 title（问什么）。"))
    if unknown := set(schema) - KNOWN:
        refuse(_("不认识 %(words)s。") % {"words": "、".join(sorted(unknown))})
    kind = schema.get("type")
    if kind not in ("string", "integer", "boolean", "array"):
        refuse(_("type 应为 string、integer、boolean 或 array。"))
    choices = _choices(schema.get("items", {}) if kind == "array" else schema)
    if kind == "array" and not choices:
        refuse(_("多选题须在 items 中用 oneOf 或 enum 列出选项。"))
    if kind in ("integer", "boolean") and choices:
        refuse(_("只有 string 和 array 可以有选项。"))
    _check_meaning(refuse, schema, kind, choices)


def _check_meaning(refuse: Any, schema: Schema, kind: Any, choices: tuple[tuple[str, str], ...]) -> None:
    word = schema.get(KEYWORD)
    if word is None:
        return
    meaning = MEANINGS.get(word)
    if meaning is None:
        refuse(_("%(key)s 只能是：%(words)s。") % {"key": KEYWORD, "words": "、".join(MEANINGS)})
    elif kind != meaning.type and not (meaning.many and kind == "array"):
        refuse(_("写入台账的“%(word)s”应为 %(type)s。") % {"word": word, "type": meaning.type})
    elif meaning.codes and not ({code for code, _label in choices} <= meaning.codes and choices):
        refuse(
            _("“%(word)s”的选项只能是：%(codes)s。")
            % {"word": word, "codes": "、".join(sorted(meaning.codes))}
        )


def problems_of(schema: Schema, answers: Answers) -> dict[str, str]:
    """What is wrong with answers, by question, in words; empty when they may be kept."""
    titles = {question.name: question for question in questions_of(schema)}
    found: dict[str, str] = {}
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    for error in validator.iter_errors(answers):
        if error.validator == "required":
            missing = [name for name in error.validator_value if name not in error.instance]
            for name in missing:
                found.setdefault(name, _("请回答“%(title)s”。") % {"title": titles[name].title})
        else:
            name = str(error.path[0]) if error.path else ""
            found.setdefault(name, _sentence(error))
    asked = {question.name for question in questions_of(schema, answers)}
    for name in answers.keys() - asked:
        found.setdefault(name, _("这道题不用回答。"))
    return found


def _sentence(error: Any) -> str:
    limits = {
        "minimum": _("不能小于%(n)s。"), "maximum": _("不能大于%(n)s。"), "maxLength": _("最多%(n)s个字。"),
        "minLength": _("至少%(n)s个字。"), "minItems": _("至少选%(n)s项。"), "maxItems": _("最多选%(n)s项。"),
    }  # fmt: skip
    if error.validator in limits:
        return limits[error.validator] % {"n": error.validator_value}
    if error.validator in ("enum", "oneOf", "const"):
        return _("请从选项中选择。")
    if error.validator == "format":
        return _("请按“2026-11-21”的样子填写日期。")
    if error.validator == "type" and error.validator_value == "integer":
        return _("请填整数。")
    return _("这一项填写的内容不能用，请检查。")
