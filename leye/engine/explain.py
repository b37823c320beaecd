"""Why each rule applies to somebody or does not, now: asked of PostgreSQL with the rules' own expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis

from leye.engine.asking import EMPLOYER, Found, Question, explainable, explained, question_over
from leye.engine.compiled import remembered
from leye.engine.explanation import Explanation, RuleExplanation
from leye.engine.live import Execute, LiveEvaluator, LiveQuery, LiveStatement
from leye.engine.marks import DAY_MARK
from leye.engine.plan import Plan
from leye.engine.scopes import HOLDS, SCOPES, here_steps, live_tables, scope_of
from leye.policy import Benefit, Pack

#: Kinds of subjects that are explained with a person.
KINDS = ("person", "household", "placement", "spell", "trainee")

CLAIM_COLUMNS = (
    "person_id", "pack", "rule", "subject_kind", "subject_id", "payee_kind", "payee_id", "amount_fen", "decided_on",
    "paid_on", "state",
)  # fmt: skip
CLAIMS_SQL = (
    f"SELECT {', '.join(CLAIM_COLUMNS)} FROM benefits_claim"
    " WHERE person_id = ANY(%(ids)s) AND state IN ('approved', 'paid') ORDER BY decided_on, id"
)
#: Whom an employer took on last, with the members of their households, whom some facts count.
HIRED_SQL = """
WITH hired AS (
  SELECT person_id AS id FROM ledger_employmentspell WHERE employer_id = %(employer)s
  GROUP BY person_id ORDER BY max(started_on) DESC, person_id LIMIT %(most)s)
