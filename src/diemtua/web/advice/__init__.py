"""The consulting desk: what it costs and what one gets, for everybody, without login or cookies."""
