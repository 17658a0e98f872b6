from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import reranker
from index.config import SearchConfig
from index.errors import EncoderError
from index.library import Library
from tests.hand_encoder import HandEncoders
from tests.index.examples import HAFEN, WOLF, config, library, line, near, synced

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "Wo liegt der Hafen?"
TEXTS = [HAFEN, WOLF, "Der Hafen ist alt."]
REMEDY = "correct reranker under [search], or take it out"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Save a cross-encoder of two layers with random weights, and return its folder."""
    import torch  # noqa: PLC0415 -- takes seconds, so only here
    from transformers import (  # noqa: PLC0415 -- as above
        BertConfig,
        BertForSequenceClassification,
        BertTokenizer,
    )

    folder = tmp_path_factory.mktemp("reranker")
    words = sorted({word for text in (QUESTION, *TEXTS) for word in text.lower().strip(".?").split()})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", *words]
    (folder / "vocab.txt").write_text("".join(f"{word}\n" for word in vocabulary), encoding="utf-8")
    torch.manual_seed(1)
    settings = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64, initializer_range=0.5,
    )  # fmt: skip
    settings.num_labels = 1
    made = BertForSequenceClassification(settings)
    made.save_pretrained(folder)
    BertTokenizer(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


def test_each_text_has_its_logit(model: str) -> None:
    """A text has the same log-odds whatever it is read together with, and each text its own."""
    loaded = reranker.load(model)
    found = loaded.logits(QUESTION, TEXTS)
    assert len(set(found)) == 3
    assert loaded.logits(QUESTION, TEXTS) == found
    alone = [loaded.logits(QUESTION, [text])[0] for text in TEXTS]
    assert alone == pytest.approx(found, abs=1e-4)
    assert loaded.logits("Wer heult?", TEXTS) != found
    assert loaded.logits(QUESTION, []) == []


def test_logits_have_no_activation(model: str) -> None:
    """A log-odds is no probability: it can lie outside of 0 to 1."""
    found = reranker.load(model).logits(QUESTION, TEXTS)
    assert any(not 0 <= value <= 1 for value in found)


def test_model_is_loaded_once(model: str) -> None:
    """All questions share the model."""
    assert reranker.load(model) is reranker.load(model)


def test_folder_without_a_model_names_the_remedy(tmp_path: Path) -> None:
    """What is no model is one line that names it, and says what to do."""
    with pytest.raises(EncoderError) as caught:
        reranker.load(str(tmp_path))
    text = str(caught.value)
    assert text.startswith(f"the reranker '{tmp_path}' cannot be loaded (")
    assert text.endswith(f"); {REMEDY}")
    assert "\n" not in text


def test_library_ranks_by_the_reranker(model: str, tmp_path: Path) -> None:
    """The log-odds of the passages that it reads are added to their score and evidence, and rank them anew."""
    plain = synced(tmp_path, *(line(str(number), text) for number, text in enumerate(TEXTS))).rank(QUESTION)
    settings = SearchConfig(reranker=model, rerank=2)
    found = Library(config(tmp_path, search=settings), encoders=HandEncoders()).rank(QUESTION)
    assert plain is not None
    assert found is not None
    read = plain.passages[:2]
    logits = reranker.load(model).logits(QUESTION, [one.passage.text for one in read])
    expected = sorted(zip(read, logits, strict=True), key=lambda pair: -pair[0].score - pair[1])
    assert [(one.passage, one.score, one.evidence) for one in found.passages[:2]] == [
        (one.passage, near(one.score + logit), near(one.evidence + logit)) for one, logit in expected
    ]
    assert found.passages[2:] == plain.passages[2:]


def test_reranker_that_cannot_be_loaded_only_warns(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Without the reranker questions are answered as without one in the config, and a warning says what to do."""
    plain = synced(tmp_path, *(line(str(number), text) for number, text in enumerate(TEXTS))).rank(QUESTION)
    missing = tmp_path / "missing"
    missing.mkdir()
    without = Library(config(tmp_path, search=SearchConfig(reranker=str(missing))), encoders=HandEncoders())
    assert without.rank(QUESTION) == plain
    assert library(tmp_path).rank(QUESTION) == plain
    (message,) = [record.getMessage() for record in caplog.records if record.name == "index.serving"]
    assert message.startswith(f"passages are not ranked anew: the reranker '{missing}' cannot be loaded (")
    assert message.endswith(REMEDY)
