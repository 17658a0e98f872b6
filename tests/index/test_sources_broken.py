"""Whatever a folder holds, an error says what to do about each broken file, and the others go in."""

from __future__ import annotations

import io
import json
import os
import struct
import time
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from index.config import SourceConfig
from index.errors import SourceError
from index.sources import load
from index.sync_records import Loaded, Notice, Unread
from tests.index import documents
from tests.index.documents import gzipped, word_paragraph, zipped
from tests.index.examples import article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.sync_records import SourceItem

SECONDS = 10.0
"""For one broken file, on a slow machine that others use as well."""
MEMORY = 200_000_000
"""Bytes of Python's own that may be in use at once while a source of one broken file is read."""

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY {one} "{f"&{chr(ord(one) - 1)};" * 10}">' for one in "cdefghij")
    + "]>"
)
"""Entities that would be a billion times "ha"."""
SENTENCE = "Der Hafen von Lindmoor liegt am Kai, sagte die Hafenmeisterin am Dienstag. "
UNCLOSED = b'id,text\n1,"' + (b"Der Hafen." * 99 + b"\n") * 9_000
"""A table with a quotation mark that nothing closes."""
LINE = json.dumps({"id": "1", "text": "Der Hafen."}) + "\n"


def read(folder: Path) -> list[SourceItem]:
    """Return what the source "archive" of this folder gives, in bounded time and memory."""
    tracemalloc.start()
    started = time.monotonic()
    try:
        found = list(load(SourceConfig(name="archive", path=folder)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < SECONDS
    assert peak < MEMORY
    return found


def broken(folder: Path, name: str, data: bytes) -> Unread:
    """Return what is told of a broken file; another one beside it goes in."""
    (folder / name).write_bytes(data)
    (folder / "zz.txt").write_text("Der Kai.", encoding="utf-8")
    *told, good = read(folder)
    assert good == Loaded(article("Der Kai.", id="zz.txt", origin="zz.txt"))
    (found,) = told
    assert isinstance(found, Unread)
    return found


def nested(times: int) -> bytes:
    """Return an archive in an archive in an archive."""
    data = zipped({"a.txt": "Der Hafen."})
    for _ in range(times - 1):
        data = zipped({"a.zip": data})
    return data


def encrypted() -> bytes:
    """Return an archive that says of its file that it is encrypted."""
    data = bytearray(zipped({"a.txt": "Der Hafen."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def zip_of_bomb(name: str) -> bytes:
    """Return an archive of one file of 50 MB that are all alike."""
    return zipped({name: b" " * 50_000_000})


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.pdf", documents.pdf(["Der Hafen."])[:300], "is no PDF that can be read ("),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, "is no PDF that can be read ("),
        ("a.pdf", b"Der Hafen.", "is no PDF that can be read ("),
        ("a.docx", documents.docx(word_paragraph("Der Hafen."))[:-60], "is damaged or cut off ("),
        ("a.docx", documents.docx(word_paragraph(SENTENCE))[:900], "is damaged or cut off ("),
        ("a.docx", b"Der Hafen.", "is no Word document that can be read ("),
        ("a.docx", documents.docx("<w:p>"), "is no Word document that can be read ("),
        (
            "a.docx",
            zipped({"word/document.xml": b" " * 50_000_000}),
            "unpacks to far more than a text can; pack it anew",
        ),
        ("a.docx", documents.docx(word_paragraph("")), "is empty; write the article into it, or take it out"),
        ("a.html", b"<html><body><nav>Menu</nav></body></html>", "has no article on it; give the page of one article"),
        ("a.html", b"<p>" * 3_400_000, "has 3,400,000 marks, too many for one page; give the article alone"),
        ("a.html", b"<p " + b"a " * 3_000_000 + b">", "has a tag of thousands of attributes; take it out"),
        ("a.html", b"<p>" + b"x" * 20_000_000, "has more than 16 MB, too much for one article"),
        ("a.csv", b"id,text\n" + b'1,"' + b"x" * 9_000_000, "has a line of more than 8 MB; split it"),
        ("a.csv", f"\ufeffid;text\n{'x' * 9_000_000}".encode("utf-16-le"), "has a line of more than 8 MB; split it"),
        ("a.csv", UNCLOSED, "is no table (field larger than field limit"),
        ("a.csv", bytes(range(256)), "has no column for the text; name it in the config"),
        ("a.txt.gz", gzipped("Der Hafen." * 99)[:-9], "is damaged or cut off (Compressed file ended"),
        ("a.txt.gz", b"\x1f\x8b" + b"Der Hafen", "is damaged or cut off ("),
        ("a.txt.gz", gzipped(gzipped(gzipped(gzipped("Der Hafen.")))), "is packed more than 3 times over; unpack it"),
        ("a.txt.gz", gzipped(b" " * 50_000_000), "has more than 8 MB, too much for one article"),
        ("a.jsonl.gz", gzipped((b" " * 999 + b"\n") * 90_000), "unpacks to far more than a text can; pack it anew"),
        ("a.txt", b"x" * 9_000_000, "has more than 8 MB, too much for one article"),
        ("a.txt", bytes(range(256)) * 20, "is not text in any known encoding"),
        ("a.jsonl", b"x" * 99_000_000, "a.jsonl, line 1, is longer than 16 MB; split it"),
    ],
)
def test_broken_file_names_the_remedy(name: str, data: bytes, error: str, tmp_path: Path) -> None:
    """Whatever is wrong with a file, one line says so and what to do; what it gave before is kept."""
    found = broken(tmp_path, name, data)
    assert found.origin == name
    assert found.error.removeprefix(f"{name} ").startswith(error)
    assert "\n" not in found.error
    assert ";" in found.error


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "a.zip is damaged or cut off (File is not a zip file); copy it anew, or take it out"),
        (zipped({"a.txt": SENTENCE})[:-30], "a.zip is damaged or cut off (File is not a zip file); copy it anew"),
        (b"Der Hafen.", "a.zip is damaged or cut off (File is not a zip file); copy it anew, or take it out"),
    ],
    ids=["empty", "cut off", "text"],
)
def test_broken_archive_keeps_all_that_it_gave(data: bytes, error: str, tmp_path: Path) -> None:
    """An archive that cannot be read takes none of its articles with it: its name stands for all within."""
    found = broken(tmp_path, "a.zip", data)
    assert found.origin == "a.zip/"
    assert found.error.startswith(error)


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (zip_of_bomb("b.txt"), "a.zip/b.txt", "unpacks to far more than a text can; pack it anew, or take it out"),
        (zip_of_bomb("b.zip"), "a.zip/b.zip/", "unpacks to far more than a text can; pack it anew, or take it out"),
        (encrypted(), "a.zip/a.txt", "is encrypted; pack it without a password"),
        (nested(4), "a.zip/a.zip/a.zip/a.zip/", "is packed more than 3 times over; unpack it"),
        (zipped({"b.pdf": "x"}), "a.zip/b.pdf", "is no PDF that can be read ("),
    ],
    ids=["bomb", "bomb in an archive", "encrypted", "nested", "broken"],
)
def test_broken_file_of_an_archive_costs_only_itself(data: bytes, name: str, error: str, tmp_path: Path) -> None:
    """A file in an archive is told of by its name within it."""
    found = broken(tmp_path, "a.zip", data)
    assert found.origin == name
    assert found.error.startswith(f"{name.removesuffix('/')} {error}")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    """What is no file is not opened: a pipe would be read when somebody writes into it, which may be never."""
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("Der Kai.", encoding="utf-8")
    good, notice = read(tmp_path)
    assert good == Loaded(article("Der Kai.", id="b.txt", origin="b.txt"))
    assert isinstance(notice, Notice)
    assert notice.text.startswith("1 file was left out: 1 × no file; ")


