"""Reading the figures that a report states. The door is `diemtua.directives.rules.stated_figures`."""
