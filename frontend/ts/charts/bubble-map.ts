// Bubbles at centroids: area says how many, shade says how far towards the plan. No borders are drawn, because
// none can be shipped; the soft ground is the union of discs around every centroid that is given.
import { Delaunay } from "d3-delaunay";
import { geoMercator } from "d3-geo";
import { figure, htmlElement, percent, say, svgElement } from "./common";

type Place = { name: string; lon: number; lat: number; value: number; percent?: number | null; href?: string };
type Data = { points: Place[]; ground?: [number, number][]; national?: boolean; unit?: string; steps?: number[] };
type Spot = Place & { x: number; y: number; r: number };

const islands = [
  { name: [say("Quần đảo", "Archipelago"), "Hoàng Sa", "(Đà Nẵng)"], lon: 112.0, lat: 16.4 },
  { name: [say("Quần đảo", "Archipelago"), "Trường Sa", "(Khánh Hòa)"], lon: 114.2, lat: 10.0 },
];

export function bubbleMap(box: HTMLElement, data: Data, width: number): Node[] {
  const steps = data.steps ?? [50, 80, 100];
  const { project, height } = fit(data, width);
  const spots = placed(data.points, project);
  const svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "map", role: "group", "aria-label": box.dataset.label ?? "" });
  svg.append(ground(data, project, width, height));
  const bubbles = svgElement("g", {});
  for (const spot of spots) bubbles.append(bubble(spot, steps, data.unit ?? ""));
  svg.append(bubbles, names(spots, width, data.national ? islands.map((one) => seaFrame(project(one.lon, one.lat))) : []));
  if (data.national) svg.append(seaPlaces(project));
  const tip = htmlElement("div", "map__tip");
  tip.hidden = true;
  const frame = htmlElement("div", "map__frame");
  frame.append(svg, tip);
  bindTip(svg, tip, spots, data.unit ?? "");
  return [legend(steps, spots, data.unit ?? ""), frame];
}

type Project = (lon: number, lat: number) => [number, number];

/** Fit all that is shown into the width, and take the height that follows from it (within bounds). */
function fit(data: Data, width: number): { project: Project; height: number } {
  const shown: [number, number][] = [
    ...data.points.map((point): [number, number] => [point.lon, point.lat]),
    ...(data.ground ?? []),
    ...(data.national ? islands.map((one): [number, number] => [one.lon, one.lat]) : []),
  ];
  const edge = Math.min(52, width * 0.1);
  const right = width - (data.national ? Math.max(72, edge) : edge);
  const most = data.national ? 720 : 560;
  const cloud = { type: "MultiPoint" as const, coordinates: shown };
  const tall = geoMercator().fitExtent([[edge, edge], [right, most - edge]], cloud);
  const depths = shown.map((one) => tall(one)?.[1] ?? 0);
  const height = Math.max(240, Math.round(Math.max(...depths) - Math.min(...depths) + 2 * edge));
  const projection = geoMercator().fitExtent([[edge, edge], [right, height - edge]], cloud);
  return { project: (lon, lat) => projection([lon, lat]) as [number, number], height };
}

/** Largest first, so that a small bubble is never hidden under a large one. */
function placed(points: Place[], project: Project): Spot[] {
  const most = Math.max(1, ...points.map((point) => point.value));
  const widest = Math.max(8, Math.min(34, 0.85 * gapOf(points.map((point) => project(point.lon, point.lat)), 0.5)));
  return points
    .map((point) => {
      const [x, y] = project(point.lon, point.lat);
      return { ...point, x, y, r: Math.max(3.5, Math.sqrt(point.value / most) * widest) };
    })
    .sort((one, other) => other.r - one.r);
}

/** The soft ground: discs around the centres, parted into one cell for each by a light line. */
function ground(data: Data, project: Project, width: number, height: number): SVGElement {
  const centres = (data.ground?.length ? data.ground : data.points.map((point): [number, number] => [point.lon, point.lat])).map(
    ([lon, lat]) => project(lon, lat),
  );
  const reach = Math.max(8, centres.length > 60 ? 1.05 * gapOf(centres, 0.96) : 0.8 * gapOf(centres, 0.9));
  const discs = centres.map(([x, y]) => `M${(x - reach).toFixed(1)},${y.toFixed(1)}a${reach},${reach} 0 1,0 ${2 * reach},0a${reach},${reach} 0 1,0 ${-2 * reach},0`);
  const id = `ground_${(grounds += 1)}`;
  const clip = svgElement("clipPath", { id });
  clip.append(svgElement("path", { d: discs.join("") }));
  const group = svgElement("g", { class: "map__ground", "aria-hidden": "true" });
  group.append(clip, svgElement("path", { d: discs.join("") }));
  if (centres.length <= 600) {
    const cells = Delaunay.from(centres).voronoi([-width, -height, 2 * width, 2 * height]).render();
    group.append(svgElement("path", { d: cells, class: "map__cells", "clip-path": `url(#${id})` }));
  }
  return group;
}

let grounds = 0;

/** The distance to the nearest neighbour that the `part` of all centres do not exceed. */
function gapOf(centres: [number, number][], part: number): number {
  const gaps = centres.slice(0, 1200).map(([x, y], here) => {
    let nearest = Infinity;
    centres.forEach(([u, v], there) => {
      if (there !== here) nearest = Math.min(nearest, (u - x) ** 2 + (v - y) ** 2);
    });
    return Math.sqrt(nearest);
  });
  const known = gaps.filter(Number.isFinite).sort((one, other) => one - other);
  return known[Math.floor(known.length * part)] ?? 24;
}

