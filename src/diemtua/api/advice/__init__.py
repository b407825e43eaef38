"""Questions to the law that anybody may ask: no login, no cookie, nothing stored."""
