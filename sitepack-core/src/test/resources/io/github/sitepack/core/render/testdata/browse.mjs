// Opens every page of some sites in Chromium as many readers would see it, and tells what is wrong.
//
// Argument: the folder with node_modules. Standard input: JSON, {chromium, sites: [{name, origin,
// paths, missing}]}. Prints one line for each finding, and at the end one that begins with "#".

import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const require = createRequire(path.join(process.argv[2], "node_modules/"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { chromium: executablePath, sites } = JSON.parse(fs.readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

const WIDTHS = { 320: 640, 768: 1024, 1280: 800 };
const PARALLEL = 3;
// A machine may be busy; only what hangs takes so long.
const PATIENCE = 180_000;
let checks = 0;

function tell(where, what) {
  console.log(`${where}: ${what}`);
}

// Runs before anything of the page: what moves, and what a policy forbids.
function watch() {
  self.__shift = 0;
  self.__moved = [];
  self.__violations = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      self.__shift += entry.value;
      entry.sources.forEach((source) =>
        self.__moved.push(source.node && (source.node.className || source.node.nodeName)),
      );
    }
  }).observe({ type: "layout-shift", buffered: true });
  document.addEventListener("securitypolicyviolation", (event) =>
    self.__violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
  );
}

async function open(context, origin, what) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.where = what;
  page.on("console", (said) => {
    // The browser itself tells that the page which does not exist does not exist.
    if (!/status of 404/.test(said.text())) {
      tell(page.where, `console ${said.type()}: ${said.text()}`);
    }
  });
  page.on("pageerror", (error) => tell(page.where, `error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin + "/") && !url.startsWith("data:")) {
      tell(page.where, `asks another origin: ${url}`);
    }
  });
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "net::ERR_ABORTED") {
      tell(page.where, `not loaded: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== page.expected) {
      tell(page.where, `${response.status()} ${response.url()}`);
    }
  });
  return page;
}

// What reaches beyond the edge of the page, which only a box that scrolls may hold.
async function fits(page, where) {
  checks++;
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) {
      return "";
    }
    const out = [...document.body.querySelectorAll("*")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    const names = out.slice(0, 4).map((e) => `${e.nodeName.toLowerCase()}.${e.className}`);
    return `${root.scrollWidth} > ${root.clientWidth}: ${names.join(", ")}`;
  });
  if (wide) {
    tell(where, `scrolls sideways, ${wide}`);
  }
}

async function accessible(page, where, colours) {
  checks++;
  const found = await page.evaluate(async (enabled) => {
    const rules = { "color-contrast": { enabled } };
    const result = await self.axe.run(document, { resultTypes: ["violations"], rules });
    return result.violations.flatMap((v) =>
      v.nodes.map((node) => `${v.id} at ${node.target.join(" ")}: ${node.failureSummary}`),
    );
  }, colours);
  for (const one of new Set(found)) {
    tell(where, `axe: ${one.replace(/\s+/g, " ")}`);
  }
}

async function everyPage(site, scheme, order, paths) {
  const context = await browser.newContext({
    viewport: { width: order[0], height: WIDTHS[order[0]] },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  await context.addInitScript(watch);
  await context.addInitScript(axe);
  const page = await open(context, site.origin, site.name);
  for (let at = paths.next(); !at.done; at = paths.next()) {
    const url = site.origin + at.value;
    const where = (width) => `${site.name}${at.value} [${width} ${scheme}]`;
    page.where = where(order[0]);
    page.expected = site.missing.includes(at.value) ? url : "";
    await page.setViewportSize({ width: order[0], height: WIDTHS[order[0]] });
    await page.goto(url, { waitUntil: "load" });
    await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
    const moved = await page.evaluate(() => [self.__shift, self.__moved]);
    if (moved[0] > 0) {
      tell(page.where, `moves by ${moved[0]}: ${moved[1]}`);
    }
    for (const width of order) {
      page.where = where(width);
      await page.setViewportSize({ width, height: WIDTHS[width] });
      await fits(page, page.where);
      // Colours do not depend on the width, names and order do.
      if (width !== 768) {
        await accessible(page, page.where, width === 1280);
      }
      await page.evaluate(() => {
        document.documentElement.dataset.was = document.documentElement.dir;
        document.documentElement.dir = document.documentElement.dir === "rtl" ? "ltr" : "rtl";
      });
      await fits(page, page.where + " turned round");
      await page.evaluate(() => {
        document.documentElement.dir = document.documentElement.dataset.was;
      });
    }
    for (const broken of await page.evaluate(() => self.__violations)) {
      tell(page.where, `policy: ${broken}`);
    }
  }
  await context.close();
}

const passes = [];
for (const site of sites) {
  for (const [scheme, order] of [["light", [1280, 768, 320]], ["dark", [320, 768, 1280]]]) {
    const paths = site.paths[Symbol.iterator]();
    for (let i = 0; i < PARALLEL; i++) {
      passes.push(() => everyPage(site, scheme, order, paths));
    }
  }
}
const work = passes[Symbol.iterator]();
await Promise.all(
  Array.from({ length: PARALLEL }, async () => {
    for (let pass = work.next(); !pass.done; pass = work.next()) {
      await pass.value();
    }
  }),
);
await browser.close();
console.log(`# ${checks} checks`);
