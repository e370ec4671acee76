from __future__ import annotations

from bot.domain.pack import Topic, Why
from bot.generation.spread import differs, numbered

WHY = Why(need="n", phase="p", proposition="pr", goal="g")


def topic(title: str, question: str = "q1", angle: str = "a1", form: str = "f1") -> Topic:
    return Topic(id="t0", title=title, angle=angle, question=question, format=form, media="owned", why=WHY)


def test_a_title_in_other_order_is_the_same_idea() -> None:
    shown = [topic("Wat kost een trap die kraakt")]
    assert not differs(topic("Een trap die kraakt: wat kost die", "q2", "a2", "f2"), shown)


def test_one_thing_in_common_is_enough_difference() -> None:
    shown = [topic("Wat kost een trap die kraakt")]
    assert differs(topic("De vrijdag van een trapmaker", "q2", "a2", "f1"), shown)
    assert not differs(topic("De vrijdag van een trapmaker", "q1", "a1", "f2"), shown)


def test_each_one_shown_counts() -> None:
    shown = [topic("Eén"), topic("De vrijdag van een trapmaker", "q2", "a2")]
    assert not differs(topic("De vrijdag van een trapmaker", "q3", "a3", "f3"), shown)
    assert differs(topic("Wanneer je beter wacht", "q3", "a3", "f3"), shown)


def test_numbers_go_on_in_the_reserve() -> None:
    shown, reserve = numbered([topic("a"), topic("b")], [topic("c")])
    assert [one.id for one in (*shown, *reserve)] == ["t1", "t2", "t3"]
