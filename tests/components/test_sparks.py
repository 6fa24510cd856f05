"""The small figures: colours of the tokens, places of points and lines, what is firm and what is not."""

import re
from dataclasses import fields
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from components.sparks import HEIGHT, LINE, LINE_OF_TWO, WIDTH, Sheet, drawing, spark
from components.theme import PALETTES
from tests.environment import ROOT
from tests.factories import endpoint, one_subject, study
from trial.analysis import build as analyse
from trial.courses import Courses

SHEET = Sheet((-4.0, 12.0), (-10.0, 10.0))
SCORE = study(endpoints=(endpoint(),), visits=(), historical_months=None)
DAYS = ("2011-01-15", "2011-02-01", "2011-03-01", "2011-04-01", "2011-05-02", "2011-06-01")


def cell(*values):
    rows = [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": v, "QSDTC": day} for v, day in zip(values, DAYS, strict=True) if v]
    return Courses(analyse(one_subject(of=SCORE, QS=rows), None)).cell(0, 0)


FULL = cell(40.0, 39.0, 38.0, 37.0, 36.0, 35.0)


def drawn(address):
    head, _, body = address.partition(",")
    assert head == "data:image/svg+xml"
    assert not set(body) & set('#<>"')
    return ElementTree.fromstring(unquote(body))


def paths(found, end=6.0, has_left=False, mode=0):
    return [one.attrib for one in drawn(drawing(SHEET, found, end, has_left)[mode]) if one.tag.endswith("path")]


@pytest.mark.parametrize(("mode", "palette"), PALETTES)
def test_the_palettes_repeat_the_tokens(mode, palette):
    css = (ROOT / "assets" / "10-tokens.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-bs-theme="{mode}"\] \{{(.*?)\}}', css, re.DOTALL)[1]
    for field in fields(palette):
        token = field.name.replace("_", "-")
        assert re.search(rf"--{token}: (#[0-9A-Fa-f]{{6}});", block)[1] == getattr(palette, field.name)


def test_both_modes_are_the_same_drawing_in_other_colours():
    light, dark = (unquote(one) for one in drawing(SHEET, FULL, 6.0, False))
    for field in fields(PALETTES[0][1]):
        light = light.replace(getattr(PALETTES[0][1], field.name), f"<{field.name}>")
        dark = dark.replace(getattr(PALETTES[1][1], field.name), f"<{field.name}>")
    assert light == dark
    assert "#" not in light


def test_places_follow_the_two_scales():
    assert (SHEET.x(-4), SHEET.x(12), SHEET.y(10), SHEET.y(-10)) == (0, WIDTH, 0, HEIGHT)
    assert (SHEET.x(0), SHEET.y(0)) == (WIDTH / 4, HEIGHT / 2)


def test_every_used_point_is_a_dot():
    dots = next(one for one in paths(FULL) if one.get("stroke-linecap") == "round")
    found = [tuple(map(float, pair)) for pair in re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", dots["d"])]
    pairs = zip(FULL.course.months, FULL.course.changes, strict=True)
    assert found == [(SHEET.x(month), SHEET.y(change)) for month, change in pairs]
    assert len(found) == 6


def test_pre_is_solid_and_post_dashed():
    palette = PALETTES[0][1]
    (pre,) = [one for one in paths(FULL) if one["stroke"] == palette.pre]
    (post,) = [one for one in paths(FULL) if one["stroke"] == palette.post]
    assert "stroke-dasharray" not in pre
    assert post["stroke-dasharray"] == "5 2.5"
    assert float(pre["stroke-width"]) == float(post["stroke-width"]) == LINE


def test_a_line_through_two_days_is_thin_and_through_one_not_there():
    palette = PALETTES[0][1]
    two = paths(cell(None, 39.0, 38.0, 37.0, None, None))
    assert [float(one["stroke-width"]) for one in two if one["stroke"] == palette.pre] == [LINE_OF_TWO]
    assert [one for one in two if one["stroke"] == palette.post] == []


def test_the_ground_ends_with_follow_up_and_leaving_is_dark():
    palette = PALETTES[0][1]
    (ground,) = [one for one in drawn(drawing(SHEET, FULL, 6.0, False)[0]) if one.tag.endswith("rect")]
    assert float(ground.attrib["width"]) == SHEET.x(6.0)
    assert any(one["d"].startswith(f"M{SHEET.x(6.0):g} 0v") and one["stroke"] == palette.line_2 for one in paths(FULL))
    assert any(one["stroke"] == palette.ink_2 for one in paths(FULL, has_left=True))


def test_without_data_there_is_only_the_anchor_line():
    nothing = cell(*[None] * 6)
    assert [one["d"] for one in paths(nothing, end=None)] == [f"M{SHEET.x(0):g} 0v{HEIGHT}"]


def test_the_picture_has_no_words_of_its_own():
    light, dark = drawing(SHEET, FULL, 6.0, False)
    made = spark((light, dark))
    assert made["props"]["alt"] == ""
    assert made["props"]["src"] == light
    assert made["props"]["style"] == {"--dark": f'url("{dark}")'}
    assert not list(drawn(light).itertext())
