"""The fold-outs "Sensitivity": every number beside its model, slowing never alone, the gauge says what it shows."""

from components import model_table, sensitivity
from tests.components.sent import nodes, sent, text
from tests.trial.shown import crowd, demo
from trial.models.sensitivity import Sensitivity, build
from trial.words import NOTHING, ONE_PATIENT_SENTENCE

HEADS = sensitivity.MODEL_HEADS


def shown(subject: int = 0) -> Sensitivity:
    return build(demo(), [subject], range(4))


def tables(result: Sensitivity) -> list[list[list[str]]]:
    """The texts of every table, row by row, heads included."""
    made = sent(sensitivity.parts(result))
    found = [node for node in nodes(made) if node["type"] == "Table"]
    return [
        [
            [text(cell) for cell in nodes(row) if cell["type"] in ("Td", "Th")]
            for row in nodes(table)
            if row["type"] == "Tr"
        ]
        for table in found
    ]


def test_every_model_of_every_endpoint_has_its_row() -> None:
    models, trust, quarters = tables(shown(2))
    assert models[0] == list(HEADS)
    assert len(models) == 1 + 4 * 5
    assert [row[-10].split()[0] for row in models[1:6]] == ["M1", "M2", "M2w", "M3", "Theil-Sen"]
    assert models[1][0].split() == ["ALSFRS-R", "points"]
    assert (len(trust), len(quarters)) == (5, 5)


def test_slowing_never_stands_alone() -> None:
    place = HEADS.index("Slowing") - len(HEADS)
    change = HEADS.index("Change") - len(HEADS)
    told = [(row[change], row[place]) for subject in range(6) for row in tables(shown(subject))[0][1:]]
    assert any(slowing.endswith("%") for _, slowing in told)
    assert all(slowing == NOTHING for value, slowing in told if value == NOTHING)
    assert any(value == NOTHING for value, _ in told)


def test_slowing_that_is_not_defined_says_why() -> None:
    made = sent(sensitivity.parts(build(crowd(1), [0], [0])))
    (why,) = {
        node["props"]["title"] for node in nodes(made) if node["props"].get("title", "").startswith("not defined")
    }
    assert "least_decline" in why


def test_what_is_missing_has_a_reason_in_its_row() -> None:
    rows = [row for subject in range(6) for row in tables(shown(subject))[0][1:]]
    assert all(row[-1] != NOTHING for row in rows if row[HEADS.index("SE") - len(HEADS)] == NOTHING)


def test_the_gauge_is_as_long_as_its_words_say() -> None:
    made = sent(sensitivity.gauge(0.474))
    assert [node["props"]["style"]["width"] for node in nodes(made) if "style" in node["props"]] == ["47.4%"]
    assert text(made) == "47 % signal, 53 % noise"
    assert text(sent(sensitivity.gauge(None))) == "not estimable"


def test_the_sentence_about_one_patient_stands_there() -> None:
    assert ONE_PATIENT_SENTENCE in text(sent(sensitivity.parts(shown())))
    assert ONE_PATIENT_SENTENCE in model_table.FOOTNOTE


def test_a_quarter_without_a_visit_is_told_from_a_missed_one() -> None:
    cells = [cell for subject in range(6) for row in tables(shown(subject))[2][1:] for cell in row[3:]]
    assert "no visit planned" in cells
    made = [node["props"] for subject in range(6) for node in nodes(sent(sensitivity.parts(shown(subject))))]
    missed = [props for props in made if props.get("className") == "quarter act"]
    assert missed
    assert all("missed" in text(props["children"]) or "overdue" in text(props["children"]) for props in missed)


def test_without_an_endpoint_there_is_a_sentence() -> None:
    assert text(sent(sensitivity.parts(build(demo(), [0], [])))) == "No endpoint is selected."


def test_the_table_of_the_trajectories_has_a_row_a_course_and_a_cell_a_column() -> None:
    answer = model_table.table(build(demo(), range(6), range(4)))
    assert len(answer["rows"]) == 24
    assert {len(row["cells"]) for row in answer["rows"]} == {len(answer["columns"])}
    groups = list(dict.fromkeys(column["group"] for column in answer["columns"]))
    assert groups == ["", "M1", "M2", "M2w", "M3", "Theil-Sen", "Pre slope"]
    assert answer["rows"][0]["href"] == "/patient/01-001"
