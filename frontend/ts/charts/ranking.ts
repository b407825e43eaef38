// Bars from zero, longest first as given, the value written at the bar, the plan as a tick.
import * as Plot from "@observablehq/plot";
import { axisFigure, figure, percent, say, strictPlot } from "./common";

type Row = { name: string; value: number; plan?: number; percent?: number; href?: string };
type Data = { rows: Row[]; by?: "value" | "percent"; reference?: { value: number; label: string } };

export function ranking(box: HTMLElement, data: Data, width: number): Node[] {
  const by = data.by ?? "value";
  const isNarrow = width < 520;
  const amount = (row: Row): number => (by === "percent" ? (row.percent ?? 0) : row.value);
  const told = (row: Row): string =>
    by === "percent" ? `${percent(row.percent ?? 0)}${isNarrow ? "" : ` · ${figure(row.value)}`}` : figure(row.value);
  const end = (row: Row): number => Math.max(amount(row), by === "value" ? (row.plan ?? 0) : 0);
  const most = Math.max(...data.rows.map(end), data.reference?.value ?? 0, 1);
  const names = Math.min(220, 24 + 8 * Math.max(...data.rows.map((row) => row.name.length)));
  const step = isNarrow ? 52 : 34;
  const reference = data.reference;
  const right = 22 + 8.5 * Math.max(...data.rows.map((row) => told(row).length));
  return [
    strictPlot(`${box.dataset.label ?? ""}: ${say("xếp theo thứ tự", "in order")}`, {
      width,
      height: data.rows.length * step + 46,
      marginLeft: isNarrow ? 4 : names,
      marginRight: right,
      marginTop: 22,
      marginBottom: 24,
      x: { label: null, domain: [0, most], grid: true, ticks: isNarrow ? 3 : 5, tickFormat: by === "percent" ? percent : axisFigure },
      y: { label: null, domain: data.rows.map((row) => row.name), padding: isNarrow ? 0.62 : 0.34, ...(isNarrow ? { axis: null } : {}) },
      marks: [
        Plot.barX(data.rows, { x: amount, y: "name", fill: "var(--series-1)", rx2: 3 }),
        ...(by === "value"
          ? [planTicks(data.rows, "var(--surface)", 7), planTicks(data.rows, "var(--chart-plan)", 2.5)]
          : []),
        ...(reference
          ? [
              Plot.ruleX([reference.value], { stroke: "var(--surface)", strokeWidth: 4, strokeOpacity: 0.85 }),
              Plot.ruleX([reference.value], { stroke: "var(--chart-plan)", strokeDasharray: "6 4", strokeWidth: 1.75 }),
              Plot.text([reference], { x: "value", text: "label", frameAnchor: "top", dy: -20, fill: "var(--chart-plan)", fontWeight: 600, textAnchor: "end", dx: 4 }),
            ]
          : []),
        Plot.text(data.rows, { frameAnchor: "right", y: "name", text: told, textAnchor: "end", dx: right - 2, fontWeight: 600, fill: "var(--ink)" }),
        isNarrow
          ? Plot.text(data.rows, { x: 0, y: "name", text: "name", textAnchor: "start", dy: -18, fill: "var(--ink)" })
          : Plot.axisY({ tickSize: 0, fontSize: 15, label: null, fill: "var(--ink)" }),
        ...(isNarrow ? [] : [Plot.ruleX([0], { stroke: "var(--line-strong)" })]),
      ],
    }),
  ];
}

/** A tick where the plan stands, drawn twice: a light edge keeps it clear of the bar. */
function planTicks(rows: Row[], stroke: string, strokeWidth: number) {
  return Plot.tickX(rows.filter((row) => row.plan), { x: "plan", y: "name", stroke, strokeWidth });
}
