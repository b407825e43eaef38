"""Users and memberships: who may act for which agency, over which place, from when to when."""