function seaPlaces(project: Project): SVGElement {
  const group = svgElement("g", { class: "map__sea" });
  for (const one of islands) {
    const [x, y] = project(one.lon, one.lat);
    for (const [dx, dy] of [[0, 0], [7, -4], [-6, 5], [4, 7], [12, 3]]) group.append(svgElement("circle", { cx: x + dx, cy: y + dy, r: 1.8 }));
    one.name.forEach((line, place) => {
      group.append(svgElement("text", { x, y: y + 24 + 15 * place, "text-anchor": "middle" }, line));
    });
  }
  return group;
}

/** The room that an archipelago and its name take. */
const seaFrame = ([x, y]: [number, number]): Frame => [x - 44, y - 8, x + 44, y + 60];

function bubble(spot: Spot, steps: number[], unit: string): SVGElement {
  const mark = svgElement("circle", {
    cx: spot.x.toFixed(1), cy: spot.y.toFixed(1), r: spot.r.toFixed(1), class: `map__bubble map__bubble--${stepOf(spot.percent, steps)}`,
  });
  const told = sentence(spot, unit);
  if (!spot.href) {
    mark.append(svgElement("title", {}, told));
    return mark;
  }
  const link = svgElement("a", { href: spot.href, "aria-label": told });
  link.append(mark);
  return link;
}

type Frame = [left: number, top: number, right: number, bottom: number];

/** Write the names of the largest bubbles, each under, above or beside its own, where nothing is covered. */
function names(spots: Spot[], width: number, kept: Frame[]): SVGElement {
  const group = svgElement("g", { class: "map__names", "aria-hidden": "true" });
  const taken = [...kept];
  for (const spot of spots.slice(0, width < 480 ? 14 : 40)) {
    const free = seats(spot).find(
      (frame) =>
        frame[0] > 0 && frame[2] < width && !taken.some((other) => meet(frame, other)) &&
        !spots.some((other) => other !== spot && meet(frame, [other.x - other.r, other.y - other.r, other.x + other.r, other.y + other.r])),
    );
    if (!free) continue;
    taken.push(free);
    const middle = ((free[0] + free[2]) / 2).toFixed(1);
    group.append(svgElement("text", { x: middle, y: (free[3] - 4).toFixed(1), "text-anchor": "middle" }, spot.name));
  }
  return group;
}

function seats({ x, y, r, name }: Spot): Frame[] {
  const half = name.length * 3.7;
  return [
    [x - half, y + r, x + half, y + r + 17],
    [x - half, y - r - 18, x + half, y - r - 1],
    [x + r + 4, y - 9, x + r + 4 + 2 * half, y + 8],
    [x - r - 4 - 2 * half, y - 9, x - r - 4, y + 8],
  ];
}

const meet = (one: Frame, other: Frame): boolean =>
  one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

function legend(steps: number[], spots: Spot[], unit: string): HTMLElement {
  const list = htmlElement("ul", "map__legend");
  const bounds = [...steps.map((step, place) => [steps[place - 1], step]), [steps.at(-1), undefined]];
  bounds.forEach(([from, to], place) => {
    if (!spots.some((spot) => typeof spot.percent === "number")) return;
    const text = from === undefined ? `< ${percent(to as number)}` : to === undefined ? `≥ ${percent(from)}` : `${percent(from)} – ${percent(to)}`;
    list.append(legendLine(`map__bubble--${place + 1}`, text));
  });
  if (spots.some((spot) => typeof spot.percent !== "number")) list.append(legendLine("map__bubble--none", say("chưa có kế hoạch", "no plan")));
  list.append(htmlElement("li", "soft", `${say("Hình tròn càng lớn, số càng nhiều", "The larger the circle, the larger the figure")}${unit ? ` (${unit})` : ""}`));
  return list;
}

function legendLine(css: string, text: string): HTMLElement {
  const line = htmlElement("li", "");
  const swatch = svgElement("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
  swatch.append(svgElement("circle", { cx: 8, cy: 8, r: 7, class: `map__bubble ${css}` }));
  line.append(swatch, document.createTextNode(text));
  return line;
}

function stepOf(value: number | null | undefined, steps: number[]): string {
  return typeof value === "number" ? String(1 + steps.filter((step) => value >= step).length) : "none";
}

const sentence = (spot: Place, unit: string): string =>
  `${spot.name}: ${figure(spot.value)}${unit ? ` ${unit}` : ""}${typeof spot.percent === "number" ? `, ${percent(spot.percent)}` : ""}`;

function bindTip(svg: SVGElement, tip: HTMLElement, spots: Spot[], unit: string): void {
  const show = (event: Event): void => {
    const mark = (event.target as Element).closest("a, circle.map__bubble");
    const circle = mark?.matches("circle") ? mark : mark?.querySelector("circle");
    const spot = spots.find((one) => circle?.getAttribute("cx") === one.x.toFixed(1) && circle.getAttribute("cy") === one.y.toFixed(1));
    tip.hidden = !spot;
    if (!spot) return;
    tip.replaceChildren(htmlElement("strong", "", spot.name), htmlElement("span", "", `${figure(spot.value)} ${unit}`));
    if (typeof spot.percent === "number") tip.append(htmlElement("span", "", `${percent(spot.percent)} ${say("kế hoạch", "of plan")}`));
    const isLeft = spot.x > svg.clientWidth / 2;
    tip.style.insetInlineStart = isLeft ? "auto" : `${spot.x + spot.r + 8}px`;
    tip.style.insetInlineEnd = isLeft ? `${svg.clientWidth - spot.x + spot.r + 8}px` : "auto";
    tip.style.top = `${spot.y - 20}px`;
  };
  for (const kind of ["pointerover", "focusin"]) svg.addEventListener(kind, show);
  for (const kind of ["pointerleave", "focusout"]) svg.addEventListener(kind, () => (tip.hidden = true));
}
