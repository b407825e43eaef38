// Every icon a template may name: {% icon "name" %}. Names are those of the Lucide set (ISC licence).
export default {
  names: [
    "activity", "alarm-clock", "archive", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "award", "badge-check",
    "banknote", "bell", "ban", "book-open", "briefcase", "building-2", "calculator", "calendar", "calendar-check", "calendar-days", "chart-bar",
    "chart-column", "chart-line", "check", "check-check", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "chevrons-left",
    "circle-alert", "circle-check", "circle-help", "circle-x", "clipboard-check", "clipboard-list", "clock", "copy",
    "database", "download", "ellipsis", "external-link", "eye", "eye-off", "factory", "file-check", "file-spreadsheet",
    "file-text", "files", "filter", "flag", "folder-open", "gauge", "gift", "globe", "hand-heart", "handshake", "heart-pulse",
    "history", "house", "image", "inbox", "info", "key-round", "landmark", "languages", "layers", "layout-dashboard", "lightbulb",
    "link", "list", "list-checks", "list-filter", "lock", "log-in", "log-out", "mail", "map", "map-pin", "megaphone",
    "menu", "message-circle", "message-circle-question", "mic", "minus", "moon", "newspaper", "octagon-alert", "package", "pencil", "phone", "piggy-bank",
    "pin", "play", "plus", "presentation", "printer", "radio", "refresh-cw", "save", "school", "scroll-text", "search",
    "scale", "send", "settings", "share-2", "shield-check", "signature", "smartphone", "sun", "target", "timer", "trash-2",
    "trending-down", "trending-up", "triangle-alert", "trophy", "undo-2", "upload", "user", "user-check", "user-plus",
    "user-x", "users", "video", "wifi-off", "x",
  ],
  own: {
    // the mark: a beam that rests on its point of support
    brand:
      '<path d="M4 15.5 28 9.5" stroke="#f0b13f" stroke-width="3" stroke-linecap="round" fill="none"/>' +
      '<path d="M16 16.2 24 27H8Z" fill="currentColor" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/>' +
      '<circle cx="8" cy="8" r="3.5" fill="currentColor" stroke="none"/>',
  },
};
