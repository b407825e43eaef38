/** A slider without a name (`data-dt-slides="id"`) that writes into the number field beside it, and follows it. */
export function bindSliders(): void {
  document.addEventListener("input", (event) => {
    const slider = event.target as HTMLInputElement;
    const field = slider.dataset.dtSlides ? document.getElementById(slider.dataset.dtSlides) : null;
    if (field instanceof HTMLInputElement) field.value = Number(slider.value).toLocaleString(document.documentElement.lang);
  });
}
