from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.errors import BadInputError
from bot.settings import Settings, known_keys
from bot.wiring import data_folder, load_settings


def test_the_packaged_defaults_are_complete(tmp_path: Path) -> None:
    loaded = load_settings(None, {}, tmp_path)
    assert loaded.settings.writer == "auto"
    assert not loaded.settings.model_configured
    assert set(loaded.origins.values()) == {"packaged defaults"}


def test_each_layer_beats_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("writer: model\ndefaults:\n  topics: 3\nmodel:\n  attempts: 2\n")
    (tmp_path / ".env").write_text("KERNBOT__DEFAULTS__TOPICS=4\nKERNBOT__MODEL__NAME=small\nOPENAI_API_KEY=k1\n")
    loaded = load_settings(None, {"KERNBOT__MODEL__NAME": "big"}, tmp_path)
    assert (loaded.settings.writer, loaded.settings.model.attempts) == ("model", 2)
    assert loaded.settings.defaults.topics == 4
    assert loaded.settings.model.name == "big"
    assert loaded.settings.model_configured
    assert loaded.origins["model.name"] == "environment"
    assert loaded.origins["defaults.topics"] == ".env"
    assert loaded.origins["writer"].endswith("config.yaml")


def test_a_key_that_happens_to_be_there_sends_nothing_anywhere(tmp_path: Path) -> None:
    assert not load_settings(None, {"OPENAI_API_KEY": "k"}, tmp_path).settings.model_configured
    assert not load_settings(None, {"KERNBOT__MODEL__NAME": "m"}, tmp_path).settings.model_configured
    local = {"KERNBOT__MODEL__NAME": "m", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}
    assert load_settings(None, local, tmp_path).settings.model_configured


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("model:\n  nam: x\n", "Did you mean `model.name`?"),
        ("limits:\n  x: 3\n", "`limits.x` is not a setting. Known: limits."),
        ("writr: auto\n", "Did you mean `writer`?"),
        ("writer: claude\n", "`writer`"),
        ("model:\n  attempts: many\n", "`model.attempts`"),
        ("secrets:\n  api_key: sk-1\n", "keys do not belong in this file"),
        ("default:\n  topics: 3\n", "Did you mean `defaults`?"),
        (
            "model:\n  name: x\n  base_url: http://x\n",
            "line 3: `model.base_url` is not a setting. Put OPENAI_API_KEY",
        ),
        ("defaults: en\n", "line 1: `defaults` should hold keys of its own. Known: defaults.language"),
        ("defaults:\n  channels: linkedin\n", "line 2: `defaults.channels` ('linkedin'): this should be a list"),
        ("defaults:\n  language: de\n", "line 2: `defaults.language` ('de'): `de` is not accepted."),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "config.yaml").write_text(text)
    with pytest.raises(BadInputError) as caught:
        load_settings(None, {}, tmp_path)
    assert expected in str(caught.value)
    assert "config.yaml" in str(caught.value)


@pytest.mark.parametrize("text", ["", "# niets\n", "defaults:\nmodel:\n"])
def test_a_settings_file_without_settings_changes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.yaml").write_text(text)
    assert load_settings(None, {}, tmp_path).settings == load_settings(None, {}, tmp_path / "none").settings


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInputError, match=r"\.env is not UTF-8 text"):
        load_settings(None, {}, tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_BASE_URL", "localhost:8080/v1"),
        ("OPENAI_BASE_URL", "http://"),
        ("KERNBOT__BACKUP__BASE_URL", "ftp://x/v1"),
        ("KERNBOT__WEBHOOK__URL", "bot.example"),
        ("TELEGRAM_WEBHOOK_SECRET", "fifteen-letters"),
        ("TELEGRAM_WEBHOOK_SECRET", "with spaces and more"),
        ("TELEGRAM_WEBHOOK_SECRET", "x" * 257),
        ("KERNBOT_ENCRYPTION_KEYS", "geheim"),
        ("KERNBOT_ENCRYPTION_KEYS", f"{'x' * 43},{'y' * 42}"),
        ("OPENAI_API_KEY", "sk-é"),
        ("OPENAI_API_KEY", "sk 1\nx"),
    ],
)
def test_an_address_or_key_that_cannot_work_is_bad_input(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadInputError) as caught:
        load_settings(None, {name: value}, tmp_path)
    assert name.rsplit("__", 1)[-1].lower() in str(caught.value).lower()
    assert not name.endswith(("API_KEY", "SECRET", "KEYS")) or value not in str(caught.value)


