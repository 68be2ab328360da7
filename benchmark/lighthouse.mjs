// Lighthouse's scores of some pages, as on a phone: performance, accessibility, best practices, SEO.
//
//     npm install --prefix /some/folder --ignore-scripts lighthouse@13.5.0 chrome-launcher@1.2.1
//     CHROME_PATH=/usr/bin/chromium node benchmark/lighthouse.mjs /some/folder http://127.0.0.1:8080/ …
//
// The pages should come from the image, compressed as readers get them. The first score moves with
// the load of the machine, so this is no test.

import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...pages] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(folder), "node_modules/"));
const { launch } = await import(pathToFileURL(require.resolve("chrome-launcher")));
const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")));

const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
for (const page of pages) {
  const { lhr } = await lighthouse(page, { port: chrome.port, logLevel: "error" });
  const scores = Object.values(lhr.categories).map((c) => `${c.title} ${Math.round(c.score * 100)}`);
  console.log(`${page}: ${scores.join(", ")}`);
  for (const category of Object.values(lhr.categories)) {
    for (const { id, weight } of category.auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 0.9) {
        console.log(`  ${audit.title} ${audit.displayValue ?? ""}`);
      }
    }
  }
}
chrome.kill();
