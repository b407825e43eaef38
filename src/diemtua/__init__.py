"""Điểm Tựa: one campaign month for social and health insurance, from dispatch to report."""
