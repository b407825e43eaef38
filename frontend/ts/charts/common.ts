import type { PlotOptions } from "@observablehq/plot";
import { plot } from "@observablehq/plot";

const language = document.documentElement.lang || "vi";
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const broken = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });

/** Print a figure as the page does: 3.039.673 in Vietnamese, 3,039,673 in English. */
export const figure = (value: number): string => (Number.isInteger(value) ? whole : broken).format(value);

/** Print a figure for an axis, where room is short. */
export const axisFigure = (value: number): string => (Math.abs(value) >= 10_000 ? short : broken).format(value);

export const percent = (value: number): string => `${broken.format(value)}%`;

/** Print a day of the axis: 6/5. */
export const shortDay = (day: Date): string => `${day.getUTCDate()}/${day.getUTCMonth() + 1}`;

export const longDay = (day: Date): string =>
  `${String(day.getUTCDate()).padStart(2, "0")}/${String(day.getUTCMonth() + 1).padStart(2, "0")}/${day.getUTCFullYear()}`;

/** Choose between the two languages for the few words that a drawing itself needs. */
export const say = (vietnamese: string, english: string): string => (language.startsWith("en") ? english : vietnamese);

/**
 * Draw with Plot, then take out what a strict content policy and a screen reader cannot bear:
 * the <style> element (its rules are in charts.css) and labels on groups without a role.
 */
export function strictPlot(label: string, options: PlotOptions): SVGSVGElement {
  const drawn = plot({ className: "plot", ...options });
  const svg = (drawn instanceof SVGSVGElement ? drawn : drawn.querySelector("svg")) as SVGSVGElement;
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const group of svg.querySelectorAll("g[aria-label], g[aria-description], g[aria-hidden]")) {
    group.removeAttribute("aria-label");
    group.removeAttribute("aria-description");
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  return svg;
}

/** Make an SVG element with plain attributes. */
export function svgElement(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text) element.textContent = text;
  return element;
}

/** Make an HTML element with a class and a text. */
export function htmlElement(name: string, css: string, text = ""): HTMLElement {
  const element = document.createElement(name);
  element.className = css;
  if (text) element.textContent = text;
  return element;
}
