"""Any paper survives its way through JSON, and prints the same bytes afterwards."""

import dataclasses
import datetime
import inspect
from dataclasses import replace
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.papers import blocks, frozen, paper
from office_culture.papers.paper import Paper
from office_culture.papers.pdf import render_pdf
from tests.papers import examples

EXAMPLES = [examples.report(), examples.decision(), examples.minutes(), examples.letter()]


@pytest.mark.parametrize("whole", EXAMPLES, ids=["report", "decision", "minutes", "letter"])
def test_examples_come_back_and_print_the_same_bytes(whole):
    again = frozen.loads(frozen.dumps(whole))
    assert again == whole
    assert frozen.dumps(again) == frozen.dumps(whole)
    assert render_pdf(again).content == render_pdf(whole).content


def test_every_part_of_a_paper_is_known():
    for module in (blocks, paper):
        for name, thing in inspect.getmembers(module, inspect.isclass):
            if thing.__module__ != module.__name__:
                continue
            if dataclasses.is_dataclass(thing):
                assert frozen._RECORDS[name] is thing
            elif issubclass(thing, Enum):
                assert frozen._WORDS[name] is thing


texts = st.text(max_size=40)
runs = st.builds(
    blocks.Run, texts, st.booleans(), st.booleans(), st.none() | texts, st.none() | st.sampled_from(["a.b"])
)
rich = st.lists(runs, max_size=3).map(tuple)
values = st.none() | st.decimals(allow_nan=False) | st.floats(allow_nan=False)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    columns = draw(
        st.lists(
            st.builds(
                blocks.Column,
                texts,
                st.sampled_from(blocks.CellKind),
                st.floats(0.1, 9),
                st.none() | st.sampled_from(blocks.Align),
            ),
            min_size=width,
            max_size=width,
        )
    )
    row = st.lists(rich, min_size=width, max_size=width).map(tuple)
    return blocks.Table(tuple(columns), tuple(draw(st.lists(row, max_size=3))), caption=draw(texts))


@st.composite
def charts(draw):
    length = draw(st.integers(1, 3))
    series = st.builds(blocks.Series, texts, st.lists(values, min_size=length, max_size=length).map(tuple))
    return blocks.Chart(
        draw(st.sampled_from(blocks.ChartKind)),
        draw(texts),
        draw(texts),
        tuple(draw(st.lists(texts, min_size=length, max_size=length))),
        tuple(draw(st.lists(series, max_size=2))),
        decimals=draw(st.integers(0, 3)),
    )


any_block = st.one_of(
    st.builds(blocks.Paragraph, rich),
    st.builds(blocks.Heading, st.sampled_from([1, 2, 3]), texts, texts),
    st.builds(blocks.Division, texts, texts),
    st.builds(blocks.Article, st.integers(1, 99), rich, texts),
    st.builds(blocks.BulletList, st.lists(rich, max_size=3).map(tuple)),
    tables(),
    charts(),
    st.builds(blocks.Gap, texts, texts),
    st.just(blocks.PageBreak()),
)
zones = st.sampled_from([datetime.UTC, datetime.timezone(datetime.timedelta(hours=7))])
papers = st.builds(
    Paper,
    letterhead=st.builds(paper.Letterhead, texts, st.lists(texts, max_size=2).map(tuple)),
    metadata=st.builds(paper.Metadata, texts, st.datetimes(timezones=zones), texts),
    blocks=st.lists(any_block, max_size=6).map(tuple),
    signatures=st.lists(
        st.builds(
            paper.Signature,
            texts,
            st.none() | texts,
            st.lists(st.builds(paper.Authority, st.sampled_from(paper.AuthorityCode), texts), max_size=1).map(
                tuple
            ),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
    number=st.none() | st.builds(paper.NumberLine, texts, st.none() | st.integers() | texts),
    place_date=st.none()
    | st.builds(paper.PlaceDate, texts, st.none() | st.dates(), st.none() | st.integers(1, 3000)),
    appendices=st.lists(
        st.builds(paper.Appendix, texts, st.lists(any_block, max_size=2).map(tuple)), max_size=1
    ).map(tuple),
    draft=st.booleans(),
    check_address=texts,
)


@given(papers)
@settings(max_examples=60, deadline=None)
def test_any_paper_comes_back(whole):
    again = frozen.loads(frozen.dumps(whole))
    assert again == whole
    assert frozen.dumps(again) == frozen.dumps(whole)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"format":1,"paper":{}}',
        '{"format":1,"paper":{"is":"Run","text":"a"}}',
        '{"format":1,"paper":{"is":"os.system"}}',
        '{"format":99,"paper":null}',
        frozen.dumps(EXAMPLES[3])[:-20],
        frozen.dumps(EXAMPLES[3]).replace('"is":"Letterhead"', '"is":"Letterhead","more":1'),
    ],
)
def test_what_is_no_paper_is_refused(text):
    with pytest.raises(frozen.UnreadableFacts):
        frozen.loads(text)


def test_what_json_cannot_hold_faithfully_is_a_fault_of_the_program():
    whole = replace(EXAMPLES[3], addressees=({"a": 1},))
    with pytest.raises(TypeError):
        frozen.dumps(whole)
