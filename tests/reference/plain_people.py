"""An independent reading of who is in the trial at a cut: anchor, screening, status, last day, the way out."""

from dataclasses import dataclass, field
from datetime import date

from tests.reference.plain_tables import Row, certain, is_after, is_done, is_held, matches, number, span

NOT_LEFT = {"on study", "not infused"}


@dataclass
class Person:
    """One subject with its own known records; `out` is the last day on which a visit can be expected."""

    row: Row
    tables: dict[str, list[Row]]
    id: str = ""
    anchor: date | None = None
    screening: date | None = None
    last: date | None = None
    status: str = ""
    out: date | None = None
    assessed: list[str] = field(default_factory=list)

    def table(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def day(self, when: date | None) -> int | None:
        return None if when is None or self.anchor is None else (when - self.anchor).days


def people(known: dict[str, list[Row]], everything: dict[str, list[Row]], study: dict, cut: date, assessed: list[str]):
    """Give every subject of DM. `everything` also holds dispositions that are not yet known."""
    subjids = [row.get("SUBJID", "") for row in known["DM"]]
    for row in known["DM"]:
        own = {name: [each for each in rows if each.get("USUBJID") == row["USUBJID"]] for name, rows in known.items()}
        person = Person(row, own, assessed=assessed)
        unique = row.get("SUBJID") and subjids.count(row["SUBJID"]) == 1
        person.id = row["SUBJID"] if unique else row["USUBJID"]
        person.anchor = _anchor(person, study["anchor"], cut)
        person.screening = _screening(person, study)
        person.last = _last(person, study, cut)
        later = [each for each in everything.get("DS", []) if each["USUBJID"] == row["USUBJID"]]
        _leave(person, later, cut)
        yield person


def _anchor(person: Person, anchor: dict, cut: date) -> date | None:
    """The first matching record; an incomplete one that may be the first leaves day 0 unknown (a reading)."""
    rows = [row for row in person.table(anchor["domain"]) if matches(row, anchor.get("where", {}))]
    spans = [span(row.get(anchor["date"], "")) for row in rows if is_done(row, anchor["domain"])]
    known = [each for each in spans if each and each[0] <= cut]
    first = min(known, key=lambda each: (each[0], each[0] != each[1]), default=None)
    return first[0] if first and first[0] == first[1] else None


def _screening(person: Person, study: dict) -> date | None:
    planned = [float(each["visitnum"]) for each in study["visits"] if each.get("kind") == "screening"]
    visits = [row for row in person.table("SV") if is_held(row) and number(row["VISITNUM"]) in planned]
    days = [day for row in visits if (day := certain(row["SVSTDTC"]))]
    return min(days) if days else certain(person.row.get("RFICDTC", ""))


def _last(person: Person, study: dict, cut: date) -> date | None:
    """The latest visit, assessment or event start; an infusion that is a planned visit is a visit."""
    texts = [row["SVSTDTC"] for row in person.table("SV") if is_held(row)]
    texts += [row["AESTDTC"] for row in person.table("AE")]
    texts += [row[f"{name}DTC"] for name in person.assessed for row in person.table(name) if is_done(row, name)]
    days = [day for day in map(certain, texts) if day and day <= cut]
    is_visit = any(each.get("kind") == "infusion" for each in study["visits"])
    return max([*days, *([person.anchor] if person.anchor and is_visit else [])], default=None)


def _leave(person: Person, dispositions: list[Row], cut: date) -> None:
    """Find status and way out. Death and disposition count only from their own dates."""
    ways: dict[str, list[str]] = {}
    for row in person.table("DS"):
        ways.setdefault(_way(row), []).append(row["DSSTDTC"])
    later = {_way(row) for row in dispositions if is_after(row["DSSTDTC"], cut)}
    deaths = _deaths(person.row, ways.pop("died", []), "died" in later, cut)
    if deaths:
        ways["died"] = deaths
    arm = {person.row.get("ARMCD", ""), person.row.get("ARM", "").upper()} & {"SCRNFAIL", "SCREEN FAILURE"}
    if arm and "screen failure" not in later:
        ways.setdefault("screen failure", [""])
    order = ("died", "screen failure", "withdrawn", "completed")
    person.status = next((way for way in order if way in ways), "on study" if person.anchor else "not infused")
    ends = [_expected(ways[way], person.last) for way in order[:3] if way in ways]
    person.out = min([end for end in ends if end], default=None)


def _way(disposition: Row) -> str:
    term = disposition["DSDECOD"].upper()
    if term in ("DEATH", "SCREEN FAILURE"):
        return {"DEATH": "died"}.get(term, "screen failure")
    if disposition["DSCAT"].upper() != "DISPOSITION EVENT":
        return ""
    return "completed" if term == "COMPLETED" else "withdrawn"


def _deaths(row: Row, dispositions: list[str], is_disposed_later: bool, cut: date) -> list[str]:
    """Dates of a death that is known: DM's, a certain one of DS before it; an undated sign only if no date is later."""
    written, dated = row.get("DTHDTC", ""), [text for text in dispositions if text]
    if is_after(written, cut) or (not written and is_disposed_later):
        return dated
    if certain(written) or (written and not any(map(certain, dated))):
        return [written]
    return dated or ([""] if written or dispositions or row.get("DTHFL") == "Y" else [])


def _expected(texts: list[str], last: date | None) -> date | None:
    """Of a partial date the earliest day, but not before the last contact; without a date that contact (a reading)."""
    spans = sorted((each for text in texts if (each := span(text))), key=lambda each: (each[0], each[0] != each[1]))
    if not spans:
        return last
    first, latest = spans[0]
    return max(first, min(last, latest) if last else latest)
