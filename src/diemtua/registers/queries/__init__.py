"""Reads of registers that several callers share."""
