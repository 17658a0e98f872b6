from __future__ import annotations

import pytest

from bot.simulator.html_text import HtmlError, parse
from bot.simulator.text import Entity


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("Hafen &lt;Lindmoor&gt; &amp; &quot;Mole&quot;", 'Hafen <Lindmoor> & "Mole"', ()),
        ("&#39;&#x27;&#128674;", "''🚢", ()),
        ("&laquo;Mole&raquo; &nbsp &#0; &#12345678;", "&laquo;Mole&raquo; &nbsp &#0; &#12345678;", ()),
        ("a & b &lt c", "a & b < c", ()),
        ("<b>x</b><strong>x</strong>", "xx", (Entity("bold", 0, 1), Entity("bold", 1, 1))),
        ("<i>x</i><em>y</em>", "xy", (Entity("italic", 0, 1), Entity("italic", 1, 1))),
        ("<u>x</u><ins>y</ins>", "xy", (Entity("underline", 0, 1), Entity("underline", 1, 1))),
        (
            "<s>x</s><strike>y</strike><del>z</del>",
            "xyz",
            tuple(Entity("strikethrough", at, 1) for at in range(3)),
        ),
        (
            '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>',
            "xy",
            (Entity("spoiler", 0, 1), Entity("spoiler", 1, 1)),
        ),
        ("<code>x</code><pre>y</pre>", "xy", (Entity("code", 0, 1), Entity("pre", 1, 1))),
        (
            '<pre><code class="language-toml">x = 1</code></pre>',
            "x = 1",
            (Entity("pre", 0, 5, "toml"),),
        ),
        ("<pre><code>x</code></pre>", "x", (Entity("pre", 0, 1), Entity("code", 0, 1))),
        ('<code class="language-toml">x</code>', "x", (Entity("code", 0, 1),)),
        ("<blockquote>Flut</blockquote>", "Flut", (Entity("blockquote", 0, 4),)),
        ("<blockquote expandable>Flut</blockquote>", "Flut", (Entity("expandable_blockquote", 0, 4),)),
        ('<tg-emoji emoji-id="5368">🚢</tg-emoji>', "🚢", (Entity("custom_emoji", 0, 2, "5368"),)),
        (
            "<a href='https://Lindmoor.example?a=1&amp;b=2'>x</a>",
            "x",
            (Entity("text_link", 0, 1, "https://lindmoor.example/?a=1&b=2"),),
        ),
        (
            "<a>lindmoor.example</a>",
            "lindmoor.example",
            (Entity("text_link", 0, 16, "http://lindmoor.example/"),),
        ),
        ("<a>Lindmoor</a>", "Lindmoor", ()),
        ('<a href="tg://user?id=7">Ben</a>', "Ben", ()),
        ("<B>x</b  >", "x", (Entity("bold", 0, 1),)),
        ("<b>x</>", "x", (Entity("bold", 0, 1),)),
        ("<b></b>x", "x", ()),
    ],
)
def test_supported_html(html: str, text: str, entities: tuple[Entity, ...]) -> None:
    """Every tag and character reference that Telegram documents has its meaning, all other references have none."""
    parsed = parse(html)

    assert (parsed.text, parsed.entities) == (text, entities)


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("ü<abc", "Unclosed start tag at byte offset 2"),
        ("ü<abc>", 'Unsupported start tag "abc" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<i =x>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i lang>x</i>", 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0'),
        ("<i lang=", 'Unclosed start tag "i" at byte offset 0'),
        ("<i ", "Unclosed start tag at byte offset 0"),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>", "Unexpected end of name token at byte offset 8"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>🚢</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "<blockquote>x<blockquote>y</blockquote></blockquote>",
            "Blockquotes can't be nested at byte offset 13",
        ),
        (
            "&#xDFDF;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ),
        ),
    ],
)
def test_refused_html(html: str, error: str) -> None:
    """What Telegram cannot parse is refused with Telegram's text and the offset in UTF-8 bytes."""
    with pytest.raises(HtmlError) as raised:
        parse(html)

    assert str(raised.value) == error


def test_offsets_are_utf16() -> None:
    """Offsets and lengths count UTF-16 units, so an emoji counts twice."""
    assert parse("🚢 <b>🚢🚢</b>").entities == (Entity("bold", 3, 4),)


def test_entities_are_ordered_and_trimmed() -> None:
    """White space around the text goes, entities are clipped with it, and outer ones stand before inner ones."""
    parsed = parse("\n <b> <i>Mole</i> und</b><blockquote> Kai \n</blockquote> ")

    assert parsed.text == "Mole und Kai"
    assert parsed.entities == (Entity("bold", 0, 8), Entity("italic", 0, 4), Entity("blockquote", 8, 4))
