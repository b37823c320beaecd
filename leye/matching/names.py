"""Operands that stand for source text: what rules do with them is written down, and becomes a kernel."""

from __future__ import annotations

from typing import Any


class Name:
    """An operand that stands for source text: what is done with it is written down."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _with(self, sign: str, other: Any) -> Name:
        return Name(f"({self.text} {sign} {text_of(other)})")

    def __add__(self, other: Any) -> Name:
        return self._with("+", other)

    def __radd__(self, other: Any) -> Name:
        return Name(f"({text_of(other)} + {self.text})")

    def __sub__(self, other: Any) -> Name:
        return self._with("-", other)

    def __rsub__(self, other: Any) -> Name:
        return Name(f"({text_of(other)} - {self.text})")

    def __mul__(self, other: Any) -> Name:
        return self._with("*", other)

    def __and__(self, other: Any) -> Name:
        return self._with("&", other)

    def __or__(self, other: Any) -> Name:
        return self._with("|", other)

    def __xor__(self, other: Any) -> Name:
        return self._with("^", other)

    def __invert__(self) -> Name:
        return Name(f"(~{self.text})")

    def __eq__(self, other: object) -> Name:  # type: ignore[override]  # writes the comparison down
        return self._with("==", other)

    def __ne__(self, other: object) -> Name:  # type: ignore[override]  # writes the comparison down
        return self._with("!=", other)

    def __lt__(self, other: Any) -> Name:
        return self._with("<", other)

    def __le__(self, other: Any) -> Name:
        return self._with("<=", other)

    def __gt__(self, other: Any) -> Name:
        return self._with(">", other)

    def __ge__(self, other: Any) -> Name:
        return self._with(">=", other)

    __hash__ = None  # type: ignore[assignment]  # two names are never "equal", so they cannot be keys


class Narrow(Name):
    """The same, kept to 32 bits at every step: twice as many fit into one instruction. Literals are narrow too."""

    def _with(self, sign: str, other: Any) -> Name:
        text = f"({self.text} {sign} {narrow_text(other)})"
        return Narrow(text if sign in COMPARISONS else f"np.int32{text}")

    def __radd__(self, other: Any) -> Name:
        return Narrow(f"np.int32({narrow_text(other)} + {self.text})")

    def __rsub__(self, other: Any) -> Name:
        return Narrow(f"np.int32({narrow_text(other)} - {self.text})")

    def __invert__(self) -> Name:
        return Narrow(f"np.int32(~{self.text})")


COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}


def narrow_text(operand: Any) -> str:
    """An operand of 32 bits in the source of a kernel."""
    return operand.text if isinstance(operand, Name) else f"np.int32({int(operand)})"


def text_of(operand: Any) -> str:
    """An operand in the source of a kernel."""
    return operand.text if isinstance(operand, Name) else repr(int(operand))
