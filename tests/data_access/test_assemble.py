"""From a folder to a snapshot: which files make which tables, what refuses to load, the fingerprint."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data_access import assemble as module
from data_access.assemble import assemble
from data_access.folder import Limits
from trial.issues import Severity
from trial.snapshot import Snapshot, Unusable

STUDY = """
[study]
id = "S"
title = "T"
[anchor]
label = "Infusion"
domain = "EX"
date = "EXSTDTC"
[[endpoints]]
id = "total"
label = "Total"
unit = "points"
domain = "QS"
where = { QSTESTCD = "TOT" }
better = "higher"
"""
DM = "STUDYID,DOMAIN,USUBJID,SUBJID\nS,DM,S-01,01\nS,DM,S-02,02\n"
EX = "STUDYID,DOMAIN,USUBJID,EXSEQ,EXSTDTC\nS,EX,S-01,1,2011-03-01\nS,EX,S-02,1,2011-04-01\n"
QS = "STUDYID,DOMAIN,USUBJID,QSSEQ,QSTESTCD,QSSTRESN,QSDTC\nS,QS,S-01,{seq},TOT,34,2011-05-0{seq}\n"
AE = "STUDYID,DOMAIN,USUBJID,AESEQ,AETERM,AESTDTC\nS,AE,S-01,1,Headache,2011-03-02\n"

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder of a study file, DM, EX and the files given by name (None leaves a file out)."""

    def made(**files: str | None) -> Path:
        given = {"study.toml": STUDY, "dm.csv": DM, "ex.csv": EX}
        given |= {name.replace("__", "."): text for name, text in files.items()}
        for name, text in given.items():
            if text is not None:
                (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return made


def load(path: Path) -> Snapshot:
    state = assemble(path, path / "study.toml")
    assert isinstance(state, Snapshot), state
    return state


def refused(path: Path) -> Unusable:
    state = assemble(path, path / "study.toml")
    assert isinstance(state, Unusable)
    return state


def counted(state: Snapshot) -> dict[str, tuple[int, int, int]]:
    return {each.table: (each.rows_in, each.used, each.set_aside) for each in state.ledger}


def test_a_folder_becomes_a_snapshot(folder: Folder) -> None:
    state = load(folder(qs__csv=QS.format(seq=1), README__md="notes"))
    assert counted(state) == {"DM": (2, 2, 0), "EX": (2, 2, 0), "QS": (1, 1, 0)}
    assert {each.name: (each.table, each.rows, each.used) for each in state.files} == {
        "README.md": (None, None, False),
        "dm.csv": ("DM", 2, True),
        "ex.csv": ("EX", 2, True),
        "qs.csv": ("QS", 1, True),
        "study.toml": (None, None, False),
    }
    assert state.cut == date(2011, 5, 1)
    assert len(state.version) == 64


def test_the_domain_column_decides_not_the_file_name(folder: Folder) -> None:
    state = load(folder(first__csv=QS.format(seq=1), ae__csv=QS.format(seq=2)))
    assert counted(state)["QS"] == (2, 2, 0)
    assert "AE" not in state.tables
    assert {each.table for each in state.files if each.name in {"first.csv", "ae.csv"}} == {"QS"}


def test_one_file_with_two_domains_feeds_two_tables(folder: Folder) -> None:
    both = "STUDYID,DOMAIN,USUBJID,AESEQ,AETERM,AESTDTC,EXSEQ,EXSTDTC\nS,AE,S-01,1,Fever,2011-03-02,,\n"
    state = load(folder(ex__csv=None, both__csv=both + "S,EX,S-01,,,,1,2011-03-01\nS,AE,S-02,1,Fever,2011-03-02,,\n"))
    assert counted(state) == {"DM": (2, 2, 0), "AE": (2, 2, 0), "EX": (1, 1, 0)}
    told = [issue for issue in state.issues if issue.column == "DOMAIN"]
    assert [(issue.severity, issue.file) for issue in told] == [(Severity.WARNING, "both.csv")]
    assert list(state.tables["EX"]["@ROW"]) == [2]


def test_a_file_without_domain_takes_its_name(folder: Folder) -> None:
    state = load(folder(ae__csv="USUBJID,AESEQ,AETERM,AESTDTC\nS-01,1,Fever,2011-03-02\n"))
    assert counted(state)["AE"] == (1, 1, 0)


def test_other_domains_are_listed_as_unused(folder: Folder) -> None:
    pe = "STUDYID,DOMAIN,USUBJID,PESEQ\nS,PE,S-01,1\n"
    supppe = "STUDYID,RDOMAIN,USUBJID,IDVAR,IDVARVAL,QNAM,QVAL\nS,PE,S-01,PESEQ,1,X,Y\n"
    state = load(folder(pe__csv=pe, supppe__csv=supppe))
    assert state.unused == ("PE", "SUPPPE")
    assert {each.name: each.used for each in state.files}["pe.csv"] is False
    assert {"PE", "SUPPPE"}.isdisjoint(counted(state))


def test_the_same_part_in_two_formats_is_used_from_neither(folder: Folder) -> None:
    state = load(folder(qsa__csv=QS.format(seq=1), QSA__CSV=QS.format(seq=1), qsb__csv=QS.format(seq=2)))
    assert counted(state)["QS"] == (3, 1, 2)
    assert {each.file for each in state.set_aside} == {"qsa.csv", "QSA.CSV"}
    assert "two sources for one part of QS: QSA.CSV, qsa.csv" in " ".join(issue.text for issue in state.issues)


def test_two_sources_for_dm_refuse_to_load(folder: Folder) -> None:
    state = refused(folder(DM__CSV=DM))
    assert state.code == "two_sources"
    assert "DM.CSV and dm.csv" in state.text


def test_a_broken_twin_is_a_conflict_too(folder: Folder) -> None:
    assert refused(folder(dm__xpt="no transport file")).code == "two_sources"


def test_an_unreadable_file_costs_itself_alone(folder: Folder) -> None:
    state = load(folder(qs__csv=QS.format(seq=1), ae__xpt="no transport file"))
    assert counted(state)["QS"] == (1, 1, 0)
    assert [(issue.table, issue.file) for issue in state.issues if issue.severity is Severity.ERROR] == [
        ("AE", "ae.xpt")
    ]
    assert {each.name: (each.rows, each.used) for each in state.files}["ae.xpt"] == (None, False)


def test_a_reader_that_stumbles_costs_its_file_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(path: Path) -> None:
        raise ZeroDivisionError(path.name)

    monkeypatch.setattr(module, "FORMATS", {**module.FORMATS, ".odd": stumbling})
    state = load(folder(ae__odd="?"))
    assert [issue.text for issue in state.issues if issue.severity is Severity.ERROR] == [
        "ae.odd was not read: the reader stopped (ZeroDivisionError)"
    ]


def test_links_hidden_files_and_folders_are_left_alone(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = folder(**{".hidden.csv": AE})
    outside = tmp_path_factory.mktemp("outside") / "ae.csv"
    outside.write_text(AE)
    (path / "ae.csv").symlink_to(outside)
    (path / "inner").mkdir()
    (path / "inner" / "ae.csv").write_text(AE)
    os.mkfifo(path / "pipe.csv")
    state = load(path)
    assert "AE" not in state.tables
    assert [issue.file for issue in state.issues if issue.severity is Severity.WARNING and issue.file] == [
        "ae.csv",
        "pipe.csv",
    ]
    assert {each.name for each in state.files} == {"study.toml", "dm.csv", "ex.csv", "ae.csv", "pipe.csv"}


def test_the_study_file_may_stand_elsewhere(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = folder()
    other = tmp_path_factory.mktemp("elsewhere") / "mine.toml"
    other.write_text(STUDY.replace('title = "T"', 'title = "Other"'))
    state = assemble(path, other)
    assert isinstance(state, Snapshot)
    assert state.study.title == "Other"


@pytest.mark.parametrize(
    ("files", "code", "words"),
    [
        ({"study__toml": None}, "no_study", "There is no study file study.toml"),
        ({"study__toml": "[study]"}, "study_file", "The study file study.toml cannot be used: 3 to correct"),
        ({"dm__csv": None}, "no_dm", "There is no DM"),
        ({"dm__csv": ""}, "no_dm", "DM cannot be read (dm.csv)"),
        ({"dm__csv": DM.replace("S,DM", "Z,DM")}, "wrong_study", "The study file is of study S, the data are of Z"),
        ({"dm__csv": DM.splitlines()[0] + "\n"}, "no_subjects", "DM has no usable row"),
        ({"dm__csv": None, "ex__csv": None}, "no_datasets", "There is no dataset"),
        ({"ex__csv": None}, "no_dates", "There is no complete date"),
    ],
)  # fmt: skip
def test_why_nothing_is_shown(folder: Folder, files: dict[str, str | None], code: str, words: str) -> None:
    state = refused(folder(**files))
    assert state.code == code
    assert state.text.startswith(words)
    assert state.remedy


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none").code == "no_folder"


def test_limits_are_kept_before_reading(folder: Folder) -> None:
    path = folder(ae__csv=AE * 100)
    state = assemble(path, path / "study.toml", Limits(files=3))
    assert isinstance(state, Unusable)
    assert state.code == "too_many_files"
    small = assemble(path, path / "study.toml", Limits(bytes_per_file=1_000))
    assert isinstance(small, Snapshot)
    assert "AE" not in small.tables
    assert any("MONITOR_MAX_FILE_MB" in issue.remedy for issue in small.issues)


def test_an_error_in_one_table_leaves_the_others(folder: Folder) -> None:
    state = load(folder(qs__csv=QS.format(seq=1), ae__csv="STUDYID,DOMAIN,USUBJID\nS,AE,S-01\n"))
    assert counted(state)["AE"] == (1, 0, 1)
    assert counted(state)["QS"] == (1, 1, 0)


def test_a_table_without_rows_says_that_there_is_nothing(folder: Folder) -> None:
    state = load(folder(ae__csv=AE.splitlines()[0] + "\n"))
    assert counted(state)["AE"] == (0, 0, 0)
    assert state.tables["AE"].empty
    assert not any("AE" in each.why for each in state.switched_off if "safety timeline" in each.what)


@pytest.mark.parametrize("rows", ["S,AE,S-99,1,Headache,2011-03-02\n", "S,AE,S-01,1,Headache,2011-02-30\n"])
def test_a_table_of_which_no_row_is_used_says_nothing(folder: Folder, rows: str) -> None:
    state = load(folder(ae__csv=AE.splitlines()[0] + "\n" + rows))
    assert counted(state)["AE"] == (1, 0, 1)
    assert "AE" not in state.tables
    assert [each.why for each in state.switched_off if "safety timeline" in each.what] == ["there is no usable AE"]


def test_rows_that_the_reader_set_aside_are_in_the_ledger(folder: Folder) -> None:
    state = load(folder(qs__csv=QS.format(seq=1) + "S,QS,S-01,2\n"))
    assert counted(state)["QS"] == (2, 1, 1)
    assert [(each.table, each.row) for each in state.set_aside] == [("QS", 2)]


def test_the_fingerprint_answers_to_content_alone(folder: Folder) -> None:
    path = folder(qs__csv=QS.format(seq=1))
    first = load(path).version
    os.utime(path / "qs.csv", (0, 0))
    (path / "README.md").write_text("not data")
    assert load(path).version == first
    (path / "qs.csv").write_text(QS.format(seq=2))
    second = load(path).version
    (path / "study.toml").write_text(STUDY + "\n")
    third = load(path).version
    (path / "qs.csv").rename(path / "quality.csv")
    assert len({first, second, third, load(path).version}) == 4
