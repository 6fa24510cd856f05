"""Lanes: what overlaps stands apart, as few lanes as possible; words find room or are cut."""

from hypothesis import given
from hypothesis import strategies as st

from trial.event_course import End, EventCourse
from trial.lanes import GAP, LETTER, MARK, RING, Words, packed, room

AXIS = (0.0, 100.0)
stretches = st.lists(st.tuples(st.floats(0, 1), st.floats(0.001, 0.4)).map(lambda pair: (pair[0], pair[0] + pair[1])))


def bar(first, last, end=End.DATED):
    return EventCourse(first, last, (first, last) if last > first else None, (), end, first == last)


@given(stretches)
def test_nothing_touches_on_a_lane(rooms):
    lanes = packed(rooms)
    pairs = list(zip(rooms, lanes, strict=True))
    for place, ((low, high), lane) in enumerate(pairs):
        for (other_low, other_high), other in pairs[:place]:
            assert lane != other or high + GAP <= other_low or low >= other_high + GAP


@given(stretches)
def test_no_lane_more_than_lie_at_one_time(rooms):
    """First fit in the order of the starts needs as many lanes as stretches overlap somewhere."""
    ordered = sorted(rooms)
    most = max((sum(low - GAP < start <= high + GAP for low, high in ordered) for start, _ in ordered), default=0)
    assert max(packed(ordered), default=-1) + 1 <= max(most, 0)


def test_an_earlier_lane_is_used_again():
    assert packed([(0, 0.3), (0.1, 0.5), (0.35, 0.6), (0.55, 0.8)]) == [0, 1, 0, 1]


def test_a_name_stands_behind_the_end_where_it_fits():
    found = room(bar(10, 20), AXIS, Words("", "Headache", ""))
    assert (found.before, found.above, found.behind) == ("", "", "Headache")
    assert found.high == 0.2 + GAP + 8 * LETTER


def test_a_long_bar_carries_its_name():
    found = room(bar(10, 90, End.ONGOING), AXIS, Words("", "Radicular leg pain, left", "ongoing"))
    assert (found.above, found.behind) == ("Radicular leg pain, left", "ongoing")
    at_the_edge = room(bar(10, 99, End.ONGOING), AXIS, Words("", "Radicular leg pain, left", "ongoing"))
    assert (at_the_edge.above, at_the_edge.behind) == ("Radicular leg pain, left", "")


def test_a_short_bar_at_the_right_edge_has_its_name_before():
    found = room(bar(92, 95), AXIS, Words("S", "Respiratory failure", ""))
    assert (found.before, found.behind) == ("Respiratory failure", "")
    assert found.low == 0.92 - MARK / 2 - RING - LETTER - GAP - 19 * LETTER


def test_a_name_without_room_is_cut_or_left_out():
    name = "A very long name of an adverse event that no board can read at a glance"
    found = room(bar(45, 55), AXIS, Words("", name, ""))
    assert found.behind.endswith("…")
    assert name.startswith(found.behind.removesuffix("…"))
    assert 0 <= found.low < found.high <= 1
    everywhere = room(bar(0, 99), AXIS, Words("", name * 2, ""))
    assert (everywhere.before, everywhere.above, everywhere.behind) == ("", "", "")
