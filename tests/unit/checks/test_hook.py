"""Hooks: within the fold, short when spoken, truly different, and not twice in a pack."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.check import Draft
from tests.fakes.checking import KNOWLEDGE, channel, context, excerpts, hits, limited, part

SPOKEN: dict[str, Any] = {
    "min_seconds": 5,
    "max_seconds": 60,
    "words_per_minute": 135,
    "hook_max_words": 4,
    "basis": "convention",
}


def test_the_first_line_ends_before_the_fold() -> None:
    seen = context(limited(3000, fold=20))
    assert excerpts("hook.fold", "\n\nDeze eerste regel loopt door.\nRest.", seen) == [
        "Deze eerste regel loopt door."
    ]
    assert not hits("hook.fold", "Kort.\nEn hier mag het zo lang zijn als nodig is.", seen)
    assert not hits("hook.fold", "x" * 500, context(limited(3000)))


def test_the_fold_is_counted_as_the_channel_counts() -> None:
    families = "👨‍👩‍👧‍👦" * 10
    assert not hits("hook.fold", families, context(limited(300, counter="graphemes", fold=10)))
    assert hits("hook.fold", families, context(limited(300, fold=10)))


def test_a_subject_line_may_have_a_fold_too() -> None:
    on = channel(parts=[part("subject", limit={"fold": 10, "basis": "convention"})])
    assert [hit.part for hit in hits("hook.fold", "", context(on), {"subject": "een lang onderwerp"})] == [
        "subject"
    ]


def test_a_spoken_hook_has_few_words() -> None:
    seen = context(channel(spoken=SPOKEN))
    parts = {"hooks": ["Band lek?", "Dit zijn er echt te veel."], "beats": [{"spoken": "Band lek?"}]}
    assert [hit.part for hit in hits("hook.words", "Bijschrift", seen, parts)] == ["hooks[1]"]
    late = {"beats": [{"start": 0, "end": 3, "spoken": "Vandaag vertel ik iets moois."}]}
    assert [hit.part for hit in hits("hook.words", "Bijschrift", seen, late)] == ["beats[0].spoken"]
    assert not hits("hook.words", "Een bijschrift van wel zes woorden", seen)


@pytest.mark.parametrize(
    "hooks",
    [
        ["Wie belt jou bij een storing?", "Bij een storing belt wie jou?"],
        ["Drie bakken water op de vloer, een emmer in de gang.", "Drie bakken water stonden er."],
        ["Wie belt er?", "Waar staat de kraan?", "Wat kost een uur?"],
        ["12 minuten.", "Op 3 mei ging het mis.", "1 op de 4 blijft weg."],
    ],
)
def test_hooks_that_are_one_hook(hooks: list[str]) -> None:
    assert len(hits("hook.alike", "x", None, {"hooks": hooks})) == 1


@pytest.mark.parametrize(
    "hooks",
    [
        ["Wie belt er?", "12 minuten duurde het.", "De kraan stond nog open."],
        ["De kraan stond nog open.", "Niemand had de sleutel.", "Buiten was het al licht."],
        ["Wie belt er?"],
        [],
        "geen lijst",
    ],
)
def test_hooks_that_differ(hooks: object) -> None:
    assert not hits("hook.alike", "x", None, {"hooks": hooks})


def test_two_posts_do_not_open_alike() -> None:
    other = Draft("linkedin", "Negen van de tien vragen komen op maandag binnen.\n\nEn dan?")
    seen = context(others=(other,))
    assert hits("hook.repeated", "Negen van de tien vragen komen op maandag binnen!\n\nAnders.", seen)
    assert not hits("hook.repeated", "Op maandag rinkelt de telefoon het vaakst.\n\nEn dan?", seen)
    said = {"beats": [{"spoken": "negen van de tien vragen komen op maandag binnen"}]}
    assert [hit.part for hit in hits("hook.repeated", "Bijschrift", seen, said)] == ["beats[0].spoken"]


def test_two_mails_may_greet_alike() -> None:
    mail = KNOWLEDGE.channel("email")
    seen = context(mail, others=(Draft("email", "Hallo {first_name},\n\nEen vraag."),))
    assert not hits("hook.repeated", "Hallo {first_name},\n\nEen antwoord.", seen)
    assert hits("hook.repeated", "Een vraag.\n\nEn?", context(mail, others=(Draft("email", "Een vraag."),)))
