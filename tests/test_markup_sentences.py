"""Sentences end where a reader of their script would end them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markup import is_whole
from digest.markup.sentences import ends


def _sentences(text: str) -> list[str]:
    places = [0, *ends(text)]
    return [text[start:end].strip() for start, end in pairwise(places)]


@pytest.mark.parametrize(
    "sentences",
    [
        ("One two.", "Three four!", "Five?"),
        ("Mr. Smith met Dr. Jones in the U.S. Senate.", "He left."),
        ("Prices rose by 3.5 per cent.", "No. 10 denied it."),
        ("Am 3. November kam z.B. Frau Dr. Meier.", "Dann ging sie."),
        ("M. Dupont et Mme. Durand sont venus.", "Ils ont dîné."),
        ("El Sr. López llegó.", "¿Quién lo vio?", "¡Nadie!"),
        ("The J. B. Hall was full.", "Nobody left."),
        ("“Go away!” he said aloud.", "She went."),
        ("She left (on foot.)", "He stayed."),
        ("هل ذهب الرجل؟", "نعم ذهب الرجل.", "«وعاد.»"),
        ("التقى د. علي أ. محمد.", "ثم غادر."),
        ("یہ خبر ہے۔", "وہ گیا۔"),
        ("他昨天走了。", "她明天来吗？", "好！", "「再见。」"),
        ("यह समाचार है।", "वह गया।"),
        ("ዜና ነው።", "ሄደ።"),
        ("Wait…", "What?", "Yes."),
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: tuple[str, ...]) -> None:
    gap = "" if "。" in sentences[0] else " "
    assert _sentences(gap.join(sentences)) == list(sentences)


def test_words_behind_the_last_sentence_have_no_end() -> None:
    assert _sentences("It rained. And then") == ["It rained."]
    assert _sentences("Officials to meet on Monday") == []


@pytest.mark.parametrize("text", ["It is.", "“It is.”", "好。」", "هل؟", "It is (so.)", "Yes!"])
def test_text_that_ends_with_a_sentence_is_whole(text: str) -> None:
    assert is_whole(text)


@pytest.mark.parametrize("text", ["", "It", "It is...", "It is…", "It is […]", "It is. And", "3"])
def test_text_that_is_cut_is_not(text: str) -> None:
    assert not is_whole(text)


@given(st.text(alphabet="aA. ?!…)”。\n", max_size=60))
def test_ends_rise_and_lie_in_the_text(text: str) -> None:
    found = list(ends(text))
    assert found == sorted(set(found))
    assert all(0 < end <= len(text) for end in found)
