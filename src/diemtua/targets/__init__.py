"""Numbers to reach: stock, increment or ratio, by owner and plan, shared out with proof."""