SELECT id FROM hired UNION
SELECT m.id FROM hired JOIN ledger_person p USING (id) JOIN ledger_person m ON m.household_id = p.household_id
"""
#: The documents in force where these people are.
IN_FORCE_SQL = f"""
SELECT DISTINCT r.pack FROM ledger_person AS here JOIN adoption_arearule AS r ON {HOLDS}
WHERE here.id = ANY(%(ids)s) AND r.as_of = %(as_of)s
"""
EMPLOYER_CLAIMS_SQL = (
    f"SELECT {', '.join(CLAIM_COLUMNS)} FROM benefits_claim WHERE subject_kind = 'employer'"
    " AND subject_id = %(employer)s AND state IN ('approved', 'paid') ORDER BY decided_on, id"
)
EMPLOYER_IN_FORCE_SQL = f"""
SELECT DISTINCT r.pack FROM ledger_employer AS here JOIN adoption_arearule AS r ON {HOLDS}
WHERE here.id = %(employer)s AND r.as_of = %(as_of)s
"""
#: People of an employer that are explained at once.
MOST_HIRED = 500


class Explainer:
    """Explains people and employers live. Make one per process and give it the process's LiveEvaluator."""

    def __init__(self, live: LiveEvaluator) -> None:
        self.live = live
        self._asked: dict[tuple[str, str], tuple[Question, LiveQuery] | None] = {}

    def person(self, execute: Execute, person_id: int, as_of: date) -> Explanation:
        """Every duty, benefit and limit about the person, the household, and the person's posts, jobs and classes.

        Of the documents in force there: a person who is not there (or may not be seen), or where no document is in
        force, has an explanation without rules.
        """
        now = self.live.person(execute, person_id, as_of)
        ids = now.covers["person"]
        found = Found(now.duties, now.findings, now.entitlements, _claims(execute, ids))
        rules: list[RuleExplanation] = []
        for asked, query in self._questions(execute, ids, as_of, KINDS):
            for row in query.run(execute, ids, as_of):
                if asked.kind == "household" or row["person_id"] == person_id:
                    rules += explained(asked, row, found, as_of)
        return Explanation(person_id, as_of, tuple(rules))

    def employer(self, execute: Execute, employer_id: int, as_of: date) -> Explanation:
        """Every rule about an employer itself, and every benefit paid to it for the people it employs or employed.

        The MOST_HIRED people it took on last; each rule's ``person_id`` says for whom, None for the employer itself.
        """
        own = self._about_employer(execute, employer_id, as_of)
        return Explanation(None, as_of, (*own, *self._about_hired(execute, employer_id, as_of)))

    def _about_employer(self, execute: Execute, employer_id: int, as_of: date) -> list[RuleExplanation]:
        rows = execute(EMPLOYER_IN_FORCE_SQL, {"employer": employer_id, "as_of": as_of})
        questions = self._of_packs({row[0] for row in rows}, ("employer",))
        if not questions:
            return []
        now = self.live.subject(execute, "employer", employer_id, as_of)
        claims = _rows(execute(EMPLOYER_CLAIMS_SQL, {"employer": employer_id}))
        found = Found(now.duties, now.findings, now.entitlements, claims)
        return [
            rule
            for asked, query in questions
            for row in query.run(execute, [employer_id], as_of)
            for rule in explained(asked, row, found, as_of)
        ]

    def _about_hired(self, execute: Execute, employer_id: int, as_of: date) -> list[RuleExplanation]:
        hired = execute(HIRED_SQL, {"employer": employer_id, "most": MOST_HIRED})
        ids = sorted(int(row[0]) for row in hired)
        if not ids:
            return []
        now = self.live.people(execute, ids, as_of)
        found = Found(now.duties, now.findings, now.entitlements, _claims(execute, ids))
        return [
            rule
            for asked, query in self._questions(execute, ids, as_of, ("spell",))
            for row in query.run(execute, ids, as_of)
            if row.get(EMPLOYER) == employer_id
            for rule in explained(asked, row, found, as_of)
            if _is_theirs(asked, rule)
        ]

    def warm_up(self, pack_id: str) -> None:
        """Compile what is asked about people under one document."""
        for kind in KINDS:
            self._ask(pack_id, kind)

    def _questions(
        self, execute: Execute, ids: list[int], as_of: date, kinds: tuple[str, ...]
    ) -> list[tuple[Question, LiveQuery]]:
        rows = execute(IN_FORCE_SQL, {"ids": ids, "as_of": as_of}) if ids else []
        return self._of_packs({row[0] for row in rows}, kinds)

    def _of_packs(self, here: set[str], kinds: tuple[str, ...]) -> list[tuple[Question, LiveQuery]]:
        asked = [self._ask(pack_id, kind) for pack_id in self.live.packs if pack_id in here for kind in kinds]
        return [a for a in asked if a is not None]

    def _ask(self, pack_id: str, kind: str) -> tuple[Question, LiveQuery] | None:
        if (pack_id, kind) not in self._asked:
            pack = self.live.packs[pack_id]
            self._asked[pack_id, kind] = _asked(pack, kind) if explainable(pack, kind) else None
        return self._asked[pack_id, kind]


def _asked(pack: Pack, kind: str) -> tuple[Question, LiveQuery]:
    """The question and its statement. The statement is kept on disk, with the columns the question stands on."""

    def compiled() -> tuple[str, tuple[str, ...], dict[str, str]]:
        scope = SCOPES[scope_of(kind)]
        statement, tables = LiveStatement(here_steps(scope)), live_tables(scope)
        plan = Plan({pack.id: pack}, tables, ibis.literal(DAY_MARK), statement.keep)
        beside = plan.beside(kind, pack, adopted_only=False)
        sql, columns = statement.query(question_over(pack, kind, beside).table).parts
        return sql, columns, {name: str(dtype) for name, dtype in beside.schema().items()}

    sql, columns, schema = remembered(["explain", kind], [pack], compiled)
    return question_over(pack, kind, ibis.table(schema, name="beside")), LiveQuery(sql, tuple(columns))


def _is_theirs(asked: Question, rule: RuleExplanation) -> bool:
    known = asked.pack.rules[rule.rule]
    return isinstance(known, Benefit) and known.payee == "employer"


def _claims(execute: Execute, ids: list[int]) -> list[Mapping[str, Any]]:
    return _rows(execute(CLAIMS_SQL, {"ids": ids})) if ids else []


def _rows(rows: Sequence[Sequence[Any]]) -> list[Mapping[str, Any]]:
    return [dict(zip(CLAIM_COLUMNS, row, strict=True)) for row in rows]
