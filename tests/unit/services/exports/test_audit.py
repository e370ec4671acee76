from __future__ import annotations

import csv
import io
from datetime import timedelta

from bot.domain.brief import Brand
from bot.domain.keeping import AuditLine
from bot.domain.records import Outsider
from bot.services.exports.audit import COLUMNS, Audited, audit_csv, audit_markdown
from tests.fakes.approving import AT, PEOPLE, decision, texts, version

VERSION = version()
OUTSIDER = Outsider("Joost", "Spoor BV", "mail", AT.date(), "bericht 4")
LINES = tuple(
    AuditLine(one, "linkedin", "t1", 3, "nl")
    for one in (
        decision("reported", VERSION, id=3, outsider=OUTSIDER, at=AT + timedelta(hours=3)),
        decision("submit", VERSION, id=1, person=1, person_name="Noor", at=AT),
        decision("request_changes", VERSION, id=2, reason="=SUM(1)", self_approval=True, level="juridisch"),
        decision("comment", VERSION, id=4, post=8, person=None, person_name="oud-lid", at=AT + timedelta(hours=4)),
    )
)
AUDITED = Audited(Brand(name="Veld*werk"), LINES, PEOPLE, {7: "Vijf uur"})


def test_the_page_tells_post_by_post_who_said_what_when() -> None:
    page = audit_markdown(AUDITED, texts(), AT).decode()
    assert page.startswith("# Veld\\*werk · Logboek van beoordelingen\n")
    first, second = page.split("\n## ")[1:]
    assert first.startswith("Veld\\*werk · LinkedIn-post · Vijf uur\n")
    assert first.index("ter beoordeling gegeven") < first.index("aanpassing gevraagd") < first.index("doorgegeven")
    assert "2026-03-04 11:30 UTC · **Ilse**: aanpassing gevraagd (versie 3, " in first
    assert "van: Joost, Spoor BV, mail, 2026-03-04 (bijlage: bericht 4)" in first
    assert "juridisch" in first
    assert "**oud-lid**: opmerking" in second


def test_an_empty_record_says_so() -> None:
    assert "Nobody" not in audit_markdown(AUDITED._replace(lines=()), texts("en"), AT).decode()
    assert "No decisions yet." in audit_markdown(AUDITED._replace(lines=()), texts("en"), AT).decode()


def test_a_row_a_decision_safe_for_a_spreadsheet() -> None:
    made = audit_csv(AUDITED, texts("en")).decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(made, newline=""), strict=True))
    assert head == [texts("en").head(column) for column in COLUMNS]
    assert len(rows) == len(LINES)
    assert [row[COLUMNS.index("who")] for row in rows] == ["Ilse", "Noor", "Ilse", "oud-lid"]
    assert rows[2][COLUMNS.index("details")].startswith("level: juridisch")
    assert rows[0][COLUMNS.index("hash")] == VERSION.hash
