"""The record key, and what opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from walkout.errors import ConfigurationError, WrongKeyError
from walkout.record.keys import KeyFile, Keys, Passphrase, plain, unwrap, wrap

KEY = bytes(range(32))
CHEAP = {"n": 2**4, "r": 8, "p": 1}


def words(text: str) -> Passphrase:
    """Return a passphrase at a cost that tests can bear."""
    return Passphrase(text, CHEAP)


def key_file(tmp_path: Path, name: str = "key") -> KeyFile:
    """Return a new key file."""
    return KeyFile.make(tmp_path / name)


def test_a_passphrase_opens_what_it_closed() -> None:
    """Chinese words and spaces count as they are."""
    table = wrap(KEY, words("五百 鞋厂 workers"))
    assert unwrap(table, words("五百 鞋厂 workers")) == KEY


@pytest.mark.parametrize("wrong", ["五百鞋厂", "五百 鞋厂 ", "x"])
def test_another_passphrase_does_not(wrong: str) -> None:
    """A wrong passphrase is told as such."""
    with pytest.raises(WrongKeyError, match="passphrase does not open"):
        unwrap(wrap(KEY, words("五百 鞋厂")), words(wrong))


def test_a_key_file_opens_what_it_closed(tmp_path: Path) -> None:
    """A copy of the file opens too; another file does not."""
    source = key_file(tmp_path)
    table = wrap(KEY, source)
    copy = tmp_path / "copy"
    copy.write_bytes(source.path.read_bytes())
    assert unwrap(table, KeyFile(copy)) == KEY
    with pytest.raises(WrongKeyError, match="key file does not open"):
        unwrap(table, key_file(tmp_path, "other"))


def test_a_key_file_is_its_owners_and_never_overwritten(tmp_path: Path) -> None:
    """Making one where a file is would lose a record."""
    source = key_file(tmp_path)
    assert source.path.stat().st_mode & 0o777 == 0o600
    before = source.path.read_bytes()
    assert len(before) >= 32
    with pytest.raises(ConfigurationError, match="cannot be made"):
        key_file(tmp_path)
    assert source.path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(None, "cannot be read", id="missing"),
        pytest.param(b"short", "too short", id="short"),
        pytest.param(b"", "too short", id="empty"),
    ],
)
def test_a_file_that_is_no_key_is_told(tmp_path: Path, content: bytes | None, problem: str) -> None:
    """The message names the file, without the folder that it is in."""
    table = wrap(KEY, key_file(tmp_path))
    path = tmp_path / "stick"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WrongKeyError, match=problem) as caught:
        unwrap(table, KeyFile(path))
    assert "stick" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_the_other_kind_of_key_is_asked_for(tmp_path: Path) -> None:
    """Who gives nothing, or the wrong kind, learns which kind it is."""
    source = key_file(tmp_path)
    with pytest.raises(WrongKeyError, match="opens by a passphrase"):
        unwrap(wrap(KEY, words("x")), source)
    with pytest.raises(WrongKeyError, match="opens by a key file"):
        unwrap(wrap(KEY, source), words("x"))
    with pytest.raises(WrongKeyError, match="opens by a passphrase"):
        unwrap(wrap(KEY, words("x")), None)


def test_an_empty_passphrase_is_none() -> None:
    """A record is never closed by nothing."""
    with pytest.raises(WrongKeyError, match="empty"):
        Passphrase("")


def test_an_unencrypted_record_opens_without_a_key() -> None:
    """And says in its settings that anyone can."""
    table = plain(KEY)
    assert table["opens_by"] == "nothing"
    assert unwrap(table, None) == KEY
    assert unwrap(table, words("x")) == KEY


@pytest.mark.parametrize("name", ["salt", "nonce", "wrapped", "n", "r", "p"])
@pytest.mark.parametrize("value", [None, "%%%", "", -1, 2**60], ids=str)
def test_a_damaged_table_is_told(name: str, value: Any) -> None:
    """An edited or cut table gives one clear error, and never takes all memory."""
    table = wrap(KEY, words("x"))
    if value is None:
        del table[name]
    else:
        table[name] = value
    with pytest.raises((ConfigurationError, WrongKeyError)):
        unwrap(table, words("x"))


def test_every_bit_of_the_wrapped_key_counts() -> None:
    """A flip in what is kept opens nothing."""
    table = wrap(KEY, words("x"))
    kept = table["wrapped"]
    table["wrapped"] = ("A" if kept[0] != "A" else "B") + kept[1:]
    with pytest.raises(WrongKeyError):
        unwrap(table, words("x"))


def test_two_records_share_nothing() -> None:
    """The same passphrase wraps the same key to other bytes each time."""
    one, two = wrap(KEY, words("x")), wrap(KEY, words("x"))
    for name in ("salt", "nonce", "wrapped"):
        assert one[name] != two[name]


def test_derived_keys_are_fixed_and_tell_nothing_of_each_other() -> None:
    """These bytes are in every record there is: whoever changes them writes a migration."""
    keys = Keys.of(KEY)
    assert keys.database.hex()[:16] == "891268af675e3d74"
    assert keys.names.hex()[:16] == "2412bc4712bb4cac"
    assert keys.contents.hex()[:16] == "1ac3766a366eb132"
    assert keys.events.hex()[:16] == "9958eaa6808cfd66"
    assert keys.identity == "51a1415a6014de01"
    assert len({KEY, keys.database, keys.names, keys.contents, keys.events}) == 5


def test_keys_do_not_print_themselves(tmp_path: Path) -> None:
    """Nothing that opens a record reaches a log through a printed form."""
    keys = Keys.of(KEY)
    assert keys.database.hex() not in repr(keys)
    assert "geheim" not in repr(words("geheim"))
    assert str(tmp_path) not in repr(key_file(tmp_path))