def test_archive_of_too_many_files_is_refused_unread(tmp_path: Path) -> None:
    """The list of an archive's files is read as a whole, so its length is looked at before."""
    data = bytearray(zipped({"b.txt": "Der Hafen."}))
    struct.pack_into("<L", data, data.rindex(b"PK\x05\x06") + 12, 50_000_000)
    assert broken(tmp_path, "a.zip", bytes(data)) == Unread(
        "a.zip/", "a.zip has too many files for one archive; split it"
    )


def test_place_before_the_archive_costs_only_one_file(tmp_path: Path) -> None:
    """A list of files that points to before the archive's beginning is an error of that file."""
    data = bytearray(zipped({"b.txt": "Der Hafen."}))
    struct.pack_into("<L", data, data.rindex(b"PK\x05\x06") + 16, 1_000)
    found = broken(tmp_path, "a.zip", zipped({"c.zip": bytes(data)}))
    assert found.error.startswith("a.zip/c.zip")
    assert " is damaged or cut off (" in found.error


def test_document_of_too_much_text_is_refused_unread(tmp_path: Path) -> None:
    """The tree of a document is many times as long as its text, so the length of that is looked at before."""
    words = os.urandom(1_000_000).hex().encode() * 21
    found = broken(tmp_path, "a.docx", zipped({"word/document.xml": words}))
    assert found.error == "a.docx unpacks to 42 MB of text, too much for one document; split it"


