"""What every app needs and no law mentions: money, periods, Vietnamese text, refusals, constraints."""
