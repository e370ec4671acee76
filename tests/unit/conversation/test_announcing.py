"""What admins are told although nobody asked."""

from __future__ import annotations

from pathlib import Path

from bot.conversation.all_areas import AREAS
from bot.conversation.announcing import announce
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen
from bot.conversation.screens import failing
from tests.fakes.talking import FRONT, NOW, TEXTS, talking

ADMINS = {"ad": "nl", "eve": "en"}


def news(t: Texts) -> Screen:
    """The account is empty."""
    return failing.shut(t, "small", "models.example", "QuotaError")


async def test_every_admin_hears_it_once_in_their_language(tmp_path: Path) -> None:
    async with talking(tmp_path, AREAS) as stage:
        async with stage.database.work() as work:
            for account, language in ADMINS.items():
                person = await work.people.who(FRONT, account, account)
                await work.people.make_admin(person.id)
                await work.people.speaks(person.id, "nl" if language == "nl" else "en")
            await work.people.who(FRONT, "bo", "Bo")
        said = [
            await announce(stage.database, stage.conversation.outbox, TEXTS, "nl", key, news)
            for key in ("model:a", "model:a", "model:b")
        ]
        assert said == [True, False, True]
        async with stage.database.work() as work:
            parcels = await work.outbox.take([FRONT], NOW)
    assert sorted(parcel.chat for parcel in parcels) == ["ad", "ad", "eve", "eve"]
    for parcel in parcels:
        t, words = TEXTS["nl" if parcel.chat == "ad" else "en"], parcel.body
        assert t("model-shut", model="small", place="models.example") in words
        assert t("ideas-failed", reason="QuotaError") in words