def test_file_that_patterns_leave_out_is_no_source(tmp_path: Path) -> None:
    """A source that is one file and lets nothing of it through is told, and takes none of its articles away."""
    (tmp_path / "a.txt").write_text("Der Kai.", encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.txt has no articles that its include and exclude let through"):
        list(load(SourceConfig(name="archive", path=tmp_path / "a.txt", include=("*.html",))))


def test_damaged_byte_in_an_archive_costs_one_file(tmp_path: Path) -> None:
    """Where the check sum of one file is wrong, the others of its archive go in."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "Der Hafen.")
        archive.writestr("b.txt", "Der Wolf.")
    (tmp_path / "a.zip").write_bytes(target.getvalue().replace(b"Der Hafen.", b"Das Hafen."))
    broken_one, good = read(tmp_path)
    assert broken_one == Unread(
        "a.zip/a.txt",
        "a.zip/a.txt is damaged or cut off (Bad CRC-32 for file 'a.txt'); copy it anew, or take it out",
    )
    assert good == Loaded(article("Der Wolf.", id="a.zip/b.txt", origin="a.zip/b.txt"))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "/etc/passwd.txt", "..\\etc\\passwd.txt", "./etc//passwd.txt"]
)
def test_name_in_an_archive_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    """A name that leads out of its archive is only a name: nothing is written, and the id stays within."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.zip").write_bytes(zipped({name: "Der Hafen."}))
    assert read(tmp_path / "articles") == [
        Loaded(article("Der Hafen.", id="a.zip/etc/passwd.txt", origin="a.zip/etc/passwd.txt"))
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


def test_cut_off_archive_of_lines_gives_what_came_before(tmp_path: Path) -> None:
    """The lines of a file that is cut off go in as far as they are there, and the others are kept."""
    lines = "".join(json.dumps({"id": str(n), "text": os.urandom(3000).hex()}) + "\n" for n in range(100))
    (tmp_path / "a.jsonl.gz").write_bytes(gzipped(lines)[:100_000])
    *articles, last = read(tmp_path)
    assert [one.article.id for one in articles if isinstance(one, Loaded)] == [str(n) for n in range(len(articles))]
    assert len(articles) > 10
    assert isinstance(last, Unread)
    assert last.origin == "a.jsonl.gz"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """A text of a few lines that would be a billion words stays as it is written, or is refused."""
    page = f"{LAUGHS.replace('x [', 'html [')}<html><body><article><p>{SENTENCE * 5}&j;</p></article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(documents.docx(word_paragraph(f"{SENTENCE}&j;"), doctype=LAUGHS))
    for item in read(tmp_path):
        assert len(item.article.text) < 1_000 if isinstance(item, Loaded) else isinstance(item, Unread)


def test_deep_page_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """Elements that are nested a hundred thousand times bring nothing down."""
    (tmp_path / "a.html").write_text("<div>" * 90_000 + SENTENCE * 9 + "</div>" * 90_000, encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<body>{f'<div><p>{SENTENCE}' * 90_000}", encoding="utf-8")
    for item in read(tmp_path):
        assert isinstance(item, Loaded | Unread)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.pdf", "a.docx", "a.txt.gz"])
def test_empty_file_is_told(name: str, tmp_path: Path) -> None:
    """A file of nothing, as one is that is just being written, is no article and takes none with it."""
    found = broken(tmp_path, name, b"")
    assert found.origin == name
    assert "is empty; " in found.error


def test_content_decides_where_the_name_misleads(tmp_path: Path) -> None:
    """A file is what it holds: with a wrong ending, or with none."""
    page = f"<!DOCTYPE html><title>Hafen</title><article><p>{SENTENCE * 5}</p></article>"
    files = {
        "a.txt": documents.pdf(["Der Hafen."]), "b.pdf": page.encode(), "c": documents.docx(word_paragraph("Der Kai.")),
        "d.html": zipped({"e.txt": "Der Wolf."}), "f.php": page.encode(), "g.md": gzipped("Die *Brücke*."),
        "h": b"notes", "i.xlsx": zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "j.jpg": b"\xff\xd8\xff",
        "k.epub": zipped({"META-INF/container.xml": "", "a.html": page}),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    *articles, notice = read(tmp_path)
    assert [(one.article.id, one.article.text) for one in articles if isinstance(one, Loaded)] == [
        ("a.txt", "Der Hafen."), ("b.pdf", (SENTENCE * 5).strip()), ("c", "Der Kai."), ("d.html/e.txt", "Der Wolf."),
        ("f.php", (SENTENCE * 5).strip()), ("g.md", "Die Brücke."),
    ]  # fmt: skip
    assert notice == Notice(
        "4 files were left out: 1 × no ending, 1 × .xlsx, 1 × .jpg, 1 × .epub; "
        ".txt, .md, .html, .jsonl, .csv, .pdf, .docx, .rss, .zip are read"
    )


def test_archives_are_read_at_any_depth(tmp_path: Path) -> None:
    """Files in archives are known by their names within, in order; hidden ones and those of a Mac are left out."""
    inner = zipped({"c.jsonl.gz": gzipped(LINE)})
    files: dict[str, str | bytes] = {
        "b/a.txt": "Der Kai.",
        "a.zip": inner,
        ".hidden/x.txt": "x",
        "__MACOSX/x.txt": "x",
        "b/": "",
    }
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "news.zip").write_bytes(zipped(files))
    assert read(tmp_path) == [
        Loaded(article("Der Hafen.", origin="z/news.zip/a.zip/c.jsonl.gz")),
        Loaded(article("Der Kai.", id="z/news.zip/b/a.txt", origin="z/news.zip/b/a.txt")),
    ]
    assert list(load(SourceConfig(name="archive", path=tmp_path / "z" / "news.zip")))[1] == Loaded(
        article("Der Kai.", id="news.zip/b/a.txt", origin="news.zip/b/a.txt")
    )


@pytest.mark.parametrize(
    ("patterns", "ids"),
    [
        ({"include": ("*.txt",)}, ["a.txt", "d.zip/b/e.txt", "b/c.TXT.gz"]),
        ({"include": ("b/*",)}, ["b/c.TXT.gz", "b/f.md"]),
        ({"include": ("*/b/*", "f.*")}, ["d.zip/b/e.txt", "b/f.md"]),
        ({"exclude": ("*.txt", "f.md")}, []),
        ({"exclude": ("d.zip", "b/*")}, ["a.txt"]),
        ({"include": ("*.txt",), "exclude": ("d.zip/*",)}, ["a.txt", "b/c.TXT.gz"]),
    ],
)
def test_patterns_choose_files(patterns: dict[str, tuple[str, ...]], ids: list[str], tmp_path: Path) -> None:
    """Files are chosen by their names or paths, within archives too; what is chosen out is nobody's concern."""
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text("A.", encoding="utf-8")
    (tmp_path / "b" / "c.TXT.gz").write_bytes(gzipped("C."))
    (tmp_path / "b" / "f.md").write_text("F.", encoding="utf-8")
    (tmp_path / "d.zip").write_bytes(zipped({"b/e.txt": "E."}))
    source = SourceConfig.model_validate({"name": "archive", "path": tmp_path, **patterns})
    if ids:
        assert [one.article.id for one in load(source) if isinstance(one, Loaded)] == ids
    else:
        with pytest.raises(
            SourceError, match=r"has no articles that its include and exclude let through; correct these"
        ):
            list(load(source))


@pytest.mark.parametrize("pack", [lambda text: zipped({"a.txt": text}), gzipped])
def test_archives_within_archives_do_not_multiply(tmp_path: Path, pack: Callable[[str], bytes]) -> None:
    """What comes out of an archive is bounded by its own length, however often one thing is packed in it."""
    many = zipped({f"{number:02}.zip": pack(" " * 5_000_000) for number in range(40)})
    (tmp_path / "a.zip").write_bytes(many)
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    *bad, good = read(tmp_path)
    told = [one.error for one in bad if isinstance(one, Unread)]
    assert sum("unpacks to far more" in one for one in told) == 38
    assert isinstance(good, Loaded)
