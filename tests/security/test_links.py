"""Links that let somebody in: too long to be found by trying, and kept in a form that opens nothing."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from bot.conversation.callbacks import written
from bot.conversation.screens.team import MakeInvite
from bot.services import team
from tests.fakes.whole import tapped
from tests.fakes.whole_brands import scene, template


async def test_the_secret_of_an_invite_is_192_bits_and_only_its_hash_is_kept(tmp_path: Path) -> None:
    async with scene(tmp_path, await asyncio.to_thread(template)) as here:
        owner, home = here.brands.people["inesmarijn"], here.brands.workspace
        async with here.stage.database.work() as work:
            made = [(await team.invite(work, home, ("viewer",), owner))[1] for _ in range(20)]
            made.append(await team.admission_link(work))
        stored = repr(here.rows())
        assert team.SECRET_BYTES * 8 == 192
        assert len({one[:8] for one in made}) == len(made)
        for secret in made:
            assert len(secret) == 32
            assert secret not in stored
            assert hashlib.sha256(secret.encode()).hexdigest() in stored
        async with here.stage.database.work() as work:
            kept = hashlib.sha256(made[0].encode()).hexdigest()
            for near in (kept, made[0][:-1], made[0] + "A", made[0].swapcase(), ""):
                assert await team.enter(work, here.brands.people["zed"], near) is None


async def test_an_invite_that_was_shown_stands_nowhere_any_more(tmp_path: Path) -> None:
    """Its message waits among what is still to be shown, and goes when it stands."""
    async with scene(tmp_path, await asyncio.to_thread(template)) as here:
        owner = here.who("inesmarijn")
        await tapped(owner, written(MakeInvite(here.brands.workspace, "editor")))
        secret = owner.showing("/start ").text.split("/start ")[1].split()[0]
        await here.stage.conversation.outbox._strike()
        assert len(secret) == 32
        assert secret not in repr(here.rows())
