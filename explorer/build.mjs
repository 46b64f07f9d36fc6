// Builds the explorer into the Python package: one classic script, one style sheet, one map.
// With --tests it bundles the tests for node's test runner instead.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
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
  await build({
    ...jsx,
    entryPoints: { app: join(here, "src", "main.tsx"), style: join(here, "src", "style.css") },
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife", // A page on a disk may load classic scripts, and no modules.
    target: "es2020",
    charset: "utf8",
    legalComments: "eof",
    logLevel: "warning",
  });
  const map = await readFile(join(here, "map", "base.json"));
  const packed = gzipSync(JSON.stringify(JSON.parse(map.toString("utf8"))), { level: 9 });
  await writeFile(join(out, "map.js"), `walkoutData("map","${packed.toString("base64")}");\n`);
}
