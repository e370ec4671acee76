"""What the engine of jobs stores and loads again is JSON. A backup that somebody hands over, or a row that
somebody slips in, runs nothing."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dbos import _serialization as engine

from bot.jobs.serial import Json, PickledError


class Bomb:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.file,)


def packed(file: Path) -> str:
    """As the engine would keep it with its own serializer."""
    return base64.b64encode(pickle.dumps(Bomb(file))).decode()


@pytest.mark.parametrize("load", [engine.deserialize_value, engine.deserialize_args, engine.deserialize_exception])
def test_a_row_that_is_marked_as_pickled_is_not_loaded(load: Callable[..., Any], tmp_path: Path) -> None:
    """The engine goes by the mark of a row before it asks the serializer that it was given."""
    file = tmp_path / "ran"
    with pytest.raises(PickledError):
        load(packed(file), "py_pickle", Json())
    assert not file.exists()
    assert pickle.loads(base64.b64decode(packed(file))) is None
    assert file.exists(), "it would have run"


@pytest.mark.parametrize("mark", ["kernbot_json", None])
def test_a_pickled_value_under_our_own_mark_is_no_json(mark: str | None, tmp_path: Path) -> None:
    file = tmp_path / "ran"
    with pytest.raises(ValueError, match="Expecting value"):
        engine.deserialize_value(packed(file), mark, Json())
    assert not file.exists()


def test_only_json_values_are_stored() -> None:
    with pytest.raises(TypeError):
        Json().serialize({"x": Bomb(Path())})
    assert Json().deserialize(Json().serialize({"__class__": "os.system", "py/object": "x"})) == {
        "__class__": "os.system",
        "py/object": "x",
    }
