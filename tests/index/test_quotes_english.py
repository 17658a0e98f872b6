from __future__ import annotations

import pytest

from index.quotes import find

Row = tuple[str, str, str | None, str | None, str | None]
"""Kind, words, the words that name the speaker, full name, role."""

CASES: list[tuple[str, list[Row]]] = [
    (
        "The quay will close in May, the port authority said on Monday.",
        [("indirect", "The quay will close in May", "the port authority", None, None)],
    ),
    (
        "The port authority said the quay would close in May.",
        [("indirect", "the quay would close in May", "The port authority", None, None)],
    ),
    (
        "The port authority said that the quay would close in May.",
        [("indirect", "that the quay would close in May", "The port authority", None, None)],
    ),
    (
        "Mayor Jane Holloway told reporters that the walls were crumbling.",
        [("indirect", "that the walls were crumbling", "Mayor Jane Holloway", "Jane Holloway", "Mayor")],
    ),
    (
        "Holloway told them the walls were crumbling.",
        [("indirect", "the walls were crumbling", "Holloway", "Holloway", None)],
    ),
    (
        "“The walls are crumbling fast,” said Jane Holloway, the mayor of Lindmoor.",
        [
            (
                "direct",
                "“The walls are crumbling fast,”",
                "Jane Holloway, the mayor of Lindmoor",
                "Jane Holloway",
                "mayor of Lindmoor",
            )
        ],
    ),
    (
        "“The walls are crumbling fast,” Jane Holloway said.",
        [("direct", "“The walls are crumbling fast,”", "Jane Holloway", "Jane Holloway", None)],
    ),
    (
        "“The walls are crumbling fast,” the mayor of Lindmoor, Jane Holloway, said.",
        [
            (
                "direct",
                "“The walls are crumbling fast,”",
                "the mayor of Lindmoor, Jane Holloway",
                "Jane Holloway",
                "mayor of Lindmoor",
            )
        ],
    ),
    (
        '"The walls are crumbling fast," Holloway told the newspaper on Friday.',
        [("direct", '"The walls are crumbling fast,"', "Holloway", "Holloway", None)],
    ),
    (
        "‘The walls are crumbling fast,’ said Jane Holloway.",
        [("direct", "‘The walls are crumbling fast,’", "Jane Holloway", "Jane Holloway", None)],
    ),
    (
        "'The walls are crumbling fast,' said Jane Holloway.",
        [("direct", "'The walls are crumbling fast,'", "Jane Holloway", "Jane Holloway", None)],
    ),
    (
        "Jane Holloway said: “The walls are crumbling fast.”",
        [("direct", "“The walls are crumbling fast.”", "Jane Holloway", "Jane Holloway", None)],
    ),
    (
        "Jane Holloway, 42, said: “The walls are crumbling fast.”",
        [("direct", "“The walls are crumbling fast.”", "Jane Holloway", "Jane Holloway", None)],
    ),
    (
        "“The walls,” Jane Holloway said, “are crumbling fast.”",
        [("direct", "“The walls,” Jane Holloway said, “are crumbling fast.”", "Jane Holloway", "Jane Holloway", None)],
    ),
    (
        "“The walls are crumbling fast,” said Holloway. “Nobody is safe there now.”",
        [
            ("direct", "“The walls are crumbling fast,”", "Holloway", "Holloway", None),
            ("direct", "“Nobody is safe there now.”", "Holloway", "Holloway", None),
        ],
    ),
    (
        "Jane Holloway visited the quay. “The walls are crumbling fast,” she added.",
        [("direct", "“The walls are crumbling fast,”", "she", "Jane Holloway", None)],
    ),
    (
        "According to the ministry, forty ships are affected.",
        [("indirect", "forty ships are affected", "the ministry", None, None)],
    ),
    (
        "Forty ships are affected, according to the ministry.",
        [("indirect", "Forty ships are affected", "the ministry", None, None)],
    ),
    (
        "Forty ships, according to a spokesman for the ministry, are affected.",
        [
            (
                "indirect",
                "Forty ships, according to a spokesman for the ministry, are affected",
                "a spokesman for the ministry",
                None,
                None,
            )
        ],
    ),
    (
        "The bridge, she said, would reopen in June.",
        [("indirect", "The bridge, she said, would reopen in June", "she", None, None)],
    ),
    (
        "In a statement, the fishermen’s union warned that jobs were at risk.",
        [("indirect", "that jobs were at risk", "the fishermen’s union", None, None)],
    ),
    (
        "Finance minister Peter Grant, who visited the quay on Tuesday, said the state would pay half.",
        [("indirect", "the state would pay half", "Finance minister Peter Grant", "Peter Grant", "Finance minister")],
    ),
    (
        "Grant rejected the plan and said it was too expensive.",
        [("indirect", "it was too expensive", "Grant", "Grant", None)],
    ),
    (
        "Police said they had arrested two men.",
        [("indirect", "they had arrested two men", "Police", None, None)],
    ),
    (
        "Officials have said that the dam is safe.",
        [("indirect", "that the dam is safe", "Officials", None, None)],
    ),
    (
        "The company denied that it had known of the cracks.",
        [("indirect", "that it had known of the cracks", "The company", None, None)],
    ),
    (
        "“We were never asked about this,” fisherman Tom Reed says.",
        [("direct", "“We were never asked about this,”", "fisherman Tom Reed", "Tom Reed", "fisherman")],
    ),
    (
        "“Is anybody going to pay for it?” Reed asked.",
        [("direct", "“Is anybody going to pay for it?”", "Reed", "Reed", None)],
    ),
    (
        "Reed called the plan “a slap in the face of every fisherman”.",
        [("direct", "“a slap in the face of every fisherman”", "Reed", "Reed", None)],
    ),
    (
        "Asked about the costs, Holloway said they were under review.",
        [("indirect", "they were under review", "Holloway", "Holloway", None)],
    ),
    (
        "Holloway insisted there was no danger, adding that engineers had checked the wall.",
        [("indirect", "that engineers had checked the wall", "Holloway", "Holloway", None)],
    ),
    (
        "The mayor described the cracks as “deeper than anything we have seen”.",
        [("direct", "“deeper than anything we have seen”", "The mayor", None, None)],
    ),
    (
        "“He told me ‘the wall will hold’ and left,” Reed said.",
        [("direct", "“He told me ‘the wall will hold’ and left,”", "Reed", "Reed", None)],
    ),
    (
        "The report found that the wall had moved by two inches.",
        [("indirect", "that the wall had moved by two inches", "The report", None, None)],
    ),
    (
        "Experts believe the wall could fall within a year.",
        [("indirect", "the wall could fall within a year", "Experts", None, None)],
    ),
    (
        "He read “The Old Man and the Sea” on the ferry.",
        [],
    ),
    (
        "The so-called “harbour tax” was dropped.",
        [],
    ),
    (
        "The film “A Night on the Quay” opens on Friday.",
        [],
    ),
    (
        "“We begin tomorrow,” the harbourmaster, Ann Pryce, announced. “It will be loud for a while.”",
        [
            ("direct", "“We begin tomorrow,”", "the harbourmaster, Ann Pryce", "Ann Pryce", "harbourmaster"),
            ("direct", "“It will be loud for a while.”", "the harbourmaster, Ann Pryce", "Ann Pryce", "harbourmaster"),
        ],
    ),
    (
        "Dr. Ann Pryce of the Lindmoor Institute says the tides are changing.",
        [("indirect", "the tides are changing", "Dr. Ann Pryce of the Lindmoor Institute", "Ann Pryce", None)],
    ),
    (
        "On Monday the council said it would not vote.",
        [("indirect", "it would not vote", "the council", None, None)],
    ),
    (
        "“This is the first paragraph of it.\n\n“And this is the second one of it,” said Jane Holloway.",
        [
            (
                "direct",
                "“This is the first paragraph of it.\n\n“And this is the second one of it,”",
                "Jane Holloway",
                "Jane Holloway",
                None,
            )
        ],
    ),
    (
        "The walls were, in the words of Reed, “older than the town itself”.",
        [("direct", "“older than the town itself”", "Reed", "Reed", None)],
    ),
    (
        "Reports of damage came in all day.",
        [],
    ),
    (
        "“It was quiet for a very long time”.",
        [("direct", "“It was quiet for a very long time”", None, None, None)],
    ),
    (
        "“Nobody,” said Tom Reed, a fisherman, “has asked us about this.”",
        [
            (
                "direct",
                "“Nobody,” said Tom Reed, a fisherman, “has asked us about this.”",
                "Tom Reed, a fisherman",
                "Tom Reed",
                "fisherman",
            )
        ],
    ),
    (
        "Ann Pryce, director of the Lindmoor Institute, told the committee that the tides were changing.",
        [
            (
                "indirect",
                "that the tides were changing",
                "Ann Pryce, director of the Lindmoor Institute",
                "Ann Pryce",
                "director of the Lindmoor Institute",
            )
        ],
    ),
    (
        "The wall would hold, Mayor Jane Holloway said, but only until June.",
        [
            (
                "indirect",
                "The wall would hold, Mayor Jane Holloway said, but only until June",
                "Mayor Jane Holloway",
                "Jane Holloway",
                "Mayor",
            )
        ],
    ),
    (
        "Jane Holloway and Peter Grant met on the quay. “Nothing has been decided yet,” he said.",
        [("direct", "“Nothing has been decided yet,”", "he", "Peter Grant", None)],
    ),
    (
        "Jane Holloway and Ann Pryce met on the quay. “Nothing has been decided yet,” she said.",
        [("direct", "“Nothing has been decided yet,”", "she", None, None)],
    ),
    (
        "Tom Reed was on the ferry. The minister waited. “It took far too long,” he said.",
        [("direct", "“It took far too long,”", "he", None, None)],
    ),
    (
        "“It took far too long.” That was all.",
        [("direct", "“It took far too long.”", None, None, None)],
    ),
    (
        "Residents say the noise is unbearable.",
        [("indirect", "the noise is unbearable", "Residents", None, None)],
    ),
    (
        "Mr Reed said he would sue.",
        [("indirect", "he would sue", "Mr Reed", "Reed", None)],
    ),
    (
        "Reed said he was ‘tired of it’.",
        [("indirect", "he was ‘tired of it’", "Reed", "Reed", None)],
    ),
    (
        "The union’s leader, Carla Voss, accused the port of lying about the cracks.",
        [],
    ),
    (
        "“The port’s own figures say otherwise,” Voss countered.",
        [("direct", "“The port’s own figures say otherwise,”", "Voss", "Voss", None)],
    ),
    (
        "A spokeswoman said: “The port has nothing to hide at all.”",
        [("direct", "“The port has nothing to hide at all.”", "A spokeswoman", None, None)],
    ),
    (
        "“Yes,” she said.",
        [("direct", "“Yes,”", "she", None, None)],
    ),
    (
        "Jane Holloway told the council: “We start tomorrow.” She warned that it would be loud.",
        [
            ("direct", "“We start tomorrow.”", "Jane Holloway", "Jane Holloway", None),
            ("indirect", "that it would be loud", "She", "Jane Holloway", None),
        ],
    ),
    (
        "Police found ten people, the government delegate in Saltwick, Carla Voss, told journalists.",
        [
            (
                "indirect",
                "Police found ten people",
                "the government delegate in Saltwick, Carla Voss",
                "Carla Voss",
                "government delegate in Saltwick",
            )
        ],
    ),
    (
        "Experts warned that it had cracks, but Lindmoor’s mayor, Jane Holloway, said it was safe and that it held.",
        [
            ("indirect", "that it had cracks", "Experts", None, None),
            (
                "indirect",
                "it was safe and that it held",
                "Lindmoor’s mayor, Jane Holloway",
                "Jane Holloway",
                "Lindmoor’s mayor",
            ),
        ],
    ),
    (
        "Forty ships are affected, according to a memo seen by the newspaper.",
        [("indirect", "Forty ships are affected", "a memo seen", None, None)],
    ),
    (
        "She wore pointed shoes, and its member states can build quays.",
        [],
    ),
    (
        "The wall, where fresh polling suggests a change, is old.",
        [],
    ),
    (
        "“The wall is old,” King Osric said.",
        [("direct", "“The wall is old,”", "King Osric", "Osric", "King")],
    ),
    (
        "Others, including Tom Reed, said the wall would hold. “We shall see about that,” Reed said.",
        [
            ("indirect", "the wall would hold", "Others", None, None),
            ("direct", "“We shall see about that,”", "Reed", "Tom Reed", None),
        ],
    ),
    (
        "Carla Voss of the Saltwick Environment Programme said the tides were changing.",
        [
            (
                "indirect",
                "the tides were changing",
                "Carla Voss of the Saltwick Environment Programme",
                "Carla Voss",
                None,
            )
        ],
    ),
    (
        "Jane Holloway arrived. “The wall is old and rotten,” Holloway’s spokesman said.",
        [("direct", "“The wall is old and rotten,”", "Holloway’s spokesman", None, None)],
    ),
    (
        "Jane Holloway arrived. “The wall is old and rotten,” a spokesman for Holloway said.",
        [("direct", "“The wall is old and rotten,”", "a spokesman for Holloway", None, None)],
    ),
    (
        "Jane Holloway said:\n“The wall is old and rotten.”",
        [("direct", "“The wall is old and rotten.”", "Jane Holloway", "Jane Holloway", None)],
    ),
]


@pytest.mark.parametrize(("text", "rows"), CASES)
def test_english(text: str, rows: list[Row]) -> None:
    """Each way that English news tell who speaks, and what only looks like speech."""
    found = [
        (one.kind.value, one.span.of(text), one.speaker and one.speaker.of(text), one.name, one.role)
        for one in find(text, "en")
    ]
    assert found == rows
