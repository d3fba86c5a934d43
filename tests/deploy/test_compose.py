"""The compose files and the image keep what they promise: nobody is root, nothing is written, no secret is in clear."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.telegram.intake.webhook import HEALTH_PATH

from .conftest import ROOT, names, secret_names

FILES = ("compose.yaml", "compose.sqlite.yaml")
EVERYWHERE = [(file, service) for file in FILES for service in yaml.safe_load((ROOT / file).read_text())["services"]]
everywhere = pytest.mark.parametrize(("file", "service"), EVERYWHERE)
Tree = dict[str, Any]


def composed(file: str) -> Tree:
    tree: Tree = yaml.safe_load((ROOT / file).read_text())
    return tree


def given(file: str, service: str) -> Tree:
    tree: Tree = composed(file)["services"][service]
    return tree


@everywhere
def test_no_service_is_root_or_can_become_more_than_it_is(file: str, service: str) -> None:
    one = given(file, service)
    user, group = one["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert one.keys().isdisjoint({"privileged", "cap_add", "network_mode", "pid", "ipc", "devices"})


@everywhere
def test_no_service_may_write_but_to_memory_and_volumes_of_its_own(file: str, service: str) -> None:
    one, volumes = given(file, service), composed(file)["volumes"]
    assert one["read_only"] is True
    assert any(place.startswith("/tmp:") for place in one["tmpfs"])
    for source, _, *mode in (volume.rsplit(":", 2) for volume in one.get("volumes", [])):
        assert source.partition(":")[0] in volumes or mode == ["ro"]


@everywhere
def test_no_service_can_take_the_whole_server(file: str, service: str) -> None:
    one = given(file, service)
    assert one["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}
    assert one["pids_limit"] <= 200
    assert one["restart"] == "unless-stopped"
    assert one["logging"]["options"]["max-size"] == "10m"


@everywhere
def test_images_are_pinned_and_not_to_whatever_is_the_latest(file: str, service: str) -> None:
    one = given(file, service)
    assert "build" in one or re.search(r":v?\d+(\.\d+)*(-\w+)?$", one["image"])


@pytest.mark.parametrize("server", ["tls", "plain"])
@everywhere
def test_everything_that_is_mounted_is_there(file: str, service: str, server: str) -> None:
    volumes = [volume.replace("${PROXY_SERVER:-tls}", server) for volume in given(file, service).get("volumes", [])]
    ours = [source for source in (volume.partition(":")[0] for volume in volumes) if source.startswith("./")]
    assert [source for source in ours if source != "./deploy/secrets/tls" and not (ROOT / source).exists()] == []


@pytest.mark.parametrize("file", FILES)
def test_secrets_are_files_and_nowhere_in_clear(file: str, secrets: Path) -> None:
    tree = composed(file)
    paths = {name: Path(secret["file"]) for name, secret in tree["secrets"].items()}
    assert {path.parent for path in paths.values()} == {Path("deploy/secrets")}
    assert all(path.name == name and (secrets / name).is_file() for name, path in paths.items())
    for service in tree["services"].values():
        settings = service.get("environment", {})
        assert [name for name in secret_names() if settings.get(name)] == []
        assert set(service.get("secrets", [])) <= paths.keys()
    assert {"BOT_TOKEN", "BOT_KEY", "BOT_OLD_KEYS"} <= set(tree["services"]["bot"]["secrets"])


def test_replicas_are_given_every_secret_there_is() -> None:
    assert set(given("compose.yaml", "bot")["secrets"]) == secret_names()


def test_the_database_is_reached_by_the_bots_and_nobody_else() -> None:
    tree = composed("compose.yaml")
    reached = {name for name, service in tree["services"].items() if "database" in service["networks"]}
    assert reached == {"bot", "database"}
    assert tree["networks"]["database"]["internal"] is True
    assert tree["services"]["database"]["networks"] == ["database"]


def test_the_internet_reaches_the_proxy_alone_and_no_page_about_the_bots_is_published() -> None:
    services = composed("compose.yaml")["services"]
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert published == {"proxy": ["${PROXY_PORT:-443}:8443"], "prometheus": ["127.0.0.1:9090:9090"]}
    assert "ports" not in given("compose.sqlite.yaml", "bot")


@pytest.mark.parametrize("file", FILES)
def test_a_bot_is_given_the_time_to_finish_and_hears_that_it_must(file: str) -> None:
    bot = given(file, "bot")
    assert bot["init"] is True
    assert int(bot["stop_grace_period"].removesuffix("s")) > 10


def test_the_example_of_the_settings_names_only_those_there_are_and_no_secret() -> None:
    text = (ROOT / "deploy" / "env.example").read_text()
    shown = set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE))
    assert shown - names() == set(re.findall(r"\$\{(PROXY_\w+)", (ROOT / "compose.yaml").read_text()))
    assert shown & secret_names() == set()


def test_secrets_never_get_into_the_repository_or_the_image() -> None:
    assert {"/deploy/secrets/", ".env"} <= set((ROOT / ".gitignore").read_text().splitlines())
    taken = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert taken[0] == "*"
    assert [line for line in taken if line.startswith("!")] == ["!requirements.txt", "!bot", "!knowledge"]


def test_the_image_is_not_root_writes_only_where_compose_lets_it_and_asks_itself_whether_it_is_well() -> None:
    text = (ROOT / "Dockerfile").read_text()
    user = re.findall(r"^USER (\S+)$", text, re.MULTILINE)
    assert user == [given(file, "bot")["user"] for file in FILES[:1]]
    assert re.search(r"MPLCONFIGDIR=/tmp/", text)
    assert f"+ '{HEALTH_PATH}'" in text
    assert [name for name in secret_names() - {"BOT_DATABASE_URL"} if f"{name}=" in text] == []


def test_nothing_that_the_image_sets_hides_a_secret_file_of_the_replicas() -> None:
    image = set(re.findall(r"\b(BOT_\w+)=", (ROOT / "Dockerfile").read_text()))
    bot = given("compose.yaml", "bot")
    assert {name for name in image & set(bot["secrets"]) if bot["environment"].get(name) != ""} == set()
