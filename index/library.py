"""The façade: a library of articles that can be synced, asked and looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from index import analysis, citations, encoder, snapshot, speakers, speech, withdrawals
from index.answer import answer
from index.catalog import Catalog
from index.errors import CatalogError, NotFoundError
from index.facets import understood
from index.listing_records import Status
from index.lookup import Lookup
from index.records import Answer
from index.search import Nearby, Scope, search
from index.serving import Serving
from index.sources.decoding import clean
from index.sync import CATALOG, SNAPSHOTS, Outside, sync

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from index.citation_records import Citation, Recalled
    from index.config import IndexConfig
    from index.encoder import Encoders
    from index.records import Article, Hit, Passage, Quote, StoredPassage, Turn, Version
    from index.search import Ranked
    from index.sources.fetching import Web
    from index.sync_records import Progress, SyncReport
    from index.weights import Tuning

MAX_QUESTION = 1_000
"""Characters of a question that are read; Telegram allows 4,096, and no question needs them."""
_MAX_QUERY_WORDS = 12
"""Words of a name and a topic that are read."""
_NO_ARTICLE = "no article has the id '{}'; article-bot ask … --json gives the ids of its hits"


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of the library: what came after it is known by the generations above its own."""

    catalog: str
    """Which catalogue; the generations of another one say nothing of this one's."""
    generation: int


