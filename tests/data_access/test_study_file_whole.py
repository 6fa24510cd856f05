"""Study files as a whole: any bytes are read or refused, the examples and the reference are right."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access import study_file, visit_table
from data_access.assemble import assemble
from data_access.study_file import StudyFileError
from tests.data_access.test_study_file import SMALL, WHOLE, read
from tests.environment import ROOT
from trial.issues import Severity
from trial.safety_rules import SafetyRules
from trial.snapshot import Unusable
from trial.study import Study


@pytest.mark.parametrize("content", [b"a = ", b"[study]\nid = 1\nid = 2", b"\xff\xfe", b"[study", b"\x00"])
def test_what_is_no_toml_is_one_mistake(content: bytes) -> None:
    with pytest.raises(StudyFileError) as caught:
        study_file.parse(content)
    assert len(caught.value.mistakes) == 1


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert study_file.parse(b"\xef\xbb\xbf" + SMALL.encode()) == read(SMALL)


def test_a_file_that_is_far_too_large(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_bytes(b"#" * 3_000_000)
    state = assemble(tmp_path, tmp_path / "study.toml")
    assert isinstance(state, Unusable)
    assert "larger than 1 MB" in state.issues[0].text
    study_file.parse(SMALL.encode() + b"#" * (study_file.LARGEST - len(SMALL.encode())))


def test_overlapping_windows_are_remarked() -> None:
    again = SMALL[SMALL.index("[[visits]]") :].replace("WK2", "WK3").replace("visitnum = 4", "visitnum = 5")
    close, apart = again.replace("day = 14", "day = 20"), again.replace("day = 14", "day = 21")
    assert [issue.severity for issue in visit_table.remarks(read(SMALL + close))] == [Severity.NOTE]
    assert visit_table.remarks(read(SMALL + apart)) == ()


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(StudyFileError) as caught:
        study_file.parse(text.encode("utf-8", "surrogatepass"))
    assert caught.value.mistakes


TOML_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
KEYS = sorted(set(re.findall(r"^(\w+) =", WHOLE, re.MULTILINE)))


@given(
    table=st.sampled_from(["study", "anchor", "safety", "historical", "prohibited", "intercurrent"]),
    key=st.sampled_from(KEYS),
    value=TOML_VALUES,
)
def test_no_value_makes_it_fail_otherwise(table: str, key: str, value: object) -> None:
    parsed = study_file.tomllib.loads(WHOLE)
    parsed[table][key] = value
    parsed["endpoints"][0][key] = value
    parsed["visits"][0][key] = value
    try:
        study = study_file.of_values(parsed, "")
    except StudyFileError as error:
        assert error.mistakes
    else:
        assert isinstance(study, Study)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "examples").glob("*/study.toml")), ids=lambda path: path.parent.name
)
def test_the_examples_have_no_mistake(path: Path) -> None:
    study = study_file.parse(path.read_bytes())
    assert study.endpoints
    assert study.visits
    assert visit_table.remarks(study) == ()


def test_the_reference_in_the_documentation_has_no_mistake() -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    reference = text.split("```toml")[1].split("```")[0]
    study = read(reference)
    assert study.safety == SafetyRules(), "the reference shows the defaults"
    for key in KEYS:
        assert re.search(rf"^{key} =", reference, re.MULTILINE), f"{key} is not in the reference"
