"""Pages of the law's figures: what holds since when by which text, and newly issued decrees."""
