"""Inline keyboards as the bot sends them, checked as Telegram checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator.errors import bad_request, not_simulated
from bot.simulator.links import LinkError, checked
from bot.simulator.model import Button

if TYPE_CHECKING:
    from bot.simulator.model import ButtonKind, Keyboard

CALLBACK_DATA_BYTES = 64
COPY_TEXT_CHARACTERS = 256
MOST_BUTTONS = 100
_KINDS: tuple[ButtonKind, ...] = ("callback_data", "url", "copy_text")


def read_keyboard(markup: dict[str, Any] | None) -> Keyboard:
    """Return the rows of a ``reply_markup``, empty rows left out.

    Raises:
        ApiError: 400 in Telegram's words; 501 for what the simulator does not know.

    """
    if markup is None:
        return ()
    rows = markup.get("inline_keyboard")
    if rows is None:
        raise not_simulated(f"reply_markup {', '.join(markup)}")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = tuple(tuple(_read_button(button) for button in row) for row in rows if row)
    if sum(map(len, keyboard)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return keyboard


def _read_button(button: object) -> Button:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    label = button.get("text")
    if not isinstance(label, str) or not label:
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    unknown = button.keys() - {"text", *_KINDS}
    if unknown:
        raise not_simulated(f"inline buttons with {', '.join(sorted(unknown))}")
    kind = next((kind for kind in _KINDS if kind in button), None)
    if kind is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return Button(label, kind, _checked_value(kind, button[kind]))


def _checked_value(kind: ButtonKind, value: Any) -> str:  # noqa: ANN401 -- JSON as it came
    if kind == "callback_data":
        if not isinstance(value, str) or not 0 < len(value.encode()) <= CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return value
    if kind == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 0 < len(text) <= COPY_TEXT_CHARACTERS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return text
    try:
        return checked(str(value))
    except LinkError as error:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {error}") from error
