"""What a card says around the text: findings with their words and place, where it is cut, how to change it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation.screens import posts as screens
from bot.domain.pack import Finding, Length, Reply
from bot.services.rewriting import ways
from tests.fakes.calls import ScriptedCall
from tests.fakes.rewriting import BY_RULES, by_model
from tests.golden.screens.cases.world import real

NL = real("nl")


def _card(**changes: Any) -> str:
    return screens.card(NL.t, NL.view(content=NL.post(**{"claims": (), "findings": ()} | changes))).text


def _finding(
    excerpt: str = "", part: str = "text", check: str = "style.apology", severity: Any = "advice"
) -> Finding:
    return Finding(
        check=check, severity=severity, message="Lange zin.", excerpt=excerpt, fix="Knip hem.", part=part
    )


def test_a_finding_says_where_and_about_which_words() -> None:
    told = _card(findings=(_finding("zo lang dat"), _finding("en nog", "hooks[1]"), _finding("nee", "replies[0]")))
    assert "• Lange zin. “zo lang dat” Knip hem." in told
    assert "• Andere openingen: Lange zin. “en nog” Knip hem." in told
    assert "• Reacties die je kunt verwachten: Lange zin. “nee” Knip hem." in told


def test_what_reads_the_same_is_said_once() -> None:
    told = _card(findings=(_finding(), _finding(), _finding("“anders”")))
    assert told.count("• Lange zin.") == 2
    assert "• Lange zin. Knip hem. (2×)" in told
    assert "“anders”" in told
    assert NL.t("posts-advice", count=2) in told


def test_the_fold_quotes_whole_words_and_no_marks_within_marks() -> None:
    text = "Wie “morgen” zegt, bedoelt vandaag en wel voor twaalven"
    seen = Length(part="text", count=len(text), counter="characters", fold=30)
    told = _card(text=text, lengths=(seen,), parts={})
    assert "“… morgen zegt, bedoelt …”" in told


def test_a_terminal_is_told_of_the_button_and_not_of_answering_a_message() -> None:
    view = NL.view()
    assert NL.t("posts-reply-hint") in screens.card(NL.t, view).text
    there = screens.card(NL.t, view._replace(replies=False)).text
    assert NL.t("posts-reply-hint") not in there
    assert NL.t("posts-edit-hint") in there


@pytest.mark.parametrize(
    ("finding", "rules", "model"),
    [
        (_finding("Knip dit"), True, True),
        (_finding("Staat hier niet"), False, True),
        (_finding("", check="phase.question"), False, False),
        (_finding("Knip dit", check="placeholders.link", severity="blocking"), False, False),
    ],
)
def test_mending_is_offered_only_for_what_the_writer_can_mend(finding: Finding, rules: bool, model: bool) -> None:
    content = NL.post(
        text="Knip dit uit de tekst.", findings=(finding,), replies=(Reply(comment="A", answer="B"),)
    )
    assert ("mend" in ways(BY_RULES, content)) is rules
    assert ("mend" in ways(by_model(ScriptedCall({})), content)) is model
