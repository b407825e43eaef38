"""Worked cases by topic: one question of a consulting desk each, as published cases ask them.

Every branch of the law brings its topics (`TOPICS` of each module here). A case is a topic, the day
whose law applies, and inputs by name; see `docs/how-to/advice.md` for the list.
"""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from diemtua.insurance.rules.law import Law
from diemtua.insurance.rules.refusals import UnknownTopic
from diemtua.insurance.rules.topics import compulsory, health, pension, voluntary
from diemtua.insurance.rules.topics.cases import Inputs, Topic, Worked

TOPICS: dict[str, Topic] = {**voluntary.TOPICS, **health.TOPICS, **pension.TOPICS, **compulsory.TOPICS}


def work_out(law: Law, topic: str, day: date, inputs: Mapping[str, object]) -> Worked:
    """Work out one case under the law of `day`.

    `base` among the inputs stands for the base salary of a day that the law's rows do not reach.

    :raises Unanswerable: for an unknown topic, a missing or misread input, a figure without a row
    """
    if topic not in TOPICS:
        near = get_close_matches(topic, TOPICS)
        raise UnknownTopic(topic=topic, near=f" Gần giống: {', '.join(near)}." if near else "")
    given = Inputs(topic, inputs)
    on = law.on(day)
    if base := given.maybe_whole("base"):
        on = on.given("base", base)
    return TOPICS[topic](on, given)
