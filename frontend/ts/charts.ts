// The chart bundle, fetched only where a chart is. One file per kind; every kind reads plain JSON.
import { bubbleMap } from "./charts/bubble-map";
import { dayCurve } from "./charts/day-curve";
import { donut } from "./charts/donut";
import { ranking } from "./charts/ranking";
import { spark } from "./charts/spark";

type Drawing = (box: HTMLElement, data: never, width: number) => Node[];

const kinds: Record<string, Drawing> = {
  "day-curve": dayCurve,
  "bubble-map": bubbleMap,
  donut,
  ranking,
  spark,
};

/** Draw the chart that `box` names, and draw it again whenever its width changes. */
export async function draw(box: HTMLElement): Promise<void> {
  const drawing = kinds[box.dataset.dtChart ?? ""];
  if (!drawing || box.dataset.dtDrawn !== undefined) return;
  box.dataset.dtDrawn = "";
  const data = await dataOf(box);
  if (data === undefined) return;
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.floor(box.clientWidth);
    if (!width || width === drawn) return;
    drawn = width;
    box.replaceChildren(...drawing(box, data as never, width));
  }).observe(box);
}

async function dataOf(box: HTMLElement): Promise<unknown> {
  if (!box.dataset.src) return JSON.parse(document.getElementById(box.dataset.from ?? "")?.textContent ?? "null");
  const answer = await fetch(box.dataset.src, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : undefined;
}
