"""compose.yaml and the image's recipe, as far as they can be looked at without running them."""

from __future__ import annotations

import ast
import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import bot
from bot import cli
from bot.storage.backend import backend_for
from bot.wiring import load_settings
from tests.unit.test_packaging import Step, runs, stages

ROOT = Path(__file__).parents[2]
GIVEN = {
    "POSTGRES_PASSWORD": "0123456789abcdef",
    "TELEGRAM_BOT_TOKEN": "1:token",
    "TELEGRAM_WEBHOOK_SECRET": "0123456789abcdef",
    "KERNBOT__WEBHOOK__URL": "https://bot.example",
    "KERNBOT_METRICS_TOKEN": "0123456789abcdef",
    "OPENAI_API_KEY": "key",
    "KERNBOT__MODEL__NAME": "a-model",
}
"""What stands in .env, by the list at the top of the file."""
OURS = ("migrate", "web", "worker")
_REFERENCE = re.compile(r"\$\{(\w+)(?::\?([^}]+))?\}")

TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]


def environment(name: str) -> dict[str, str]:
    """What a service of ours finds in its environment."""
    image = dict(re.findall(r'(\w+)="?([^" ]+)"?', next(s.rest for s in stages()[-1] if s.word == "ENV")))
    given = {key: _REFERENCE.sub(lambda m: GIVEN[m[1]], value) for key, value in environ(name).items()}
    return {**image, **GIVEN, **given}


def environ(name: str) -> dict[str, str]:
    """The environment as the file says it."""
    found: dict[str, str] = SERVICES[name]["environment"]
    return found


def parsed(words: list[str]) -> dict[str, Any]:
    """The options that a command line of ours comes to, as click reads it. Raises click's errors."""
    context = cli._main.make_context("kernbot", list(words))
    command: click.Command = cli._main
    options: dict[str, Any] = {}
    rest = [*context._protected_args, *context.args]
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command, context = found, found.make_context(name, rest, parent=context)
        options, rest = context.params, [*context._protected_args, *context.args]
    assert rest == []
    return options


# -- the services -------------------------------------------------------------------------------------


def test_what_runs_is_one_database_two_webs_and_two_workers() -> None:
    assert set(SERVICES) == {"postgres", *OURS}
    assert {name: SERVICES[name]["deploy"].get("replicas", 1) for name in ("postgres", "web", "worker")} == {
        "postgres": 1,
        "web": 2,
        "worker": 2,
    }


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "pid", "ipc", "network_mode", "devices", "ports"} & service.keys()
    assert "docker.sock" not in json.dumps(service)
    assert all("noexec" in place and "nosuid" in place and "size=" in place for place in scratch(name))
    user = service.get("user", next(step.rest for step in stages()[-1] if step.word == "USER"))
    assert user in ("kernbot", "999:999"), "not root"


def scratch(name: str) -> list[str]:
    """What is kept in memory, sockets aside."""
    return [place for place in SERVICES[name]["tmpfs"] if not place.startswith("/var/run/")]


