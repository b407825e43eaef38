// Builds the front end into dist/: one stylesheet, the office behaviours, the charts, the fonts, the icons.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import icons from "./icons.mjs";

const started = performance.now();
const root = new URL(".", import.meta.url);
const out = new URL("dist/diemtua/", root);
const target = ["chrome108", "firefox115", "safari16"];

await rm(new URL("dist/", root), { recursive: true, force: true });
await mkdir(new URL("print/", out), { recursive: true });

const common = { absWorkingDir: root.pathname, bundle: true, minify: true, target, logLevel: "warning", legalComments: "none" };

await Promise.all([
  build({
    ...common,
    entryPoints: { app: "css/app.css" },
    outdir: "dist/diemtua",
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
  }),
  build({ ...common, entryPoints: { theme: "ts/theme.ts" }, outdir: "dist/diemtua", format: "iife" }),
  build({ ...common, entryPoints: { app: "ts/app.ts", charts: "ts/charts.ts" }, outdir: "dist/diemtua", format: "esm" }),
  writeFile(new URL("icons.svg", out), await sprite()),
  writeFile(new URL("mark.svg", out), mark()),
  ...["400Regular", "600SemiBold", "700Bold"].map(printFont),
]);

console.log(`front end built in ${((performance.now() - started) / 1000).toFixed(1)} s`);

/** The typeface as whole TrueType files, for papers that are set on the server (the leaflet). */
async function printFont(weight) {
  const file = `node_modules/@expo-google-fonts/be-vietnam-pro/${weight}/BeVietnamPro_${weight}.ttf`;
  await copyFile(new URL(file, root), new URL(`print/${weight}.ttf`, out));
}

/** One SVG file with a symbol per icon that a template may name. */
async function sprite() {
  const set = JSON.parse(await readFile(new URL("node_modules/@iconify-json/lucide/icons.json", root), "utf8"));
  const symbols = icons.names.map((name) => {
    const icon = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent];
    if (!icon) throw new Error(`icons.mjs names "${name}", which the icon set does not have`);
    return `<symbol id="${name}" viewBox="0 0 24 24">${icon.body}</symbol>`;
  });
  const own = Object.entries(icons.own).map(([name, body]) => `<symbol id="${name}" viewBox="0 0 32 32">${body}</symbol>`);
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}${own.join("")}</svg>\n`;
}

/** The mark on its own tile, for the browser's tab. */
function mark() {
  const tile = '<rect width="32" height="32" rx="7" fill="#0a4a45"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="#fff">${tile}${icons.own.brand}</svg>\n`;
}
