// Small office behaviours, bound by data-dt-… only. The page works without them.
import { bindCopy } from "./copy";
import { bindDialogs } from "./dialogs";
import { bindForms } from "./forms";
import { bindKeys } from "./keys";
import { bindLiveForms } from "./live";
import { bindMatching } from "./matching";
import { bindShell } from "./shell";
import { bindSliders } from "./slider";
import { loadCharts } from "./lazy-charts";

bindShell();
bindDialogs();
bindForms();
bindKeys();
bindMatching();
bindCopy();
bindSliders();
bindLiveForms();
loadCharts(document);
document.addEventListener("htmx:load", (event) => loadCharts(event.target as HTMLElement));