@pytest.mark.parametrize("name", ["postgres", "web", "worker"])
def test_what_stays_comes_back_and_has_bounds(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    limits = service["deploy"]["resources"]["limits"]
    assert limits["memory"]
    assert limits["pids"] > 0
    assert service["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_has_a_version(name: str) -> None:
    image, _, tag = SERVICES[name]["image"].partition(":")
    if name in OURS:
        assert (image, tag) == ("kernbot", bot.__version__)
        assert SERVICES[name]["build"] == "."
    else:
        assert re.fullmatch(r"1[4-9]-\w+", tag), "a major: the next one does not read the files of this one"


def test_nobody_is_told_to_stop_in_less_time_than_it_takes() -> None:
    for name in ("web", "worker"):
        assert int(SERVICES[name]["stop_grace_period"].rstrip("s")) >= 25


def test_the_tables_are_made_once_and_before_all_else() -> None:
    migrate = SERVICES["migrate"]
    assert (migrate["command"], migrate["restart"]) == (["db", "upgrade"], "no")
    assert migrate["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in ("web", "worker"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_health_is_looked_at() -> None:
    assert SERVICES["postgres"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert SERVICES["migrate"]["healthcheck"] == {"disable": True}
    for name in ("web", "worker"):
        assert "healthcheck" not in SERVICES[name], "the image brings one"
    assert any(step.word == "HEALTHCHECK" for step in stages()[-1])


def test_the_database_cannot_be_reached_from_outside_nor_get_there() -> None:
    assert COMPOSE["networks"]["database"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == SERVICES["migrate"]["networks"] == ["database"]
    for name in ("web", "worker"):
        assert SERVICES[name]["networks"] == ["database", "front"]


def test_the_database_has_connections_for_all() -> None:
    counted = re.search(r"\| together \| (\d+) \|", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"))
    assert counted, "docs/scale.md counts them, and a test of its own holds it to the pools"
    each = int(counted[1])
    processes = sum(SERVICES[name]["deploy"]["replicas"] for name in ("web", "worker"))
    (said,) = [word for word in SERVICES["postgres"]["command"] if word.startswith("max_connections=")]
    assert int(said.partition("=")[2]) >= processes * each + 20, "and for who looks, copies and upgrades"


# -- what they are told -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OURS)
def test_every_command_is_one_of_ours(name: str) -> None:
    parsed(SERVICES[name]["command"])


def test_the_webs_leave_the_jobs_to_the_workers() -> None:
    assert SERVICES["worker"]["command"] == ["worker"]
    options = parsed(SERVICES["web"]["command"])
    assert options["webhook"] is True
    assert options["without_jobs"] is True


def test_a_command_that_is_not_there_would_be_noticed() -> None:
    with pytest.raises(click.UsageError):
        parsed(["run", "--webhok"])
    with pytest.raises(click.UsageError):
        parsed(["db", "upgrad"])


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_one_that_is_read(name: str, tmp_path: Path) -> None:
    settings = load_settings(None, environment(name), tmp_path).settings
    assert settings.ops.host == "0.0.0.0"
    assert settings.ops.port == 9108
    assert settings.data_dir == "/data"
    assert settings.secrets.metrics_token is not None
    url = settings.secrets.database_url
    assert url is not None
    assert url.get_secret_value() == "postgresql://kernbot:0123456789abcdef@postgres/kernbot"
    assert backend_for(url.get_secret_value()).file is None


def test_ports_agree(tmp_path: Path) -> None:
    web = load_settings(None, environment("web"), tmp_path).settings
    assert (web.webhook.host, str(web.webhook.port)) == ("0.0.0.0", SERVICES["web"]["expose"][0])
    for name in ("web", "worker"):
        assert str(web.ops.port) in SERVICES[name]["expose"]
    assert f"http://web:{web.webhook.port}" in TEXT
    image = next(step.rest for step in stages()[-1] if step.word == "ENV")
    assert f"KERNBOT__OPS__PORT={web.ops.port}" in image


def test_what_has_to_be_in_the_env_file_is_asked_for_and_listed() -> None:
    asked = _REFERENCE.findall(TEXT)
    assert {name for name, _ in asked} == {"POSTGRES_PASSWORD", "TELEGRAM_WEBHOOK_SECRET"}
    assert all(words == f"{name} is not in .env" for name, words in asked)
    listed = re.findall(r"^#.*?([A-Z][A-Z_]+)=", TEXT, re.MULTILINE)
    assert set(listed) | {"KERNBOT__MODEL__NAME"} == set(GIVEN)


def test_no_secret_stands_in_the_file() -> None:
    for name in SERVICES:
        for key, value in environ(name).items():
            if re.search("PASSWORD|SECRET|TOKEN|KEY|URL", key):
                assert "${" in value, key


# -- the image ----------------------------------------------------------------------------------------


def healthcheck() -> tuple[list[str], str]:
    """The options of the health check, and the Python that it runs."""
    step = next(step for step in stages()[-1] if step.word == "HEALTHCHECK")
    options, _, command = step.rest.partition(" CMD ")
    interpreter, flag, code = json.loads(command)
    assert (interpreter, flag) == ("python", "-c")
    return options.split(), code


def test_the_health_check_asks_the_port_that_the_process_opens() -> None:
    options, code = healthcheck()
    assert {option.partition("=")[0] for option in options} == {
        *("--interval", "--timeout", "--start-period", "--retries")
    }
    ast.parse(code)
    modules = {
        name.name for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import) for name in node.names
    }
    assert modules == {"http.client", "os"}, "what would go through a proxy is no sign of life"
    assert "KERNBOT__OPS__PORT" in code
    assert import_module("bot.web.health").HEALTHY in code


def test_the_image_brings_nothing_that_installs() -> None:
    last = runs(stages()[-1])
    assert (
        "shutil.rmtree(one, True) for one in (s.get_path('purelib'), s.get_path('stdlib') + '/ensurepip')" in last
    )
    assert not re.search(r"pip3? install|apt-get install(?!.*--no-install-recommends)|curl|wget", last)


def test_only_the_data_folder_is_written_to() -> None:
    last = stages()[-1]
    assert Step("VOLUME", "/data") in last
    env = next(step.rest for step in last if step.word == "ENV")
    assert "PYTHONDONTWRITEBYTECODE=1" in env
    writable = {place.partition(":")[0] for name in OURS for place in SERVICES[name]["tmpfs"]}
    assert writable == {"/tmp", "/data"}
    assert all("uid=10001" in place for name in OURS for place in SERVICES[name]["tmpfs"] if "/data" in place)