class Library:
    """Articles under one `data_dir`. Several threads may ask at once; every question sees one snapshot."""

    def __init__(self, config: IndexConfig, *, encoders: Encoders = encoder, web: Web | None = None) -> None:
        self._config = config
        self._encoders = encoders
        self._web = web
        self._snapshots = config.data_dir / SNAPSHOTS
        self._serving = Serving(config, self._snapshots, encoders)
        self.lookup = Lookup(config.data_dir / CATALOG)
        """What there is to read."""

    # -- asking -----------------------------------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        *,
        hits: int | None = None,
        turns: Sequence[Turn] = (),
        today: date | None = None,
        near: tuple[str, str] | None = None,
    ) -> Answer:
        """Find the passage that answers, or say that none does.

        Args:
            question: what was asked; see `MAX_QUESTION`.
            hits: how many articles to return at most; None: as the config says.
            turns: the questions before it in the same talk, oldest first.
            today: the day that "yesterday" is counted from; None: the clock's.
            near: source and id of the article that it is asked under, which is preferred; None: under none.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        ranked = self.rank(question, turns=turns, today=today, near=near)
        if ranked is None:
            return Answer(clean(question), answered=False, confidence=0.0, hits=())
        asked, facets = clean(question), ranked.understood
        found = replace(self.answer_from(ranked, hits=hits), question=asked)
        if facets is None or not facets.said:
            return found
        if found.answered or not facets.restricts:
            return replace(found, understood=facets)
        wide = search(self._serving.current(), ranked.question.text, turns)
        nearest = replace(self.answer_from(wide, hits=hits), answered=False, unsure=False)
        return replace(nearest, question=asked, understood=facets, unmet=True)

    def rank(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        today: date | None = None,
        near: tuple[str, str] | None = None,
        among: tuple[int, ...] | None = None,
    ) -> Ranked | None:
        """Return the ranked passages for a question; None if it has no word that could be looked up.

        Args:
            question: what was asked; see `MAX_QUESTION`.
            turns: the questions before it in the same talk, oldest first.
            today: the day that "yesterday" is counted from; None: the clock's.
            among: the numbers of the passages that may answer; None: all.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        ready = self._serving.current()
        text = clean(question[:MAX_QUESTION])
        nearby = self._nearby(near)
        if not turns and nearby is None and not analysis.has_topic(text, ready.snapshot.manifest.languages):
            return None
        manifest = ready.snapshot.manifest
        language = analysis.question_language(text, manifest.languages)
        facets = understood(text, today or _today(), manifest.origins, language)
        # "Was stand gestern in der Süddeutschen?" has no other words to look up than those.
        chosen = facets.question if analysis.has_topic(facets.question, manifest.languages) else text
        return search(ready, chosen, turns, facets, Scope(nearby, among))

    def _nearby(self, near: tuple[str, str] | None) -> Nearby | None:
        """Return the article that a question is asked under; None where it is not in the library (any more)."""
        if near is None or not (self._config.data_dir / CATALOG).exists():
            return None
        source, article_id = near
        with self._catalog() as catalog:
            stored, numbers = catalog.stored(source, article_id), catalog.passage_numbers(source, article_id)
        return None if stored is None else Nearby(near, stored[0].title or stored[0].lead(), tuple(numbers))

    def answer_from(self, ranked: Ranked, *, hits: int | None = None) -> Answer:
        """Return the answer that ranked passages hold."""
        tuning, settings = self._serving.current().tuning, self._config.search
        threshold = tuning.threshold if settings.threshold is None else settings.threshold
        return answer(ranked, tuning, hits=hits or settings.hits, threshold=threshold)

    def threshold(self) -> float:
        """Return the confidence, 0 to 1, from which on a passage is given as an answer.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        chosen = self._config.search.threshold
        return self._serving.current().tuning.threshold if chosen is None else chosen

    def tuning(self) -> Tuning:
        """Return the weights that questions are ranked by.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        return self._serving.current().tuning

    def prepare(self) -> None:
        """Open the current snapshot and load its encoder, so that the next question need not wait for them.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        loaded = self._serving.current().encoder
        if loaded is not None:
            loaded.encode_question("Wann? When?")  # at its first question it tries whether bfloat16 will do
        for words, language in (("5. Mai", "de"), ("May 5", "en")):  # dateparser reads a language when it meets it
            understood(words, _today(), (), language)
        # The detector, which unpacks its model in .4 s, is asked where no function word tells the language.
        analysis.question_language("Lindmoor Saltwick Bruchwalden", self.languages())

    def is_empty(self) -> bool:
        """Tell whether nothing has been synced yet."""
        return snapshot.current_name(self._snapshots) is None

    def fingerprint(self) -> str:
        """Return what encoder the current snapshot was made with.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        return self._serving.current().snapshot.manifest.fingerprint

    def edition(self) -> Edition | None:
        """Return which state of which catalogue is searched now; None before the first sync. Nothing is opened."""
        manifest = snapshot.current_manifest(self._snapshots)
        return None if manifest is None else Edition(manifest.catalog, manifest.generation)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that articles are in, the one of most articles first; none before the first sync."""
        manifest = snapshot.current_manifest(self._snapshots)
        return manifest.languages if manifest else ()

    # -- changing ---------------------------------------------------------------------------------------------------

    def sync(
        self, on_progress: Callable[[Progress], None], *, full: bool = False, only: Collection[str] | None = None
    ) -> SyncReport:
        """Bring the library up to date with its sources, or with some of them; see `index.sync.sync`."""
        return sync(self._config, on_progress, full=full, only=only, outside=Outside(self._encoders, self._web))

    def keep_tuning(self, tuning: Tuning) -> None:
        """Rank by these weights from the next question on; a bot that runs on the same data folder does so too.

        Raises:
            CatalogError: they cannot be written.

        """
        beside = self.tuning_file.with_suffix(".new")
        try:
            beside.write_text(json.dumps(tuning.to_json(), indent=2), encoding="utf-8")
            beside.replace(self.tuning_file)
        except OSError as error:
            raise CatalogError(f"{self.tuning_file} cannot be written ({error}); make room on the disk") from error

    # -- looking ----------------------------------------------------------------------------------------------------

    def status(self) -> Status:
        """Return what there is; nothing heavy is loaded."""
        manifest = snapshot.current_manifest(self._snapshots)
        searchable = manifest.passages if manifest else 0
        model = manifest.model if manifest else None
        if not (self._config.data_dir / CATALOG).exists():
            return Status(0, 0, {}, model, searchable, None)
        with self._catalog() as catalog:
            articles, passages = catalog.counts()
            report = catalog.fact("report")
            last = json.loads(report) if report else None
            counts, last_read = catalog.counts_by_source(), catalog.last_read()
            quotes, withdrawn = catalog.count_quotes(), len(withdrawals.listed(catalog))
            return Status(articles, passages, counts, model, searchable, last, last_read, quotes, withdrawn)

    def show(self, article_id: str) -> list[tuple[Article, list[Passage]]]:
        """Return the articles that go by this id, one for each source that has one, with their passages.

        Raises:
            NotFoundError: there is none.

        """
        with self._catalog() as catalog:
            found = [(article, catalog.passages(article)) for article in catalog.find(article_id)]
        if not found:
            raise NotFoundError(_NO_ARTICLE.format(article_id))
        return found

    def quotes_of(self, article: Article) -> list[Quote]:
        """Return the quotations of a stored article, in its order."""
        with self._catalog() as catalog:
            return catalog.quotes(article)

    def quotations(self, who: str, topic: str = "", *, whole: bool = False) -> list[StoredPassage]:
        """Return what somebody is quoted with, the newest article first.

        Each quotation is a passage of its own: its text is what is said, its only quote says by whom.

        Args:
            who: a last name, a full name, an office or a body.
            topic: what it has to be about; empty: about anything.
            whole: whether each word of `who` has to be one of the speaker's, and none may be unknown to the article.

        Raises:
            SnapshotError: the snapshot is damaged.

        """
        words = speakers.wanted(clean(who))
        if not words or self.is_empty():
            return []
        keys, index = speakers.keys(words if whole else words[-1:]), self._serving.current().snapshot.lexical
        if not all(index.document_frequency("speakers", key) for key in keys):
            return []  # told by the index at once; the catalogue reads all of its quotations for it
        with self._catalog() as catalog:
            found = catalog.quotes_by(keys)
        return [one for one in found if speech.is_by(words, one.quotes[0], whole=whole) and speech.is_about(topic, one)]

    def quotations_for(self, query: str) -> list[StoredPassage]:
        """Return what somebody is quoted with, of a query that is a name and perhaps, behind it, a topic.

        The name is as many of the first words as somebody goes by; a comma or a colon may part it from the topic.
        """
        words = clean(query).split()[:_MAX_QUERY_WORDS]
        for whole in (True, False):
            for count in range(len(words), 0, -1):
                if not words[count - 1].endswith((",", ":")) and any(one.endswith((",", ":")) for one in words[:count]):
                    continue
                topic = " ".join(words[count:])
                if speakers.wanted(words[count - 1]) and self.quotations(" ".join(words[:count]), whole=whole):
                    return self.quotations(" ".join(words[:count]), topic, whole=whole)
        return []

    def cite(self, hits: Iterable[Hit]) -> tuple[Citation, ...]:
        """Return what shows these hits again later; see `index.citations`."""
        with self._catalog() as catalog:
            return tuple(citations.cite(catalog, hit) for hit in hits)

    def recall(self, citation: Citation) -> Recalled:
        """Return what has become of the words that were cited; see `index.citations`."""
        with self._catalog() as catalog:
            return citations.recall(catalog, citation)

    def versions(self, source: str, article_id: str) -> list[Version]:
        """Return what an article said before, the latest first; of one that is gone, the first is its last word."""
        with self._catalog() as catalog:
            return catalog.versions(source, article_id)

    def versions_by_id(self, article_id: str) -> list[Version]:
        """Return what the articles that go by this id said before, in any source, the latest first.

        Raises:
            NotFoundError: there is no such article, and never was.

        """
        with self._catalog() as catalog:
            found = [one for source in catalog.sources_of(article_id) for one in catalog.versions(source, article_id)]
            if not found and not catalog.find(article_id):
                raise NotFoundError(_NO_ARTICLE.format(article_id))
        return found

    def found(self, words: str) -> tuple[Hit, ...]:
        """Return the reports that words are found in, or that answer them, the best first.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        ranked = self.rank(words)
        if ranked is None:
            return ()
        # What only lies near, none of the words in it, is nothing that was found.
        kept = tuple(one for one in ranked.passages if one.coverage > 0)
        return self.answer_from(replace(ranked, passages=kept), hits=len(kept) or 1).hits

    def articles(self) -> Iterator[Article]:
        """Yield every article."""
        with self._catalog() as catalog:
            yield from catalog.articles()

    # -- how --------------------------------------------------------------------------------------------------------

    def _catalog(self) -> Catalog:
        return Catalog(self._config.data_dir / CATALOG)

    @property
    def tuning_file(self) -> Path:
        """Where the weights are that were fitted to the user's own questions, if there are any."""
        return self._serving.tuning_file


def _today() -> date:
    """Return the day that it is where the library is."""
    return datetime.now().astimezone().date()
