"""Difficulties: raised, passed up, answered once, seen by the one who raised them."""
