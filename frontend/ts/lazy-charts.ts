type Charts = { draw: (element: HTMLElement) => void };

/** Fetch the chart bundle only when the page (or a part that just arrived) holds a chart. */
export async function loadCharts(scope: ParentNode): Promise<void> {
  const waiting = [...scope.querySelectorAll<HTMLElement>("[data-dt-chart]:not([data-dt-drawn])")];
  const address = document.body.dataset.dtCharts;
  if (!waiting.length || !address) return;
  const charts = (await import(address)) as Charts;
  for (const element of waiting) charts.draw(element);
}
