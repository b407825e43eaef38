"""Cases; being written."""

from diemtua.insurance.rules.topics.cases import Topic

TOPICS: dict[str, Topic] = {}
