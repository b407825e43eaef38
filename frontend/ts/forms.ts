/** Forms: send once, submit filters on change, name the chosen file, warn of a file that is too large. */
export function bindForms(): void {
  document.querySelector<HTMLElement>("form[method=post] [data-dt-errors]")?.focus();
  document.addEventListener("submit", sendOnce);
  document.addEventListener("formdata", (event) => {
    if ((event.target as HTMLFormElement).method === "get") dropEmpty(event.formData);
  });
  document.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.matches("[data-dt-submit-on-change], [data-dt-submit-on-change] select")) input.form?.requestSubmit();
    if (input.type === "file") nameFile(input);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const drop = (event.target as HTMLElement).closest?.(".drop");
      drop?.classList.toggle("drop--over", kind === "dragover");
    });
  }
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("[data-dt-sent]")) release(button);
  });
}

/** An address names only the filters that are set. */
function dropEmpty(data: FormData): void {
  for (const key of new Set(data.keys())) {
    if (data.getAll(key).every((value) => value === "")) data.delete(key);
  }
}

function sendOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.dtSent !== undefined) {
    event.preventDefault();
    return;
  }
  const button = event.submitter ?? form.querySelector("[type=submit]");
  form.dataset.dtSent = "";
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  button.setAttribute("data-dt-sent", "");
  // a file download leaves the page standing: give the button back after a while
  setTimeout(() => release(button), 8000);
}

function release(button: Element): void {
  button.removeAttribute("aria-busy");
  button.removeAttribute("data-dt-sent");
  button.closest("form")?.removeAttribute("data-dt-sent");
}

function nameFile(input: HTMLInputElement): void {
  const label = input.closest(".drop")?.querySelector<HTMLElement>("[data-dt-chosen]");
  if (!label) return;
  const files = [...(input.files ?? [])];
  label.textContent = files.map((file) => `${file.name} (${megabytes(file.size)})`).join(", ");
  label.hidden = !files.length;
}

function megabytes(bytes: number): string {
  const figure = bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) : Math.round(bytes / 1e5) / 10;
  return `${figure.toLocaleString(document.documentElement.lang)} ${bytes < 1e6 ? "kB" : "MB"}`;
}
