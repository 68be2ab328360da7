// Points at links of a page and follows one, and tells what the browser asked for.
//
// Argument: the folder with playwright-core. Input: the browser, the page, links to point at, and
// the link to follow then. Prints the paths of pages that were fetched ahead, how the last one came,
// and whatever the browser has to say.

import { createRequire } from "node:module";
import path from "node:path";
import fs from "node:fs";

const require = createRequire(path.join(path.resolve(process.argv[2]), "node_modules/"));
const { chromium } = require("playwright-core");
const input = JSON.parse(fs.readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath: input.chromium, args: ["--no-sandbox"] });
const context = await browser.newContext();
const page = await context.newPage();
page.on("console", (message) => console.log(message.text()));
page.on("pageerror", (error) => console.log(error.message));
await page.addInitScript(() =>
  document.addEventListener("securitypolicyviolation", (e) => console.log("violation " + e.blockedURI)),
);
await page.goto(input.page, { waitUntil: "networkidle" });
for (const selector of input.over) {
  await page.hover(selector);
  await page.waitForTimeout(600);
  await page.mouse.move(0, 0);
}
await page.click(input.follow);
await page.waitForLoadState();
const how = await page.evaluate(() => performance.getEntriesByType("navigation")[0].deliveryType);
console.log(new URL(page.url()).pathname + ": " + how);
await browser.close();
