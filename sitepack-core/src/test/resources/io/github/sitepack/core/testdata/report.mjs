// Opens the pages of a report from the disk, as many readers would see them, and tells what is wrong.
//
// Argument: the folder with node_modules. Standard input: JSON, {chromium, pages: [file URLs]}.
// Prints one line for each finding, and at the end one that begins with "#".

import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const require = createRequire(path.join(process.argv[2], "node_modules/"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { chromium: executablePath, pages } = JSON.parse(fs.readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
let checks = 0;

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    await context.addInitScript(axe);
    const page = await context.newPage();
    let where = "";
    const tell = (what) => console.log(`${where}: ${what}`);
    page.on("console", (said) => tell(`console ${said.type()}: ${said.text()}`));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) {
        tell(`asks the network: ${request.url()}`);
      }
    });
    page.on("requestfailed", (request) => tell(`not loaded: ${request.url()}`));
    for (const url of pages) {
      where = `${url.replace(/.*\//, "")} [${width} ${colorScheme}]`;
      await page.goto(url, { waitUntil: "load" });
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      checks++;
      const found = await page.evaluate(async () => {
        const said = [];
        const root = document.documentElement;
        if (root.scrollWidth > root.clientWidth) {
          said.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
        }
        for (const map of document.querySelectorAll(".map")) {
          const whole = map.getBoundingClientRect();
          if (whole.height < 100) {
            said.push(`a map of height ${whole.height}: the style sheet is not there`);
          }
          for (const cell of map.children) {
            const box = cell.getBoundingClientRect();
            if (box.right > whole.right + 1 || box.bottom > whole.bottom + 1) {
              said.push(`a cell leaves its map: ${cell.textContent}`);
            }
          }
        }
        for (const link of document.querySelectorAll('a[href^="#"]')) {
          if (!document.getElementById(link.hash.slice(1))) {
            said.push(`leads nowhere: ${link.hash}`);
          }
        }
        const result = await self.axe.run(document, {
          resultTypes: ["violations"],
          // It would read the style sheets by requests, which no page from the disk may make.
          preload: false,
        });
        for (const violation of result.violations) {
          for (const node of violation.nodes) {
            said.push(`axe: ${violation.id} at ${node.target}: ${node.failureSummary}`);
          }
        }
        return said;
      });
      new Set(found).forEach((one) => tell(one.replace(/\s+/g, " ")));
    }
    await context.close();
  }
}
await browser.close();
console.log(`# ${checks} checks`);
