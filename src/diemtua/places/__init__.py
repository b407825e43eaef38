"""Nation, province, district, commune, hamlet: dated, with successors, keyed by GSO code and day."""
