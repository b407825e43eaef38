"""The columns of a snapshot, as every part of it holds them; what a register does not say is NULL."""

#: Name to the type of DuckDB. `rid` counts the data rows of a file from 1, `line` is the line they stood in.
SCHEMA = {
    "rid": "BIGINT",
    "line": "BIGINT",
    "full_name": "VARCHAR",
    "birth": "VARCHAR",  # 1980-03-05, or 1980 where only the year is known
    "sex": "VARCHAR",  # M, F
    "personal_id": "VARCHAR",
    "insurance_number": "VARCHAR",
    "card_number": "VARCHAR",
    "household": "VARCHAR",
    "is_head": "BOOLEAN",
    "relation": "VARCHAR",
    "address": "VARCHAR",
    "hamlet": "VARCHAR",  # the code of our place where it was found, else as written
    "commune": "VARCHAR",
    "place_path": "VARCHAR",
    "phone": "VARCHAR",
    "occupation": "VARCHAR",
    "segment": "VARCHAR",
    "hardship": "VARCHAR",
    "group_code": "VARCHAR",
    "valid_from": "DATE",
    "valid_to": "DATE",
    "months": "BIGINT",
    "stopped_on": "DATE",
    "school": "VARCHAR",
}
