"""A campaign is a template plus dates: phases, launch day, theme, approved messages, map date."""
