/** A form that htmx answers while one goes on (`data-dt-live`): an answer to an older question is not shown. */
export function bindLiveForms(): void {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = liveForm(event);
    if (form) form.dataset.dtAsked = asked(form);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = liveForm(event);
    if (form && form.dataset.dtAsked !== asked(form)) (event as CustomEvent<{ shouldSwap: boolean }>).detail.shouldSwap = false;
  });
}

function liveForm(event: Event): HTMLFormElement | null {
  const { elt } = (event as CustomEvent<{ requestConfig?: { elt?: Element }; elt?: Element }>).detail.requestConfig ?? {};
  return elt instanceof HTMLFormElement && elt.dataset.dtLive !== undefined ? elt : null;
}

function asked(form: HTMLFormElement): string {
  return new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])).toString();
}
