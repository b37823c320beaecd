"""Traditional characters become simplified ones, and nothing else changes."""

from leye.standards.simplified import simplified


def test_a_published_number_in_traditional_characters_is_the_same_number() -> None:
    assert simplified("永政辦發〔2024〕15號") == "永政办发〔2024〕15号"


def test_simplified_text_stays_as_it_is() -> None:
    text = "就业困难人员再就业0.92万人，帮扶率100%；“永就业365”"
    assert simplified(text) == text


def test_length_and_other_signs_are_kept() -> None:
    text = "對招用1人1500元(按標準)ABC"
    assert len(simplified(text)) == len(text)
    assert simplified(text) == "对招用1人1500元(按标准)ABC"
