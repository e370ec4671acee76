"""Finished model replies on disk, so that a run that failed goes on without paying them again."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from contextlib import suppress
from pathlib import Path

from bot.domain.model import Call, ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage


class Run:
    """The replies of one run: one brief, one set of templates, one writer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def remembering(self, call: Call, resume: bool) -> Call:
        """The call, keeping each reply; with `resume` a reply that is already there is not asked again."""

        async def remembered(request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
            path = self.folder / f"{request.task}-{_hash(request)}.json"
            kept = _read(path) if resume else None
            if kept is not None:
                if on_text is not None:
                    on_text(kept.text)
                return kept
            reply = await call(request, on_text)
            self._write(path, reply)
            return reply

        return remembered

    def finish(self) -> None:
        """Forgets the run: its pack is delivered."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, path: Path, reply: ModelReply) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_suffix(".tmp")
        content = {"text": reply.text, "model": reply.model, "usage": reply.usage.model_dump()}
        unfinished.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(path)


def run_key(*parts: str) -> str:
    """The hash that names a run's folder."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _hash(request: ModelRequest) -> str:
    return run_key(json.dumps(dataclasses.asdict(request), sort_keys=True))


def _read(path: Path) -> ModelReply | None:
    with suppress(OSError, ValueError, KeyError):
        content = json.loads(path.read_text(encoding="utf-8"))
        # Its cost was counted when it was paid; this run pays nothing for it.
        return ModelReply(text=content["text"], usage=Usage(), model=content["model"])
    return None
