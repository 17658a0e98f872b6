from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.transport.redaction import install, redact

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "AAFakeSecretFakeSecretFakeSecretFak"  # noqa: S105 -- invented
TOKEN = f"987654:{SECRET}"


@pytest.fixture
def shown() -> Iterator[io.StringIO]:
    """Return what a handler on the root logger writes, the token being redacted."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    undo = install(TOKEN)
    yield stream
    undo()
    root.setLevel(level)
    root.removeHandler(handler)


def test_arguments(shown: io.StringIO) -> None:
    """The URL that httpx passes as an argument, and not as a text, is logged without the token."""
    url = httpx.URL(f"https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("httpx").info('HTTP Request: %s %s "%s"', "POST", url, "HTTP/1.1 200 OK")
    assert shown.getvalue() == 'HTTP Request: POST https://api.telegram.org/bot987654:<token>/getMe "HTTP/1.1 200 OK"\n'


def test_message(shown: io.StringIO) -> None:
    """A message that has the token in its own text is logged without it."""
    logging.getLogger("any.logger").warning(f"token {TOKEN}, 100 %")  # noqa: G004 -- somebody does
    assert shown.getvalue() == "token 987654:<token>, 100 %\n"


def test_exception(shown: io.StringIO) -> None:
    """A traceback is logged without the token, the errors that caused the error included."""
    try:
        try:
            raise ValueError(f"refused: {TOKEN}")  # noqa: TRY301 -- a cause is what is tested
        except ValueError as error:
            raise RuntimeError("no connection") from error
    except RuntimeError:
        logging.getLogger("telegram").exception("failed")
    assert SECRET not in shown.getvalue()
    assert "ValueError: refused: 987654:<token>" in shown.getvalue()
    assert shown.getvalue().endswith("RuntimeError: no connection\n")


def test_stack(shown: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stack that a record may carry is logged without the token."""
    monkeypatch.setattr("logging.traceback.print_stack", lambda _frame, file: file.write(f"call({TOKEN!r})"))
    logging.getLogger("any").info("here", stack_info=True)
    assert shown.getvalue() == "here\nStack (most recent call last):\ncall('987654:<token>')\n"


def test_faulty_logging_call(shown: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """A logging call with too few arguments, which logging itself would print to stderr, does not leak either."""
    logging.getLogger("any").info("%s %s", TOKEN)  # noqa: PLE1206 -- the fault that is tested
    assert shown.getvalue() == "%s %s ('987654:<token>',)\n"
    assert capsys.readouterr().err == ""


def test_other_records_stay_as_they_are(shown: io.StringIO, caplog: pytest.LogCaptureFixture) -> None:
    """A record without the token keeps its arguments and its exception for whoever reads them."""
    try:
        raise KeyError("chat")  # noqa: TRY301 -- it is the one to be logged
    except KeyError:
        logging.getLogger("any").exception("%d tries", 3)
    record = caplog.records[-1]
    assert (record.msg, record.args) == ("%d tries", (3,))
    assert record.exc_info is not None
    assert record.exc_info[0] is KeyError
    assert shown.getvalue().startswith("3 tries\nTraceback")


def test_undo(shown: io.StringIO) -> None:
    """Undoing the installation brings back the record factory of before."""
    before = logging.getLogRecordFactory()
    install("another:token")()
    assert logging.getLogRecordFactory() is before
    assert shown.getvalue() == ""


@pytest.mark.parametrize(
    ("text", "token", "clean"),
    [
        (f"bot{TOKEN}/x {SECRET}", TOKEN, "bot987654:<token>/x <token>"),
        ("bot987654%3A" + SECRET, TOKEN, "bot987654%3A<token>"),
        ("12:secret 12%3asecret secret", "12:secret", "<token> <token> secret"),
        ("plain text", TOKEN, "plain text"),
        ("a+b a+b", "a+b", "<token> <token>"),
    ],
)
def test_redact(text: str, token: str, clean: str) -> None:
    """The secret goes wherever it stands and however the colon is written; a short one only with its id."""
    assert redact(text, token) == clean


def test_empty_token() -> None:
    """An empty token, which would match everywhere, is refused."""
    with pytest.raises(ValueError, match="pass the token"):
        install("")
