"""A room whose talk is encrypted, with a certificate made for the test as a teacher might make one."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from decision_model.interfaces.loopback import HERE
from tests.classroom_live.conftest import SCENARIO, Client, answer, answers, started
from tests.interfaces.conftest import Ask, ask
from tests.profiles import whole_look

__all__ = ["ask"]

OPENSSL = shutil.which("openssl")
pytestmark = [whole_look, pytest.mark.skipif(OPENSSL is None, reason="there is no openssl to make a certificate with")]


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for this machine that signs itself, and its key."""
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=room"]
    command += ["-addext", f"subjectAltName=IP:{HERE}", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return cert, key


def test_a_whole_answer_is_sent_under_seal(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    cert, key = certificate
    trust = ssl.create_default_context(cafile=str(cert))
    with started(tmp_path, "--certfile", str(cert), "--keyfile", str(key), trust=trust) as process:
        phone = Client(process.port, trust=trust)
        joined = phone.ask(f"/j/{process.code}")
        assert joined.status == 200
        (cookie,) = SimpleCookie(joined.heads["set-cookie"]).values()
        assert cookie["secure"]
        assert cookie["httponly"]
        own = f"https://{HERE}:{process.port}"
        assert phone.ask("/api/vote", answer(1), Origin=own).status == 200
        assert phone.ask("/api/vote", answer(1), Origin=own.replace("https", "http")).status == 403
        teacher = Client(process.port, trust=trust)
        assert teacher.ask("/api/enter", {"key": process.key}).status == 200
        assert teacher.ask("/export/class.csv").body.count(b"\n") == 2
        with pytest.raises(ssl.SSLCertVerificationError):  # who does not know the certificate is warned
            Client(process.port, trust=ssl.create_default_context()).ask("/")
        assert not answers(process.port)  # and nothing is answered without a seal
        assert process.stop() == 0


def test_a_certificate_that_cannot_be_used_is_told(certificate: tuple[Path, Path], tmp_path: Path, ask: Ask) -> None:
    cert, key = certificate
    wrong, locked, scenario = tmp_path / "wrong.pem", tmp_path / "locked.pem", tmp_path / "where.yaml"
    wrong.write_text("this is no certificate", encoding="utf-8")
    scenario.write_text(SCENARIO, encoding="utf-8")
    command = [str(OPENSSL), "rsa", "-aes256", "-in", str(key), "-out", str(locked), "-passout", "pass:secret"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    for pair in ((wrong, key), (cert, wrong), (cert, locked)):
        said = ask("serve", scenario, "--certfile", pair[0], "--keyfile", pair[1], "--data", tmp_path / "room.db")
        assert said.code == 2
        assert "no certificate and the key that belongs to it" in " ".join(said.err.replace("│", " ").split())
    assert not (tmp_path / "room.db").exists()
