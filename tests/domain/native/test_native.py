"""The kernels are optional: what they are, and what happens without them."""

from __future__ import annotations

import importlib
import sys

import pytest

from carepost.domain import native
from carepost.domain.native import loading


def test_levels_are_those_of_the_kernel() -> None:
    if native.kernel is None:
        assert native.levels() == ()
    else:
        assert native.levels()[-1] == "baseline"
        assert len(set(native.levels())) == len(native.levels())


def test_without_a_compiled_kernel_there_are_no_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "carepost.domain.native._kernel", None)
    monkeypatch.delattr(native, "_kernel", raising=False)
    try:
        bare = importlib.reload(loading)
        assert bare.kernel is None
        assert bare.levels() == ()
    finally:
        monkeypatch.undo()
        importlib.reload(loading)


@pytest.mark.skipif(native.kernel is None, reason="the kernels are not built here (no C compiler)")
@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda kernel: kernel.prepare((), 1, 1, 1, 1, 1, 1, 0, 1, (0.1, 0.1, 0.1, 0.1, 0.1, 3, 4)), "too few buffers"),
        (lambda kernel: kernel.prepare((b"",), 1, 1, 1, 1, 1, 1, 0, 1, (0.1, 0.1, 0.1, 0.1, 0.1, 3, 4)), "has 0 bytes"),
        (lambda kernel: kernel.prepare((), 1, 1, 1, 1, 1, 1, 0, 1, (0.1, 0.1, 0.1, 0.1, 0.1, 3, 9)), "slack_quarters"),
        (lambda kernel: kernel.deferred(2, b"1234", b"12345678", b"", b"", b"", b""), "unequal length"),
    ],
)
def test_buffers_that_do_not_agree_are_refused(call: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call(native.kernel)  # type: ignore[operator]
