"""Names at the ends of lines never cover one another while the panel has room."""

from hypothesis import given
from hypothesis import strategies as st

from components.line_labels import LETTER, LINE, Label, apart

HEIGHT = 270.0
LABELS = st.lists(
    st.builds(Label, st.sampled_from(["01-001", "01-002", "P-3"]), st.floats(0, 340), st.floats(-20, 290)), max_size=12
)


@given(LABELS)
def test_no_two_names_overlap(labels: list[Label]) -> None:
    found = apart(labels, HEIGHT)
    for one in range(len(labels)):
        for other in range(one):
            a, b = labels[one], labels[other]
            share = a.x < b.x + LETTER * (len(b.text) + 1) and b.x < a.x + LETTER * (len(a.text) + 1)
            assert not share or abs(found[one] - found[other]) >= LINE - 1e-6


@given(LABELS)
def test_names_stay_on_the_panel(labels: list[Label]) -> None:
    assert all(LINE / 2 - 1e-6 <= y <= HEIGHT - LINE / 2 + 1e-6 for y in apart(labels, HEIGHT))


def test_a_name_with_room_stays_at_its_line() -> None:
    assert apart([Label("a", 0, 100), Label("b", 0, 150), Label("c", 200, 101)], HEIGHT) == [100, 150, 101]


def test_nothing_to_name() -> None:
    assert apart([], HEIGHT) == []
