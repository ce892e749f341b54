"""Which certificates are trusted, and that they are read once."""

from pathlib import Path

import pytest
from fetch_server import TLS

from digest.fetch.trust import trusted

AUTHORITY = str(TLS / "authority.pem")


@pytest.fixture(autouse=True)
def as_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_certificates_are_read_once() -> None:
    assert trusted() is trusted()
    assert len(trusted().get_ca_certs()) > 50


def test_certificates_are_those_that_the_environment_names_by_now(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = trusted()
    monkeypatch.setenv("SSL_CERT_FILE", AUTHORITY)
    assert len(trusted().get_ca_certs()) == 1
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert trusted().get_ca_certs() == []
    monkeypatch.delenv("SSL_CERT_DIR")
    assert len(trusted().get_ca_certs()) == len(usual.get_ca_certs())


def test_a_file_of_certificates_that_lacks_is_told_each_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            trusted()
