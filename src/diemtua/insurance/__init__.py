"""The programmes of social and health insurance. The law engine will live here."""
