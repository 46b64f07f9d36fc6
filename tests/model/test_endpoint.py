"""A language model's endpoint as a keeper names it."""

from __future__ import annotations

from typing import Any

import pytest

from walkout.errors import ConfigurationError
from walkout.model.endpoint import Endpoint


@pytest.mark.parametrize(
    ("url", "address"),
    [
        pytest.param(
            "http://127.0.0.1:8080",
            ("http", "127.0.0.1", 8080, "/v1/chat/completions"),
            id="a port of this machine",
        ),
        pytest.param(
            "http://[::1]:8080/", ("http", "::1", 8080, "/v1/chat/completions"), id="IPv6"
        ),
        pytest.param(
            "https://llm.example/api/v1",
            ("https", "llm.example", 443, "/api/v1/chat/completions"),
            id="a path that has the version",
        ),
        pytest.param(
            "http://localhost/v1/chat/completions",
            ("http", "localhost", 80, "/v1/chat/completions"),
            id="the whole path",
        ),
    ],
)
def test_the_address_is_made_whole(url: str, address: tuple[str, str, int, str]) -> None:
    """Keepers paste the base with or without version and path."""
    assert Endpoint(url, "m").address == address


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        pytest.param({"url": "127.0.0.1:8080"}, "url", id="no scheme"),
        pytest.param({"url": "file:///etc/passwd"}, "url", id="another scheme"),
        pytest.param({"url": "http://user:word@127.0.0.1"}, "url", id="a password in the address"),
        pytest.param({"url": "http://127.0.0.1/?key=1"}, "url", id="a query"),
        pytest.param({"url": "http://127.0.0.1:port"}, "url", id="a port that is no number"),
        pytest.param({"url": "http://127.0.0.1/\r\nX: y"}, "url", id="a header smuggled in"),
        pytest.param({"url": "http://ｌocalhost"}, "url", id="letters that look alike"),
        pytest.param({"model": "a b"}, "model", id="a model's name with a space"),
        pytest.param({"model": "m@1"}, "model", id="a version in the model's name"),
        pytest.param({"version": ""}, "version", id="no version"),
        pytest.param({"timeout": 0.0}, "timeout", id="no time"),
        pytest.param({"window": 10}, "window", id="a window of a few words"),
        pytest.param({"answer": 1}, "answer", id="no room for an answer"),
        pytest.param({"key_env": "sk-123"}, "key_env", id="the key itself"),
    ],
)
def test_what_cannot_stand_is_named_without_its_value(
    changes: dict[str, Any], setting: str
) -> None:
    """The error names the setting; the value may be a secret in the wrong place."""
    with pytest.raises(ConfigurationError) as caught:
        Endpoint(**{"url": "http://127.0.0.1", "model": "m", **changes})
    assert caught.value.where == {"setting": f"endpoint.{setting}"}


def test_a_table_leaves_out_what_is_left_at_its_default() -> None:
    """What is written is what the keeper chose, and it comes back."""
    made = Endpoint("http://127.0.0.1:8080", "m", timeout=5)
    assert made.to_table() == {"url": "http://127.0.0.1:8080", "model": "m", "timeout": 5}
    assert Endpoint.from_table(made.to_table()) == made
