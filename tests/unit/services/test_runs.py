from __future__ import annotations

from pathlib import Path

from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.services.runs import Run, run_key


class Counting:
    """A call that counts, and answers with the task's name."""

    def __init__(self) -> None:
        self.tasks: list[str] = []

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        self.tasks.append(request.task)
        return ModelReply(text=f'{{"é": "{request.task}"}}', usage=Usage(calls=1, cost=0.5), model="m")


def request(task: str, prompt: str = "p") -> ModelRequest:
    return ModelRequest(task=task, prefix="x", prompt=prompt, schema={}, max_tokens=9)


async def test_a_finished_call_is_not_paid_again(tmp_path: Path) -> None:
    call = Counting()
    first = await Run(tmp_path / "r").remembering(call, resume=False)(request("topics"))
    heard: list[str] = []
    again = await Run(tmp_path / "r").remembering(call, resume=True)(request("topics"), heard.append)
    assert call.tasks == ["topics"]
    assert again.text == first.text
    assert heard == [first.text]
    assert again.usage == Usage()


async def test_another_prompt_is_another_call(tmp_path: Path) -> None:
    call = Counting()
    remembered = Run(tmp_path / "r").remembering(call, resume=True)
    await remembered(request("topics"))
    await remembered(request("topics", "q"))
    assert call.tasks == ["topics", "topics"]


async def test_without_resume_everything_is_asked(tmp_path: Path) -> None:
    call = Counting()
    for _ in range(2):
        await Run(tmp_path / "r").remembering(call, resume=False)(request("topics"))
    assert call.tasks == ["topics", "topics"]


async def test_a_half_written_reply_is_asked_again(tmp_path: Path) -> None:
    call = Counting()
    remembered = Run(tmp_path / "r").remembering(call, resume=True)
    await remembered(request("topics"))
    (kept,) = (tmp_path / "r").iterdir()
    kept.write_text(kept.read_text()[:20])
    await remembered(request("topics"))
    assert call.tasks == ["topics", "topics"]


async def test_a_delivered_run_leaves_nothing(tmp_path: Path) -> None:
    run = Run(tmp_path / "r")
    await run.remembering(Counting(), resume=False)(request("topics"))
    run.finish()
    assert not run.folder.exists()


def test_the_key_depends_on_every_part() -> None:
    keys = {run_key("a", "b"), run_key("ab"), run_key("a", "c"), run_key("b", "a")}
    assert len(keys) == 4
