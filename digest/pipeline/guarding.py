"""The error boundary of one article: whatever is wrong with it costs that article only."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from digest.errors import DigestError, FetchError, NoArticleError, ParseError
from digest.model import Failure
from digest.pipeline.judging import asked_too_often, is_refused, may_pass
from digest.pipeline.tally import Tally

LOG = logging.getLogger(__name__)


@contextmanager
def costs_one(source: str, url: str, tally: Tally) -> Iterator[None]:
    """Survive what goes wrong with one article while the block runs, and count it.

    Raises:
        DigestError: the store's or the configuration's, which are no article's fault.
    """
    try:
        yield
    except (FetchError, ParseError, NoArticleError) as error:
        tally.failures.append(Failure(url=url, reason=str(error)))
        tally.again |= may_pass(error)
        if is_refused(error):
            tally.textless.append(tally.failures[-1])
        if isinstance(error, FetchError) and asked_too_often(error):
            tally.retry_after_s = error.retry_after_s or 0.0
    except DigestError:
        raise
    except Exception as error:  # the one place that outlives a bug; rule 9 of the design
        LOG.exception("crashed source=%s url=%s", source, url)
        tally.failures.append(Failure(url=url, reason=f"crashed: {error!r}"))
        tally.crashed += 1
        tally.again = True
