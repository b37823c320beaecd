"""The same rules for openfisca-core, in its own way: inputs, variables that are worked out once, arrays over everybody.

The rules are not written by hand (there are more than ninety): each condition of a pack becomes a formula of whole
arrays, and what several conditions share becomes a variable of its own, which openfisca works out once. openfisca has
no null: what is unknown is False, or a number no person can have, and only where a pack denies something unknown does a
formula look whether it is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import ibis.expr.operations as ops
import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import ETERNITY
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.parts.rules_county import County
from leye.engine.dialects import to_sql

#: Stands for an unknown number: below every real one, so that "at least" is false of it.
UNKNOWN = -(2**31) + 1
WHEN = "2025-06"
BOOLEAN = (ops.And, ops.Or, ops.Not)
COMPARED: dict[type, Callable[[Any, Any], Any]] = {
    ops.GreaterEqual: np.greater_equal, ops.Greater: np.greater, ops.Less: np.less, ops.LessEqual: np.less_equal,
    ops.Equals: np.equal, ops.NotEquals: np.not_equal,
}  # fmt: skip
DENIED = {
    ops.GreaterEqual: np.less, ops.Greater: np.less_equal, ops.Less: np.greater_equal, ops.LessEqual: np.greater,
    ops.Equals: np.not_equal, ops.NotEquals: np.equal,
}  # fmt: skip
SUMS = {ops.Add: np.add, ops.Subtract: np.subtract, ops.Multiply: np.multiply, ops.FloorDivide: np.floor_divide,
        ops.Modulus: np.mod}  # fmt: skip

Array = np.ndarray[Any, Any]


class Beside:
    """openfisca's side of one kind of subject. ``by_name``: numbers of areas through openfisca's own look-up by
    name, else through an index of the county, which is quicker."""

    def __init__(self, ours: County, *, by_name: bool = False) -> None:
        self.ours, self.by_name = ours, by_name
        self.values = {
            name: np.ma.filled(np.ma.asarray(column).astype(np.int64), UNKNOWN)
            for name, column in ours.connection.execute(
                "SELECT * FROM values_by_county ORDER BY county"
            ).fetchnumpy().items()
        }  # fmt: skip
        self.counties = len(self.values["county"])
        self.entity = build_entity(
            key="person", plural="persons", label="Whom a rule is about", is_person=True
        )
        self.inputs: dict[str, tuple[str, type]] = {}
        self.given: dict[tuple[Any, bool], str] = {}
        self.tests: dict[str, Any] = {}
        self.made: dict[tuple[Any, bool], str] = {}
        self.variables: list[type[Variable]] = []
        self.shared = self._shared()
        self.answers: dict[str, str] = {}
        for asked in ours.asked:
            applies = self._variable(f"{asked.name}__applies", self._all(asked.tests))
            self.answers[f"{asked.name}__applies"] = applies
            if asked.done is not None:
                done = self._true(asked.done.op())
                self.answers[f"{asked.name}__done"] = self._variable(
                    f"{asked.name}__done", lambda see, a=applies, d=done: see(a) & d(see)
                )
            if asked.amount is not None:
                fen = self._number(asked.amount.op())
                self.answers[f"{asked.name}__fen"] = self._variable(
                    f"{asked.name}__fen", lambda see, a=applies, f=fen: see(a) * f(see), int
                )
        self.system = self._system()

    def _shared(self) -> set[Any]:
        """Boolean expressions that stand in several places."""
        count: Counter[Any] = Counter()
        for asked in self.ours.asked:
            for value in (*asked.tests, asked.done):
                if value is not None:
                    count.update(set(value.op().find(BOOLEAN + tuple(COMPARED), filter=ops.Value)))
                    count[value.op()] += 1
        return {op for op, times in count.items() if times > 1 and isinstance(op, BOOLEAN)}

    # What is true, what is false, and numbers; each gives a function of `see`, which gives a variable's array.

    def _all(self, tests: tuple[Any, ...]) -> Callable[[Any], Any]:
        parts = [self._true(test.op()) for test in tests]
        if not parts:
            county = self._input("county", "county", int)
            return lambda see: see(county) >= 0

        def all_of(see: Any) -> Any:
            found = parts[0](see)
            for part in parts[1:]:
                found = found & part(see)
            return found

        return all_of

    def _true(self, op: Any, wanted: bool = True) -> Callable[[Any], Any]:
        """Where an expression is certainly true (or, ``wanted`` False, certainly false)."""
        if op in self.shared:
            if (op, wanted) not in self.made:
                name = f"shared_{len(self.made)}"
                self.made[op, wanted] = name
                self._variable(name, self._plainly(op, wanted))
            return lambda see, name=self.made[op, wanted]: see(name)
        return self._plainly(op, wanted)

    def _plainly(self, op: Any, wanted: bool) -> Callable[[Any], Any]:
        if isinstance(op, ops.Not):
            return self._true(op.arg, not wanted)
        if isinstance(op, ops.And | ops.Or):
            left, right = self._true(op.left, wanted), self._true(op.right, wanted)
            if isinstance(op, ops.And) == wanted:
                return lambda see: left(see) & right(see)
            return lambda see: left(see) | right(see)
        if isinstance(op, ops.NotNull):
            return self._known(op.arg, wanted)
        if isinstance(op, ops.IsNull):
            return self._known(op.arg, not wanted)
        if isinstance(op, ops.Coalesce):
            first, last = op.arg
            if not isinstance(last, ops.Literal):
                raise TypeError(f"no formula for {op}")
            if bool(last.value) != wanted:
                return self._true(first, wanted)
            other = self._true(first, not wanted)
            return lambda see: ~other(see)
        if isinstance(op, ops.IfElse):
            test, yes, no = (
                self._true(op.bool_expr),
                self._true(op.true_expr, wanted),
                self._true(op.false_null_expr, wanted),
            )
            return lambda see: np.where(test(see), yes(see), no(see))
        if isinstance(op, ops.Literal):
            return lambda see: np.bool_(bool(op.value) == wanted)
        if isinstance(op, ops.Field):
            name = self._input(op.name, f"{op.name}{'' if wanted else ' IS FALSE'}", bool)
            return lambda see: see(name)
        if type(op) in COMPARED:
            return self._comparison(op, wanted)
        if isinstance(op, ops.InValues):
            name = self._given(op, wanted)
            return lambda see: see(name)
        raise TypeError(f"no formula for {type(op).__name__}")

    def _comparison(self, op: Any, wanted: bool) -> Callable[[Any], Any]:
        if _of_words(op.left) or _of_words(op.right):
            name = self._given(op, wanted)
            return lambda see: see(name)
        compare = (COMPARED if wanted else DENIED)[type(op)]
        left, right = self._number(op.left), self._number(op.right)
        # An unknown number lies below all others: only some comparisons would take it for true.
        upward = compare in (np.greater, np.greater_equal)
        doubtful = [
            side
            for side, safe in ((op.left, upward), (op.right, compare in (np.less, np.less_equal)))
            if not safe and self._may_be_unknown(side)
        ]
        checks = [self._number(side) for side in doubtful]

        def compared(see: Any) -> Any:
            found = compare(left(see), right(see))
            for check in checks:
                found = found & (check(see) != UNKNOWN)
            return found

        return compared

    def _known(self, op: Any, wanted: bool) -> Callable[[Any], Any]:
        if not isinstance(op, ops.Field):
            raise TypeError(f"no formula for whether {type(op).__name__} is known")
        if op.name in self.values:
            number = self._parameter(op.name)
            return lambda see: (number(see) != UNKNOWN) == wanted
        name = self._input("", f"{op.name} IS {'NOT ' if wanted else ''}NULL", bool)
        return lambda see: see(name)

    def _number(self, op: Any) -> Callable[[Any], Any]:
        if isinstance(op, ops.Literal):
            return lambda see: op.value
        if isinstance(op, ops.Cast):
            return self._number(op.arg)
        if isinstance(op, ops.Field):
            if op.name in self.values:
                return self._parameter(op.name)
            name = self._input(op.name, op.name, int)
            return lambda see: see(name)
        if isinstance(op, ops.IfElse):
            test, yes, no = (
                self._true(op.bool_expr),
                self._number(op.true_expr),
                self._number(op.false_null_expr),
            )
            return lambda see: np.where(test(see), yes(see), no(see))
        if isinstance(op, ops.Coalesce) and isinstance(op.arg[0], ops.Field):
            if op.arg[0].name in self.values:
                number, other = self._number(op.arg[0]), self._number(op.arg[1])
                return lambda see: np.where(number(see) == UNKNOWN, other(see), number(see))
            name = self._input("", f"coalesce({op.arg[0].name}, {op.arg[1].value})", int)
            return lambda see: see(name)
        if type(op) in SUMS:
            left, right = self._number(op.left), self._number(op.right)
            return lambda see: SUMS[type(op)](left(see), right(see))
        raise TypeError(f"no formula for {type(op).__name__}")

    def _may_be_unknown(self, op: Any) -> bool:
        if isinstance(op, ops.Field):
            if op.name in self.values:
                return bool((self.values[op.name] == UNKNOWN).any())
            some = self.ours.connection.execute(
                f"SELECT count(*) FROM prepared WHERE {op.name} IS NULL"
            ).fetchone()
            return bool(some and some[0])
        if isinstance(op, ops.IfElse):
            return self._may_be_unknown(op.true_expr) or self._may_be_unknown(op.false_null_expr)
        return isinstance(op, ops.Cast) and self._may_be_unknown(op.arg)

    def _parameter(self, name: str) -> Callable[[Any], Any]:
        """A number of the subject's county, looked up once for everybody."""
        variable = f"of_{name}"
        if (variable, True) not in self.made:
            self.made[variable, True] = variable
            county = self._input("county", "county", int)
            if self.by_name:
                code = self._input("", "county_code", str)
                self._plain_variable(
                    variable,
                    lambda person, period, parameters: getattr(parameters(period), name)[
                        person(code, period)
                    ],
                    int,
                )
            else:
                table = self.values[name].astype(np.int32)
                self._variable(variable, lambda see: table[see(county)], int)
        return lambda see: see(variable)

    def _given(self, op: Any, wanted: bool) -> str:
        """A test of words or of days, made an input: openfisca is given the answer."""
        test = op.to_expr()
        sql = f"given {len(self.given)}" if (op, wanted) not in self.given else self.given[op, wanted]
        self.given[op, wanted] = sql
        name = self._input("", sql, bool)
        self.tests[name] = (test if wanted else ~test).fill_null(False)
        return name

    # Inputs and variables of openfisca.

    def _input(self, name: str, sql: str, kind: type) -> str:
        for known, (text, _) in self.inputs.items():
            if text == sql:
                return known
        name = name if name and name not in self.inputs else f"input_{len(self.inputs)}"
        self.inputs[name] = (sql, kind)
        return name

    def _variable(self, name: str, formula: Callable[[Any], Any], kind: type = bool) -> str:
        def worked_out(person: Any, period: Any) -> Any:
            return formula(lambda variable: person(variable, period))

        return self._plain_variable(name, worked_out, kind)

    def _plain_variable(self, name: str, formula: Callable[..., Any], kind: type) -> str:
        attributes = {
            "value_type": kind,
            "entity": self.entity,
            "definition_period": ETERNITY,
            "formula": formula,
        }
        self.variables.append(type(name, (Variable,), attributes))
        return name

    def _system(self) -> TaxBenefitSystem:
        system = TaxBenefitSystem([self.entity])
        for name, (_, kind) in self.inputs.items():
            attributes = {"value_type": kind, "entity": self.entity, "definition_period": ETERNITY}
            system.add_variable(type(name, (Variable,), attributes))
        if self.by_name:
            since = "2025-01-01"
            system.parameters = ParameterNode("", data={
                name: {f"c{place}": {"values": {since: {"value": int(value)}}} for place, value in enumerate(column)}
                for name, column in self.values.items() if name != "county"
            })  # fmt: skip
        system.add_variables(*self.variables)
        return system

    def arrays(self) -> dict[str, Array]:
        """The prepared facts as arrays of openfisca's own types, in the order of ids."""
        asked = []
        for name, (sql, kind) in self.inputs.items():
            if name in self.tests:
                continue
            if kind is str:
                asked.append(f"'c' || county AS {name}")
            elif kind is bool:
                asked.append(f"coalesce({sql}, false) AS {name}")
            else:
                asked.append(f"coalesce(({sql})::INTEGER, {UNKNOWN}) AS {name}")
        found = self.ours.connection.execute(
            f"SELECT {', '.join(asked)} FROM prepared ORDER BY subject_id"
        ).fetchnumpy()
        if self.tests:
            table = self.ours.joined.select("subject_id", **self.tests).order_by("subject_id")
            found |= self.ours.connection.execute(to_sql(table)).fetchnumpy()
            found.pop("subject_id")
        return {name: np.ma.getdata(column) for name, column in found.items()}

    def build(self, arrays: dict[str, Array]) -> Simulation:
        """A population with its inputs, the quickest way openfisca has: arrays, no dictionaries."""
        people = len(next(iter(arrays.values())))
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("person", np.arange(people))
        simulation = builder.build(self.system)
        for name, values in arrays.items():
            simulation.set_input(name, WHEN, values)
        return simulation

    def answer(self, simulation: Simulation) -> Iterator[tuple[str, Array]]:
        """Every answer as an array over everybody."""
        for name, variable in self.answers.items():
            yield name, simulation.calculate(variable, WHEN)

    def by_county(self, simulation: Simulation, county: Array) -> dict[str, Array]:
        """What a county looks at, added up in numpy's quickest way."""
        found = {}
        for name, values in self.answer(simulation):
            if values.dtype == np.bool_:
                found[name] = np.bincount(county[values], minlength=self.counties)
            else:
                found[name] = np.bincount(county, weights=values, minlength=self.counties).astype(np.int64)
        return found


def _of_words(op: Any) -> bool:
    """Whether a value is made of words or days, which openfisca is given answers about."""
    if op.dtype.is_string() or op.dtype.is_date():
        return True
    parts = (op.true_expr, op.false_null_expr) if isinstance(op, ops.IfElse) else op.__children__
    return any(_of_words(part) for part in parts if isinstance(part, ops.Value))
