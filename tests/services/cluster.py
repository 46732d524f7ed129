"""The whole of several machines on this one: two of each, one database, Redis, and the proxy of docs/cluster in front."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from sqlalchemy import create_engine

from knowledge.build import build_directory
from knowledge.facts_loader import load_facts
from lotsen.paths import ROOT
from tests.services.servers import HOST, USER, as_whom, folder, program
from tests.stack import free_ports

PATIENCE_SECONDS = 400  # a busy machine; alone it takes half a minute
DOCS = ROOT / "docs" / "cluster"
LOTSEN = (sys.executable, "-c", "from lotsen.cli import app; app()", "serve")
PARTS = ("actions_a", "actions_b", "rasa_a", "rasa_b", "visitors_a", "visitors_b", "staff_a")
PORTS = (*PARTS, "postgresql", "redis", "https", "http", "staff", "rasa", "actions")
DATABASES = ("chat", "directory", "tracker")


class Cluster:
    """Each part has a data folder of its own, as on a machine of its own; `home` is short, for PostgreSQL's socket."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        (home / "secret").write_bytes(os.urandom(40))

    def url(self, name: str) -> str:
        return f"postgresql://{USER}@{HOST}:{self.ports['postgresql']}/{name}"

    def address(self, name: str) -> str:
        scheme = "https" if name in ("https", "staff") else "http"
        return f"{scheme}://{HOST}:{self.ports[name]}"

    @property
    def redis_url(self) -> str:
        return f"redis://{HOST}:{self.ports['redis']}/0"

    def run(self) -> None:
        self._make_database()
        for name in ("postgresql", "redis"):
            self.start(name)
        self.wait(self._has_database)
        self._fill_database()
        self._make_certificate()
        for name in ("haproxy", *PARTS):
            self.start(name)
        self.wait(self._is_well)

    def start(self, name: str) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                self._command(name), cwd=ROOT, env=self._environment(name), stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def end(self, name: str, sign: signal.Signals = signal.SIGKILL) -> None:
        process = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        process.wait(20)

    def send(self, name: str, sign: signal.Signals) -> None:
        os.killpg(self._running[name].pid, sign)

    def end_all(self) -> None:
        for name in reversed(tuple(self._running)):
            self.end(name, signal.SIGINT if name == "postgresql" else signal.SIGKILL)

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def wait(self, ready: Callable[[], bool]) -> None:
        started = time.monotonic()
        while not ready():
            ended = [name for name, process in self._running.items() if process.poll() is not None]
            if ended:
                raise RuntimeError(f"{ended[0]} ended: {self.log(ended[0])[-3000:]}")
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise RuntimeError(f"not ready: {self.log('rasa_a')[-1500:]} {self.log('visitors_a')[-1500:]}")
            time.sleep(0.3)

    def answers(self, name: str, path: str = "/health", allowed: Sequence[int] = (200,)) -> bool:
        try:
            return httpx.get(self.address(name) + path, verify=False, timeout=5).status_code in allowed
        except httpx.HTTPError:
            return False

    def _is_well(self) -> bool:
        both = all(self.answers(name, "/status") for name in ("rasa_a", "rasa_b"))
        return both and all(self.answers(name) for name in ("visitors_a", "visitors_b", "https", "staff"))

    def _has_database(self) -> bool:
        try:
            return "ready" in (self.home / "data" / "postmaster.pid").read_text()
        except OSError:
            return False

    def _make_database(self) -> None:
        make = (program("initdb", "PostgreSQL"), "-D", str(self.home / "data"), "-U", USER, "-A", "trust", "-E", "UTF8")
        made = subprocess.run([*as_whom(), *make, "--no-locale", "--no-sync"], cwd=self.home, capture_output=True)
        if made.returncode != 0:
            raise RuntimeError(made.stderr.decode()[-2000:])

    def _fill_database(self) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for name in DATABASES:
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        build_directory(self.url("directory"), load_facts())

    def _make_certificate(self) -> None:
        """Its own: nobody vouches for it but this test."""
        key, certificate = self.home / "key.pem", self.home / "certificate.pem"
        make = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost")
        out = ("-keyout", key, "-out", certificate)
        subprocess.run([program("openssl", "OpenSSL"), *make, *out], check=True, capture_output=True)
        (self.home / "lotsen.pem").write_bytes(certificate.read_bytes() + key.read_bytes())

    def _command(self, name: str) -> Sequence[str]:
        if name == "postgresql":
            settings = (f"port={self.ports[name]}", f"unix_socket_directories={self.home}", "shared_buffers=32MB")
            options = [part for setting in settings for part in ("-c", setting)]
            return [*as_whom(), program("postgres", "PostgreSQL"), "-D", str(self.home / "data"), *options]
        if name == "redis":
            server = program("redis-server", "Redis")
            return [server, "--port", str(self.ports[name]), "--bind", HOST, "--save", "", "--dir", str(self.home)]
        if name == "haproxy":
            return [program("haproxy", "HAProxy"), "-db", "-f", str(DOCS / "haproxy.cfg")]
        return [*LOTSEN, name.partition("_")[0]]

    def _environment(self, name: str) -> dict[str, str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("LOTSEN_")}
        if name == "haproxy":
            return clean | self._proxy_environment()
        if name not in PARTS:
            return clean
        kind = name.partition("_")[0].upper()
        return clean | {
            "LOTSEN_DATA": str(self.home / name),
            f"LOTSEN_{kind}_PORT": str(self.ports[name]),
            "LOTSEN_CHAT_URL": self.url("chat"),
            "LOTSEN_DIRECTORY_URL": self.url("directory"),
            "LOTSEN_TRACKER_URL": self.url("tracker"),
            "LOTSEN_REDIS_URL": self.redis_url,
            "LOTSEN_SECRET_FILE": str(self.home / "secret"),
            "LOTSEN_COME_BACK_KEY": "x" * 40,
            "LOTSEN_RASA_URL": self.address("rasa"),
            "LOTSEN_ACTIONS_URL": self.address("actions"),
            "LOTSEN_STAFF_ORIGIN": self.address("staff"),
            "LOTSEN_PROXIES": HOST,
        }

    def _proxy_environment(self) -> dict[str, str]:
        servers = {name: f"{HOST}:{self.ports[name]}" for name in PARTS}
        return {
            "FRONT": HOST, "STAFF_FRONT": HOST, "INSIDE": HOST,
            "HTTP_PORT": str(self.ports["http"]), "HTTPS_PORT": str(self.ports["https"]),
            "STAFF_PORT": str(self.ports["staff"]), "RASA_PORT": str(self.ports["rasa"]),
            "ACTIONS_PORT": str(self.ports["actions"]),
            "CERTIFICATE": str(self.home / "lotsen.pem"), "DOWN_PAGE": str(DOCS / "nere.html"),
            "GATEWAY_A": servers["visitors_a"], "GATEWAY_B": servers["visitors_b"], "STAFF_A": servers["staff_a"],
            "RASA_A": servers["rasa_a"], "RASA_B": servers["rasa_b"],
            "ACTIONS_A": servers["actions_a"], "ACTIONS_B": servers["actions_b"],
        }  # fmt: skip


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    with folder("lotsen-cl-") as home:
        cluster = Cluster(home)
        try:
            cluster.run()
            yield cluster
        finally:
            cluster.end_all()
