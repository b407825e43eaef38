// A line the height of a word: shape only, no axis; the figure beside it says how much.
import { svgElement } from "./common";

type Data = { values: (number | null)[] };

export function spark(box: HTMLElement, data: Data, width: number): Node[] {
  const height = 40;
  const known = data.values.map((value, place) => ({ value, place })).filter((one) => one.value !== null) as { value: number; place: number }[];
  if (known.length < 2) return [];
  const most = Math.max(...known.map((one) => one.value), 1);
  const x = (place: number): number => 4 + (place / (data.values.length - 1)) * (width - 10);
  const y = (value: number): number => height - 5 - (value / most) * (height - 10);
  const line = known.map((one) => `${x(one.place).toFixed(1)},${y(one.value).toFixed(1)}`);
  const last = known[known.length - 1];
  const svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": box.dataset.label ?? "" });
  const floor = `${x(last.place).toFixed(1)},${height - 4} ${x(known[0].place).toFixed(1)},${height - 4}`;
  svg.append(svgElement("polygon", { points: `${line.join(" ")} ${floor}`, fill: "var(--series-1)", "fill-opacity": 0.12 }));
  svg.append(svgElement("polyline", { points: line.join(" "), fill: "none", stroke: "var(--series-1)", "stroke-width": 2, "stroke-linejoin": "round" }));
  svg.append(svgElement("circle", { cx: x(last.place), cy: y(last.value), r: 3.5, fill: "var(--series-1)" }));
  return [svg];
}
