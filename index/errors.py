"""What can go wrong, as one tree.

```
ArticleBotError            every error that a user can mend; its text is one line that names the remedy
├── ConfigError            the config or the command line is wrong                       (exit status 2)
├── SourceError            a source as a whole gives nothing: folder missing or empty
├── ItemError              one file or one line cannot be read; the others go in
├── EncoderError           the model cannot be loaded, or is not the one that it should be
├── CatalogError           the catalogue cannot be read or written: too new, damaged, disk full
├── SnapshotError          there is no searchable snapshot, or it cannot be opened
├── SyncBusyError          another sync is at work on the same data folder
└── NotFoundError          no article goes by that name
```
"""


class ArticleBotError(Exception):
    """An error with a text for people: what is wrong, and what to do about it."""

    exit_status = 1


class ConfigError(ArticleBotError):
    """The config file or the command line is wrong; the text lists every fault."""

    exit_status = 2


class SourceError(ArticleBotError):
    """A source as a whole gives no article; what it gave before is kept."""


class ItemError(ArticleBotError):
    """One file or line of a source cannot be read; the rest of the source goes in."""


class EncoderError(ArticleBotError):
    """The embedding model cannot be loaded, or its weights are not those that it should have."""


class CatalogError(ArticleBotError):
    """The catalogue (SQLite) cannot be opened, read or written."""


class SnapshotError(ArticleBotError):
    """No snapshot can be opened for searching."""


class SyncBusyError(ArticleBotError):
    """Another process is syncing the same data folder."""


class NotFoundError(ArticleBotError):
    """The article that was asked for is not in the library."""
