// A ring of few parts beside its own list: the list says everything, the ring shows the shares.
import { figure, htmlElement, percent, svgElement } from "./common";

type Slice = { label: string; value: number; href?: string };
type Data = { slices: Slice[]; unit?: string; total_label?: string };

const radius = 70;
const around = 2 * Math.PI * radius;

export function donut(box: HTMLElement, data: Data): Node[] {
  const total = data.slices.reduce((sum, slice) => sum + slice.value, 0);
  const ring = svgElement("svg", { viewBox: "0 0 200 200", width: 200, height: 200, role: "img", "aria-label": box.dataset.label ?? "" });
  ring.append(svgElement("circle", { cx: 100, cy: 100, r: radius, fill: "none", stroke: "var(--plain-soft)", "stroke-width": 30 }));
  let begun = 0;
  data.slices.forEach((slice, place) => {
    const length = total ? (slice.value / total) * around : 0;
    ring.append(
      svgElement("circle", {
        cx: 100, cy: 100, r: radius, fill: "none", stroke: colour(place), "stroke-width": 30,
        "stroke-dasharray": `${Math.max(0, length - 2)} ${around}`, "stroke-dashoffset": -begun, transform: "rotate(-90 100 100)",
      }),
    );
    begun += length;
  });
  ring.append(svgElement("text", { x: 100, y: 104, "text-anchor": "middle", class: "donut__total" }, figure(total)));
  if (data.total_label) ring.append(svgElement("text", { x: 100, y: 124, "text-anchor": "middle", class: "donut__label" }, data.total_label));
  return [wrap(ring, data, total)];
}

function wrap(ring: SVGElement, data: Data, total: number): HTMLElement {
  const whole = htmlElement("div", "donut");
  const list = htmlElement("ul", "donut__list");
  data.slices.forEach((slice, place) => {
    const line = htmlElement("li", "donut__line");
    const swatch = svgElement("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" });
    swatch.append(svgElement("rect", { width: 14, height: 14, rx: 3, fill: colour(place) }));
    const label = slice.href ? htmlElement("a", "", slice.label) : htmlElement("span", "", slice.label);
    if (slice.href) label.setAttribute("href", slice.href);
    const share = total ? ` · ${percent(Math.round((slice.value / total) * 1000) / 10)}` : "";
    line.append(swatch, label, htmlElement("span", "donut__value", `${figure(slice.value)}${share}`));
    list.append(line);
  });
  whole.append(ring, list);
  return whole;
}

const colour = (place: number): string => `var(--series-${place < 6 ? place + 1 : "rest"})`;
