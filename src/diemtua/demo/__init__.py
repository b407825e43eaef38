"""The demonstration campaigns: invented rows whose totals are published ones, made through the actions."""
