"""A language model's endpoint as a keeper names it: where it is, what it is called, its limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from walkout.errors import ConfigurationError

_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:+\-]{0,47}")
_ENV = re.compile(r"[A-Z][A-Z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The ``[endpoint]`` table: an OpenAI-compatible endpoint that may be asked for proposals.

    Args:
        url: Its base, such as ``http://127.0.0.1:8080``; ``/v1/chat/completions`` is added. Plain
            ``http`` is for this machine only. It holds no user, password, query or fragment.
        model: The model's name there; part of the coder id.
        version: The keeper's own name for the weights that stand behind `model`, when the name
            does not tell them: change it when they change, and texts are asked about again.
        timeout: Seconds that one answer may take in all.
        window: Code points of a text that are sent at once; longer ones go in parts.
        answer: Tokens that one answer may have.
        key_env: Environment variable that holds the key; empty when none is needed. The key
            itself stands in no file.

    Raises:
        ConfigurationError: A value cannot stand.

    Example:
        >>> Endpoint("http://127.0.0.1:8080", "qwen3:8b").address
        ('http', '127.0.0.1', 8080, '/v1/chat/completions')
    """

    url: str
    model: str
    version: str = "1"
    timeout: float = 120.0
    window: int = 3000
    answer: int = 4000
    key_env: str = ""

    def __post_init__(self) -> None:
        if not _MODEL.fullmatch(self.model):
            raise _wrong("model", "Use letters, digits and . _ / : + -, 48 at most.")
        if not re.fullmatch(r"[A-Za-z0-9._\-]{1,16}", self.version):
            raise _wrong("version", "Use letters, digits and . _ -, 16 at most.")
        if not 1 <= self.timeout <= 3600:
            raise _wrong("timeout", "Give seconds, from 1 to 3600.")
        if not 500 <= self.window <= 100_000:
            raise _wrong("window", "Give code points, from 500 to 100000.")
        if not 200 <= self.answer <= 32_000:
            raise _wrong("answer", "Give tokens, from 200 to 32000.")
        if self.key_env and not _ENV.fullmatch(self.key_env):
            raise _wrong("key_env", "Name an environment variable; the key itself stays out.")
        _ = self.address

    @property
    def address(self) -> tuple[str, str, int, str]:
        """Scheme, host, port and path that requests go to."""
        try:
            parts = urlsplit(self.url)
            port = parts.port
        except ValueError:
            raise _wrong("url", "Write it as http://127.0.0.1:8080.") from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise _wrong("url", "Write it as http://127.0.0.1:8080 or https://host.")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise _wrong("url", "Leave out user, password, query and fragment; see key_env.")
        if not self.url.isascii() or not self.url.isprintable() or " " in self.url:
            raise _wrong("url", "Write it in ASCII without spaces.")
        base = parts.path.rstrip("/")
        base = base.removesuffix("/chat/completions")
        path = f"{base}/chat/completions" if base.endswith("/v1") else f"{base}/v1/chat/completions"
        return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80), path

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Endpoint:
        """Return the endpoint that a TOML table names.

        Raises:
            ConfigurationError: It has an unknown setting, a wrong type, or no url or model.
        """
        kinds: dict[str, tuple[type, ...]] = {
            f.name: (int, float) if f.name == "timeout" else (int,) for f in fields(cls)
        }
        for name in ("url", "model", "version", "key_env"):
            kinds[name] = (str,)
        for name, value in table.items():
            if name not in kinds:
                raise _wrong(name, f"Known settings are {', '.join(kinds)}.")
            if not isinstance(value, kinds[name]) or isinstance(value, bool):
                raise _wrong(name, "It has the wrong type.")
        for name in ("url", "model"):
            if name not in table:
                raise _wrong(name, "It is needed.")
        return cls(**table)

    def to_table(self) -> dict[str, Any]:
        """Return the table, without the settings that are left at their defaults."""
        return {
            f.name: value for f in fields(self) if (value := getattr(self, f.name)) != f.default
        }


def _wrong(setting: str, fix: str) -> ConfigurationError:
    # Without the value: a key may have been pasted into the wrong line.
    return ConfigurationError(
        "The endpoint has a setting that cannot stand", fix=fix, setting=f"endpoint.{setting}"
    )
