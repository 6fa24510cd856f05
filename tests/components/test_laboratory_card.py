"""The fold of laboratory values: shape, letter and word for what lies outside, the small courses, words for nothing."""

from components import laboratory_card, laboratory_sparks
from tests.components.sent import named, nodes, sent, text
from tests.factories import one_subject
from tests.trial.laboratory.test_values import lb
from tests.trial.shown import demo
from trial.analysis import build as analyse
from trial.laboratory.card import build
from trial.selection import Selection


def card(*rows, **tables):
    return build(analyse(one_subject(**({"LB": list(rows)} if rows else {}), **tables), None), Selection(), "01")


def shown(*rows):
    return sent(laboratory_card.parts(card(*rows)))


def cells(made):
    return [
        text(node)
        for node in nodes(made)
        if node["type"] == "Td" and "lab-course" not in str(node["props"].get("className"))
    ]


def test_what_lies_outside_has_a_shape_a_letter_and_a_word() -> None:
    made = shown(lb(4.0), lb(10.0, LBDTC="2011-04-01"), lb(0.5, LBDTC="2011-05-01", LBNRIND="NORMAL", LBTOXGR="2"))
    assert cells(made) == ["4.0 baseline", "10.0   ▲ H +6.0", "0.5   ▼ L  ≠  G2 −3.5"]
    titles = [node["props"]["title"] for node in nodes(made) if node["type"] == "Div" and "title" in node["props"]]
    assert titles[1:] == ["2011-04-01, limits 1 to 9, high", "2011-05-01, limits 1 to 9, low, recorded as normal"]
    assert "G: toxicity grade" in text(made)


def test_the_rules_and_the_way_to_the_listing_stand_there() -> None:
    made = shown(lb())
    assert "The data have no VS." in text(made)
    assert "Serum" in text(made) and "g/L; 1 to 9" in text(made)
    assert any("/export/laboratory.csv" in str(node["props"].get("href")) for node in nodes(made))


def test_without_values_the_sentence_says_why() -> None:
    assert text(shown()) == "Laboratory values and vital signs are not in these data: there is no LB and no VS."
    assert laboratory_card.parts(None) == []


def test_a_course_is_a_picture_for_each_mode_with_a_shape_for_each_mark() -> None:
    found = card(
        lb(4.0), lb(10.0, LBDTC="2011-04-01"), lb(0.5, LBDTC="2011-05-01"), lb(None, LBDTC="2011-05-02", LBSTRESC="N")
    )
    ((_, (series,)),) = found.groups
    light, dark = laboratory_sparks.spark(series, (-3.0, 12.0))
    assert light != dark
    assert (light.count("<circle") + light.count("%3Ccircle"), light.count("Z'")) == (1, 2)
    assert light.count("%3Crect") == 3


def test_results_without_a_day_or_a_number_have_no_course() -> None:
    found = card(lb(None, LBSTRESC="NEGATIVE"), lb(5.0, LBDTC="2011-04", LBTESTCD="WBC"))
    assert [laboratory_sparks.spark(one, (-3.0, 12.0)) for _, group in found.groups for one in group] == [(), ()]


def test_every_result_of_the_demo_is_in_a_cell() -> None:
    for subject in demo().subjects:
        found = build(demo(), Selection(), subject.id)
        results = [result for _, group in found.groups for one in group for result in one.results]
        made = sent(laboratory_card.parts(found))
        assert len([node for node in nodes(named(made, "lab-table")) if node["type"] == "Div"]) == len(results)
