"""``get --print`` to the print server's own model of an office printer: what it spools is the PDF that is kept, byte for byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import order_projects

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("dbus-daemon", "avahi-daemon", "ippeveprinter")
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/></policy>
</busconfig>
"""


@pytest.fixture
def eve() -> Iterator[tuple[str, Path, Path]]:
    """A printer on a bus and with an Avahi of its own, on loopback alone: its address, its spool, its log."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if absent or os.geteuid() != 0:
        pytest.skip(f"not here: {', '.join(absent) or 'root'} (apt-get install cups-ipp-utils avahi-daemon dbus)")
    with ExitStack() as ending, tempfile.TemporaryDirectory(prefix="eve-") as made:
        folder = Path(made)
        (folder / "spool").mkdir()
        (folder / "bus.conf").write_text(BUS.format(bus=folder / "bus"), encoding="utf-8")
        (folder / "avahi.conf").write_text("[server]\nuse-ipv6=no\nallow-interfaces=lo\n", encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        env = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus"}
        log = (folder / "log").open("w", encoding="utf-8")
        ending.callback(log.close)
        for command in (
            ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--nopidfile"],
            ["avahi-daemon", "-f", f"{folder}/avahi.conf", "--no-drop-root", "--no-chroot", "--no-rlimits"],
            ["ippeveprinter", "-k", "-d", f"{folder}/spool", "-p", str(port), "-f", "application/pdf", "-n", "localhost", "-vv", "Eve"],
        ):
            process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
            ending.callback(process.wait, 10)
            ending.callback(process.terminate)
            time.sleep(1.0)
            if process.poll() is not None:
                pytest.skip(f"{command[0]} does not run here: {(folder / 'log').read_text(encoding='utf-8')[-300:]}")
        for _ in range(50):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"ipp://localhost:{port}/ipp/print", folder / "spool", folder / "log"


def test_what_is_spooled_is_the_kept_pdf(eve: tuple[str, Path, Path], tmp_path: Path) -> None:
    address, spool, log = eve
    project = order_projects.project_at(tmp_path)
    (tmp_path / "settings.yaml").write_text(f'printers: ["{address}"]\nprinter: Eve\n', encoding="utf-8")
    env = {**os.environ, "HANDOUTS_SETTINGS": str(tmp_path / "settings.yaml"), "CUPS_SERVER": str(tmp_path / "no.sock"), "LOGNAME": "canary7351", "USER": "canary7351"}
    command = [sys.executable, str(ROOT / "cli.py"), "--project", str(project)]
    asked = ["get", "clean-hands", "--lang", "es", "--print", "--today", str(order_projects.TODAY)]
    done = subprocess.run([*command, *asked], capture_output=True, text=True, timeout=120, check=False, env=env)
    assert done.returncode == 0, done.stderr
    kept = project / "out/release/test-clinic/es/clean-hands.standard.pdf"
    spooled = [path for path in spool.rglob("*") if path.is_file()]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in spooled] == [hashlib.sha256(kept.read_bytes()).hexdigest()]
    assert "canary7351" not in log.read_text(encoding="utf-8", errors="replace"), "no user's name goes along"
    large = [*command, *asked, "--variant", "large-print"]
    done = subprocess.run(large, capture_output=True, text=True, timeout=120, check=False, env=env)
    assert done.returncode == 1, "this printer cannot switch scaling off: large print is asked about first"
    assert "may come out smaller" in done.stderr
    assert len([path for path in spool.rglob("*") if path.is_file()]) == 1