def test_a_wrong_variable_is_named_as_environment(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"environment: `model\.attempts`"):
        load_settings(None, {"KERNBOT__MODEL__ATTEMPTS": "0"}, tmp_path)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("KERNBOT_DEFAULTS__LANGUAGE", "`KERNBOT__DEFAULTS__LANGUAGE`"),
        ("KERNBOT_DEFAULTS_LANGUAGE", "`KERNBOT__DEFAULTS__LANGUAGE`"),
        ("KERNBOT_MODEL_NAM", "`KERNBOT__MODEL__NAME`"),
        ("KERNBOT_WRITER", "`KERNBOT__WRITER`"),
        ("KERNBOT_BACKUP_BASE_URL", "`KERNBOT__BACKUP__BASE_URL`"),
        ("KERNBOT_BACKUP__API_KEY", "`KERNBOT_BACKUP_API_KEY`"),
        ("KERNBOT_DATA_DIR", "`DATA_DIR`"),
        ("KERNBOT_API_KEY", "OPENAI_API_KEY"),
        ("KERNBOT_ZQX", "KERNBOT__SECTION__KEY"),
        ("KERNBOT_PORT", "KERNBOT__OPS__PORT"),
    ],
)
def test_a_misnamed_variable_is_refused_with_the_name_it_should_have(
    tmp_path: Path, name: str, meant: str
) -> None:
    (tmp_path / ".env").write_text(f"{name}=8080\n")
    for environ, folder, origin in (({name: "8080"}, tmp_path / "none", "environment"), ({}, tmp_path, ".env")):
        with pytest.raises(BadInputError) as caught:
            load_settings(None, environ, folder)
        assert str(caught.value).startswith(f"{origin}: `{name}` is not read.")
        assert meant in caught.value.next_step
        assert "8080" not in str(caught.value)


def test_what_others_put_in_the_environment_is_left_alone(tmp_path: Path) -> None:
    theirs = {
        "KERNBOTX": "1",
        "MY_KERNBOT_MODEL": "x",
        "KERNBOT": "x",
        "KERNBOT_LEFT_EMPTY": "",
        "KERNBOT_SERVICE_HOST": "10.0.0.7",
        "KERNBOT_SERVICE_PORT_HTTP": "80",
        "KERNBOT_PORT": "tcp://10.0.0.7:80",
        "KERNBOT_PORT_80_TCP_ADDR": "10.0.0.7",
        "KERNBOT_WEB_SERVICE_PORT": "80",
    }
    assert load_settings(None, theirs, tmp_path) == load_settings(None, {}, tmp_path)


@pytest.mark.parametrize(("value", "fine"), [("0.1", True), ("1", True), ("0", False), ("1.01", False)])
def test_top_p_is_a_share_above_nothing(tmp_path: Path, value: str, fine: bool) -> None:
    assert load_settings(None, {}, tmp_path).settings.model.top_p is None
    set_to = {"KERNBOT__MODEL__TOP_P": value}
    if fine:
        assert load_settings(None, set_to, tmp_path).settings.model.top_p == float(value)
    else:
        with pytest.raises(BadInputError, match=r"environment: `model\.top_p`"):
            load_settings(None, set_to, tmp_path)


@pytest.mark.parametrize(
    ("more", "heard"),
    [
        ({}, True),
        ({"KERNBOT__WRITER": "playbook"}, False),
        ({"OPENAI_API_KEY": ""}, False),
        ({"KERNBOT__MODEL__NAME": ""}, False),
        ({"KERNBOT__TRANSCRIPTION__NAME": ""}, False),
    ],
)
def test_speech_is_written_out_only_where_a_model_may_write(
    tmp_path: Path, more: dict[str, str], heard: bool
) -> None:
    names = {"KERNBOT__MODEL__NAME": "m", "KERNBOT__TRANSCRIPTION__NAME": "ears", "OPENAI_API_KEY": "sk-1"}
    assert load_settings(None, {**names, **more}, tmp_path).settings.transcribes is heard


def test_secrets_do_not_show(tmp_path: Path) -> None:
    loaded = load_settings(None, {"OPENAI_API_KEY": "sk-secret"}, tmp_path)
    assert "sk-secret" not in repr(loaded)


def test_the_data_folder_follows_the_environment(tmp_path: Path) -> None:
    settings = load_settings(None, {"DATA_DIR": str(tmp_path / "d")}, tmp_path).settings
    assert data_folder(settings, {}) == tmp_path / "d"
    settings = load_settings(None, {}, tmp_path).settings
    assert data_folder(settings, {"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "kernbot"


def test_known_keys_hold_no_secret() -> None:
    keys = known_keys(Settings)
    assert "model.name" in keys
    assert not [key for key in keys if "secret" in key]
