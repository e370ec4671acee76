"""The persona's name, and words that are only like it."""

from __future__ import annotations

import pytest

from bot.domain.check import CheckContext
from tests.fakes.checking import brief, channel, context, excerpts, hits


def persona(name: str, **rest: object) -> CheckContext:
    return context(of=brief(persona={"name": name, **rest}))


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Marieke", "Net als Marieke wil je naar huis.", "Marieke"),
        ("Marieke", "Marieke's week begint vroeg.", "Marieke's"),
        ("Marieke", "Mariekes week begint vroeg.", "Mariekes"),
        ("Hans", "Hans’ agenda is vol.", "Hans’"),
        ("Marieke Jansen", "Mevrouw Jansen belt.", "Jansen"),
        ("Marieke de HR-manager", "Dit is MARIEKE.", "MARIEKE"),
        ("Directeur Dirk", "Vraag het Dirk.", "Dirk"),
        ("Marketing Mary", "Ask Mary about it.", "Mary"),
        ("Zoe\u0308", "Dag Zoë!", "Zoë"),
        ("Zoë", "Dag Zoe\u0308!", "Zoë"),
        ("Roos", "Dat weet Roos ook.", "Roos"),
        ("Marieke", "#Marieke", "Marieke"),
        ("marieke", "Ook Marieke wil dat. #marieke", "Marieke"),
        ("Marieke", "Ma\u200brieke", "Marieke"),
    ],
)
def test_the_name_is_found(name: str, text: str, found: str) -> None:
    assert excerpts("names.persona", text, persona(name)) == [found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Marieke", "Mariekebrood van de bakker"),
        ("Marieke", "Mail marieke@example.com of Marieke@example.com"),
        ("Directeur Dirk", "Directeur worden is niet alles."),
        ("Startende Sanne", "Startende ondernemers krijgen hulp."),
        ("De drukke Ondernemer", "Ondernemer zijn is druk."),
        ("Ondernemer", "Ondernemer zijn is druk."),
        ("Roos", "Roos bloeit in juni."),
        ("Mark", "Mark your calendar."),
        ("Storm", "De storm kwam. Na die Storm was het stil."),
        ("Bo", "Een bos Bomen"),
    ],
)
def test_other_words_are_left_alone(name: str, text: str) -> None:
    assert not hits("names.persona", text, persona(name))


def test_a_name_that_the_brief_uses_for_something_else() -> None:
    of = brief(brand={"name": "Fietsenmaker Marieke"}, persona={"name": "Marieke"})
    assert not hits("names.persona", "Marieke staat klaar.", context(of=of))
    film = {"id": "A1", "kind": "film", "title": "Een dag met Jelle"}
    assert not hits(
        "names.persona", "Jelle staat klaar.", context(of=brief(persona={"name": "Jelle"}, assets=[film]))
    )
    told = persona("Marieke", situation="Marieke regelt alles alleen.")
    assert hits("names.persona", "Marieke regelt het.", told)


def test_without_a_name_there_is_nothing_to_find() -> None:
    assert not hits("names.persona", "Marieke", context(of=brief()))
    assert not hits("names.persona", "Marieke")


@pytest.mark.parametrize(
    "text", ["Beste Ilse,\n\nJe fiets staat klaar.", "Hi Tom!\nReady.", "Beste Ilse Bakker,\n\nKlaar."]
)
def test_a_message_to_many_greets_nobody_by_name(text: str) -> None:
    mail = context(channel(merge_fields=["{first_name}"]))
    assert hits("names.greeting", text, mail)[0].values["field"] == "{first_name}"
    assert not hits("names.greeting", text)


@pytest.mark.parametrize(
    "text",
    ["Beste {first_name},", "Beste klant,", "Dear Customer,", "Hi there,", "Goed Nieuws,", "Beste lezer,\nIlse,"],
)
def test_salutations_without_a_name(text: str) -> None:
    assert not hits("names.greeting", text, context(channel(merge_fields=["{first_name}"])))
