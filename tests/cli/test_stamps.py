"""What is built once is not built again, and a broken build is."""

from pathlib import Path

import pytest

from diemtua.cli import stamps


def test_stamp_is_current_until_a_source_changes(tmp_path: Path):
    source, stamp = tmp_path / "source", tmp_path / "built" / "stamp"
    source.write_text("một")
    value = stamps.digest([source])
    assert not stamps.is_current(stamp, value)

    with stamps.rebuilding(stamp, value):
        pass

    assert stamps.is_current(stamp, stamps.digest([source]))
    source.write_text("hai")
    assert not stamps.is_current(stamp, stamps.digest([source]))


def test_broken_build_leaves_no_stamp(tmp_path: Path):
    stamp = tmp_path / "stamp"
    stamp.write_text("cũ")

    with pytest.raises(RuntimeError), stamps.rebuilding(stamp, "mới"):
        raise RuntimeError

    assert not stamps.is_current(stamp, "cũ")
    assert not stamps.is_current(stamp, "mới")


def test_order_of_files_does_not_change_the_digest_but_their_names_do(tmp_path: Path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("một")
    second.write_text("hai")
    value = stamps.digest([first, second])

    assert stamps.digest([second, first]) == value
    assert stamps.digest([first]) != value
    first.rename(tmp_path / "c")
    assert stamps.digest([tmp_path / "c", second]) != value
