// Two panels on one time axis: above, what has been reached so far against the plan; below, each day's own figure.
import * as Plot from "@observablehq/plot";
import { axisFigure, figure, htmlElement, longDay, say, shortDay, strictPlot } from "./common";

type Day = { day: string; value: number | null; cumulative?: number; plan?: number };
type Data = { days: Day[]; plan?: number; unit?: string; plan_label?: string; mark?: { day: string; label: string } };
type Point = { date: Date; value: number | null; sum: number; plan: number | undefined };

const left = 58;

export function dayCurve(box: HTMLElement, data: Data, width: number): Node[] {
  const points = withSums(data.days);
  if (!points.length) return [htmlElement("p", "chart__none", say("Chưa có số liệu theo ngày.", "No daily figures yet."))];
  const title = box.dataset.label ?? "";
  return [
    panelTitle(say("Lũy kế", "So far"), data),
    sums(title, points, data, width),
    htmlElement("p", "chart__panel", say("Trong ngày", "Each day")),
    days(title, points, data, width),
  ];
}

/** Days not yet reported stay empty: a gap is not a nought. */
function withSums(days: Day[]): Point[] {
  let sum = 0;
  return days.map((one) => {
    sum = one.cumulative ?? sum + (one.value ?? 0);
    return { date: new Date(`${one.day}T00:00:00Z`), value: one.value, sum, plan: one.plan };
  });
}

function panelTitle(word: string, data: Data): HTMLElement {
  const line = htmlElement("p", "chart__panel", data.unit ? `${word} (${data.unit})` : word);
  return line;
}

function sums(title: string, points: Point[], data: Data, width: number): SVGSVGElement {
  const reported = points.filter((point) => point.value !== null);
  const last = reported.at(-1);
  const plan = data.plan;
  const planLabel = `${data.plan_label ?? say("Kế hoạch", "Plan")} ${plan === undefined ? "" : figure(plan)}`;
  const paced = points.filter((point) => point.plan !== undefined);
  return strictPlot(`${title}: ${say("lũy kế theo ngày", "running total by day")}`, {
    width,
    height: width < 480 ? 220 : 260,
    marginLeft: left,
    marginRight: 24,
    marginTop: 26,
    x: timeScale(points, width),
    y: { label: null, grid: true, zero: true, nice: true, tickFormat: axisFigure, tickSize: 0, ticks: 4, domain: [0, roof(points, plan)] },
    marks: [
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      ...markOf(data, true),
      ...(paced.length
        ? [Plot.line(paced, { x: "date", y: "plan", stroke: "var(--chart-plan)", strokeWidth: 1.75, strokeDasharray: "6 4" })]
        : []),
      ...(plan === undefined
        ? []
        : [
            ...(paced.length ? [] : [Plot.ruleY([plan], { stroke: "var(--chart-plan)", strokeWidth: 1.75, strokeDasharray: "6 4" })]),
            Plot.text([paced.length ? points[points.length - 1] : points[0]], {
              x: "date", y: plan, text: [planLabel], textAnchor: paced.length ? "end" : "start", dy: -10, fill: "var(--chart-plan)", fontWeight: 600, stroke: "var(--surface)", strokeWidth: 5,
            }),
          ]),
      Plot.areaY(reported, { x: "date", y: "sum", fill: "var(--series-1)", fillOpacity: 0.12 }),
      Plot.line(reported, { x: "date", y: "sum", stroke: "var(--series-1)", strokeWidth: 2.75, strokeLinejoin: "round" }),
      ...(last
        ? [
            Plot.dot([last], { x: "date", y: "sum", r: 4.5, fill: "var(--series-1)", stroke: "var(--surface)", strokeWidth: 2 }),
            Plot.text([last], {
              x: "date", y: "sum", text: [figure(last.sum)], dy: -13, fontWeight: 700, fontSize: 15, textAnchor: "end", dx: 6,
              fill: "var(--ink)", stroke: "var(--surface)", strokeWidth: 5,
            }),
          ]
        : []),
      Plot.ruleX(reported, Plot.pointerX({ x: "date", stroke: "var(--line-strong)" })),
      Plot.tip(reported, Plot.pointerX({ x: "date", y: "sum", title: tipOf, ...tipLook })),
    ],
  });
}

function days(title: string, points: Point[], data: Data, width: number): SVGSVGElement {
  const reported = points.filter((point) => point.value !== null);
  const step = (width - left - 24) / Math.max(1, points.length);
  return strictPlot(`${title}: ${say("từng ngày", "day by day")}`, {
    width,
    height: 132,
    marginLeft: left,
    marginRight: 24,
    marginTop: 10,
    marginBottom: 28,
    x: timeScale(points, width),
    y: { label: null, grid: true, zero: true, nice: true, tickFormat: axisFigure, tickSize: 0, ticks: 2 },
    marks: [
      Plot.ruleX(reported, {
        x: "date", y: "value", stroke: "var(--series-2)", strokeWidth: Math.max(2, Math.min(18, step * 0.66)),
      }),
      ...markOf(data, false),
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      Plot.tip(reported, Plot.pointerX({ x: "date", y: "value", title: tipOf, ...tipLook })),
    ],
  });
}

const tipLook = { fill: "var(--surface-raised)", stroke: "var(--line-strong)", fontSize: 14, lineHeight: 1.4 };

const tipOf = (point: Point): string =>
  `${longDay(point.date)}\n${say("Trong ngày", "That day")}: ${figure(point.value ?? 0)}\n${say("Lũy kế", "So far")}: ${figure(point.sum)}`;

/** Scale so that the first and the last bar stand whole inside the frame. */
function timeScale(points: Point[], width: number) {
  const half = 12 * 3600 * 1000;
  return {
    type: "utc" as const,
    label: null,
    domain: [new Date(+points[0].date - half), new Date(+points[points.length - 1].date + half)],
    tickFormat: shortDay,
    ticks: spaced(points, width).map((point) => point.date),
  };
}

/** Every day, every second, fifth, seventh…: as many dates as can be read side by side. */
function spaced(points: Point[], width: number): Point[] {
  const room = Math.max(3, Math.floor((width - left) / 62));
  const step = [1, 2, 3, 5, 7, 10, 14, 30].find((days) => points.length / days <= room) ?? 30;
  return points.filter((_, place) => place % step === 0);
}

const roof = (points: Point[], plan = 0): number =>
  Math.max(1, plan * 1.08, ...points.map((point) => Math.max(point.sum, point.plan ?? 0) * 1.12));

/** A day that stands out (the launch): a dotted line, named in the upper panel. */
function markOf(data: Data, isNamed: boolean) {
  if (!data.mark) return [];
  const at = [{ date: new Date(`${data.mark.day}T00:00:00Z`), label: data.mark.label }];
  const line = Plot.ruleX(at, { x: "date", stroke: "var(--line-strong)", strokeDasharray: "2 3" });
  const name = Plot.text(at, { x: "date", text: "label", frameAnchor: "bottom", textAnchor: "start", dx: 6, dy: -8, fill: "var(--ink-soft)", stroke: "var(--surface)", strokeWidth: 4 });
  return isNamed ? [line, name] : [line];
}
