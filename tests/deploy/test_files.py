"""What lies in deploy/ is what its tools accept, and calls commands and options that there are."""

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from dateline.pipeline import cli

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("systemd/*"))
MANIFESTS = sorted(DEPLOY.glob("kubernetes/*.yaml"))


def documents():
    for path in MANIFESTS:
        for document in yaml.safe_load_all(path.read_text("utf-8")):
            yield pytest.param(document, id=f"{path.stem}-{document['kind']}")


def containers(document):
    spec = document["spec"]
    spec = spec.get("jobTemplate", {}).get("spec", spec)
    return spec["template"]["spec"]["containers"]


def calls():
    """Yield the words after `dateline` of every call that a deploy file makes."""
    for path in (*DEPLOY.rglob("*.service"), DEPLOY / "cron" / "dateline", *DEPLOY.glob("airflow/*.py")):
        for found in re.finditer(r"bin/dateline ([^\n\"|&>]+)", path.read_text("utf-8")):
            yield pytest.param(shlex.split(found[1]), id=f"{path.name}-{found.start()}")
    for path in MANIFESTS:
        for document in yaml.safe_load_all(path.read_text("utf-8")):
            if document["kind"] in ("Deployment", "CronJob"):
                for container in containers(document):
                    yield pytest.param(container["args"], id=f"{path.name}-{document['kind']}")


@pytest.mark.parametrize("words", list(calls()))
def test_every_call_parses(words):
    parser, _ = cli.parser_for(words[0])
    parser.parse_args(words[1:])


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_accepts_the_units(unit, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here")
    for path in UNITS:  # the program is not installed at its place here; that is all that may be amiss
        (tmp_path / path.name).write_text(re.sub(r"/opt/dateline/\S+", "/bin/true", path.read_text("utf-8")))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert unit.name not in done.stderr


@pytest.mark.parametrize("document", list(documents()))
def test_manifests_are_kubernetes_objects(document):
    assert {"apiVersion", "kind", "metadata"} <= document.keys()
    assert document["metadata"]["name"] == "dateline"
    if document["kind"] in ("Deployment", "CronJob"):
        for container in containers(document):
            assert container["image"].startswith("dateline:")
            assert container["resources"]["limits"]["memory"]
            assert container["securityContext"]["allowPrivilegeEscalation"] is False


def test_a_warehouse_has_one_job():
    kinds = {d["kind"]: d for path in MANIFESTS for d in yaml.safe_load_all(path.read_text("utf-8"))}
    assert kinds["Deployment"]["spec"]["replicas"] == 1
    assert kinds["Deployment"]["spec"]["strategy"]["type"] == "Recreate"
    assert kinds["CronJob"]["spec"]["concurrencyPolicy"] == "Forbid"


def test_the_dag_is_python_with_one_run_at_a_time():
    text = (DEPLOY / "airflow" / "dateline_dag.py").read_text("utf-8")
    ast.parse(text)
    assert "max_active_runs=1" in text
    assert "catchup=False" in text


def test_the_image_copies_what_there_is_and_runs_as_nobody():
    lines = (DEPLOY / "container" / "Dockerfile").read_text("utf-8").splitlines()
    root = DEPLOY.parent
    copied = [
        word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    ]
    assert all((root / word).exists() for word in copied)
    assert any(line.startswith("USER 10001") for line in lines)
    assert all("@" not in line and ":latest" not in line for line in lines if line.startswith("FROM"))
