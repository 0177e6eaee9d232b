"""What is committed works elsewhere and belongs to nobody else."""

from __future__ import annotations

import re
import tomllib

import pytest
from tests.house.repository import ROOT, kept_files, shown

# written in pieces, so that this file does not name them
REGISTRIES = (
    "py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "registry.yarn" + "pkg.com", "npm" + "mirror.com",
    "crates" + ".io", "proxy.go" + "lang.org", "deb.de" + "bian.org", "archive.ub" + "untu.com", "conda" + ".anaconda.org",
    "mirrors.ali" + "yun.com", "tuna.tsing" + "hua", "mirrors.us" + "tc", "/simple" + "/", "index" + "-url", "find" + "-links",
)  # fmt: skip
OWN_PATH = re.compile(rb"(?<![\w./}$-])/(wo" + rb"rk|ro" + rb"ot|far" + rb"m|home/\w+)/")
LOCKS = {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json"}
PINNED = re.compile(r"^[A-Za-z0-9_.-]+==[A-Za-z0-9_.!+-]+$")


def test_no_kept_file_names_a_package_registry():
    named = [
        f"{shown(path)}: {host}" for path in kept_files() for host in REGISTRIES if host.encode() in path.read_bytes()
    ]
    assert named == []


def test_no_kept_file_names_a_path_of_one_machine():
    assert [shown(path) for path in kept_files() if OWN_PATH.search(path.read_bytes())] == []


def test_no_lock_file_is_kept_because_it_names_hosts():
    assert [shown(path) for path in kept_files() if path.name in LOCKS] == []


@pytest.mark.parametrize("name", ["core", "dev", "bench"])
def test_requirements_are_pinned_one_a_line_without_places(name):
    lines = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not PINNED.match(line)] == []
    assert len({line.split("==")[0].lower() for line in lines}) == len(lines)


def pinned(name):
    lines = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines()
    return {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower(): line.split("==")[1] for line in lines}


def test_the_environments_agree_on_what_the_product_needs():
    assert {name: pinned("dev").get(name) for name in pinned("core")} == pinned("core")
    assert {name: pinned("core").get(name, version) for name, version in pinned("bench").items()} == pinned("bench")


def test_every_dependency_of_the_product_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    core = [re.split(r"[><=\[]", item)[0].lower() for item in project["dependencies"]]
    dev = [re.split(r"[><=\[]", item)[0].lower() for item in project["optional-dependencies"]["dev"]]
    assert [re.sub(r"[-_.]+", "-", name) for name in core if re.sub(r"[-_.]+", "-", name) not in pinned("core")] == []
    assert [name for name in dev if re.sub(r"[-_.]+", "-", name) not in pinned("dev")] == []


def test_the_benches_peers_never_enter_the_product():
    assert {"pm4py", "declare4py"} <= set(pinned("bench"))
    assert not {"pm4py", "declare4py"} & (set(pinned("core")) | set(pinned("dev")))
