// Builds the explorer into the Python package: one classic script, one style sheet, one map.
// With --tests it bundles the tests for node's test runner instead.
import { build } from "esbuild";
import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "walkout", "publish", "explorer");
const jsx = { jsx: "automatic", jsxImportSource: "preact" };

if (process.argv.includes("--tests")) {
  await build({
    ...jsx,
    entryPoints: [join(here, "tests", "all.test.ts")],
    outfile: join(here, "build", "tests.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
} else {
  await mkdir(out, { recursive: true });
  const { metafile } = await build({
    ...jsx,
    entryPoints: { app: join(here, "src", "main.tsx"), style: join(here, "src", "style.css") },
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife", // A page on a disk may load classic scripts, and no modules.
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  // Everyone who gets a release gets the script, and with it the terms of what is in it.
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
  );
  const terms = [];
  for (const name of [...packages].sort()) {
    const folder = join(here, "node_modules", name);
    const licence = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
    if (!licence) throw new Error(`${name} comes without its licence`);
    terms.push(`${name}\n\n${(await readFile(join(folder, licence), "utf8")).trim()}`);
  }
  await appendFile(join(out, "app.js"), `/*!\nWalkout, Apache-2.0. It holds:\n\n${terms.join("\n\n----\n\n")}\n*/\n`);
  const map = await readFile(join(here, "map", "base.json"));
  const packed = gzipSync(JSON.stringify(JSON.parse(map.toString("utf8"))), { level: 9 });
  await writeFile(join(out, "map.js"), `walkoutData("map","${packed.toString("base64")}");\n`);
}
