"""The item heat map: a table with digits in every cell, rows and columns named, nothing by colour alone."""

from components import item_map
from tests.trial.instruments.scale_studies import CODES, analysis, visit
from trial.item_map import NO_MAPPING, build

FULL = "444444444444"


def texts(part: object) -> str:
    """All text of a component, in reading order."""
    if part is None or isinstance(part, str | int | float):
        return "" if part is None else str(part)
    if isinstance(part, list | tuple):
        return "".join(map(texts, part))
    return texts(getattr(part, "children", None))


def parts(component: object, kind: str) -> list[object]:
    """Every element of one kind inside a component, in reading order."""
    if component is None or isinstance(component, str | int | float):
        return []
    if isinstance(component, list | tuple):
        return [found for each in component for found in parts(each, kind)]
    own = [component] if type(component).__name__ == kind else []
    return own + parts(getattr(component, "children", None), kind)


def card(*visits):
    return item_map.cards(build(analysis(*visits), "01"))[0]


def test_every_row_and_column_is_named_and_every_cell_has_its_digit():
    made = card(visit("2011-03-01", "0123" + FULL[4:], 38), visit("2011-04-01", FULL, peg=True))
    rows = [[texts(cell) for cell in parts(row, "Th") + parts(row, "Td")] for row in parts(made, "Tr")]
    assert rows[0] == ["Item", "V 2011-03-01day 0", "V 2011-04-01day 31"]
    assert rows[1] == ["Bulbar 0 to 12", "3", "12"]
    assert rows[2:5] == [["1 Speech", "0", "4▲"], ["2 Salivation", "1", "4▲"], ["3 Swallowing", "2", "4▲"]]
    assert rows[5:8] == [["Fine motor 0 to 12", "11", "12"], ["4 Handwriting", "3", "4"], ["5 Cutting food", "4", "4b"]]
    assert rows[17:20] == [
        ["Total of the items 0 to 48", "38", "48"], ["Items scored", "12/12", "12/12"], ["Total recorded", "38", "–"],
    ]  # fmt: skip
    assert rows[20:] == [
        ["King’s stage", "2", "4A"], ["King’s, worst so far", "2", "4A"], ["MiToS stage", "0", "0"],
        ["MiToS, worst so far", "0", "0"],
    ]  # fmt: skip
    assert {heading.scope for heading in parts(made, "Th")} == {"col", "row"}
    assert texts(parts(made, "Caption")).startswith("ALSFRS-R: 2 assessments")


def test_what_is_missing_or_doubtful_says_so():
    made = card(visit("2011-03-01", "." + FULL[1:]), visit("2011-04-01", FULL, 40))
    assert "V 2011-04-01, day 31: Total 40 recorded, the items add up to 48." in texts(made)
    cells = {texts(cell): cell.title for cell in parts(made, "Td") if getattr(cell, "title", "")}
    assert cells["40≠"] == "not the sum of the items"
    assert "Sensitivity prorated within domains" in texts(made)
    titles = [getattr(cell, "title", "") for cell in parts(made, "Td")]
    assert "not recorded" in titles
    assert "an item is missing, so no total is given" in titles
    assert "missing: 1 Speech" in titles


def test_a_cell_of_an_item_not_done_says_why():
    told = {"QSCAT": "ALSFRS-R", "QSDTC": "2011-03-01", "QSSTAT": "NOT DONE", "QSTESTCD": CODES["speech"]}
    made = card([*visit("2011-03-01", "." + FULL[1:]), {**told, "QSREASND": "UNABLE TO SPEAK"}])
    assert ("×", "not done: unable to speak") in [
        (texts(cell), getattr(cell, "title", "")) for cell in parts(made, "Td")
    ]


def test_without_items_the_card_says_why():
    assert NO_MAPPING in texts(item_map.cards(()))
    assert "01 has no record of ALSFRS-R at this cut." in texts(item_map.cards(build(analysis(), "01")))
