// Uses the pages of the demo as readers do: opens menus and the search, turns tabs, chooses
// colours, copies, and does without scripts.
//
// Argument: the folder with node_modules. Standard input: JSON, {chromium, origin, disk}, where disk
// is the address of a page that is a file. Prints one line for each finding.

import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const require = createRequire(path.join(process.argv[2], "node_modules/"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { chromium: executablePath, origin, disk } = JSON.parse(fs.readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

let checks = 0;
function expect(what, holds, seen) {
  checks++;
  if (!holds) {
    console.log(`${what}${seen === undefined ? "" : `, but there is ${JSON.stringify(seen)}`}`);
  }
}

async function reader(width, scheme, more = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...more,
  });
  const page = await context.newPage();
  // A machine may be busy; only what hangs takes so long.
  page.setDefaultTimeout(180_000);
  page.on("console", (said) => console.log(`[${width} ${scheme}] console: ${said.text()}`));
  page.on("pageerror", (error) => console.log(`[${width} ${scheme}] error: ${error.message}`));
  return page;
}

async function accessible(page, where) {
  checks++;
  const found = await page.evaluate(async (source) => {
    if (!self.axe) {
      (0, eval)(source);
    }
    const result = await self.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.flatMap((v) =>
      v.nodes.map((node) => `${v.id} at ${node.target.join(" ")}: ${node.failureSummary}`),
    );
  }, axe);
  found.forEach((one) => console.log(`${where}: axe: ${one.replace(/\s+/g, " ")}`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(`${where}: nothing scrolls sideways`, wide <= 0, wide);
}

// Waits a while for what comes later; whether it came is looked at afterwards.
const until = (page, holds) => page.waitForFunction(holds, null, { timeout: 20_000 }).catch(() => {});

const open = (page, id) => page.evaluate((i) => document.getElementById(i).matches(":popover-open"), id);

for (const scheme of ["light", "dark"]) {
  // A phone: the drawer, the contents, the search.
  for (const start of ["/docs/components/", "/ar/docs/components/"]) {
    const page = await reader(360, scheme);
    const where = `${start} [360 ${scheme}]`;
    await page.goto(origin + start);
    await page.click(".drawer-button");
    expect(`${where}: the drawer opens`, await open(page, "sidebar"));
    await accessible(page, `${where} drawer`);
    await page.locator(".drawer-choice summary").first().click();
    await accessible(page, `${where} drawer with languages`);
    await page.keyboard.press("Escape");
    expect(`${where}: Escape closes the drawer`, !(await open(page, "sidebar")));
    await page.click(".toc-button");
    expect(`${where}: the contents open`, await open(page, "toc"));
    await accessible(page, `${where} contents`);
    await page.locator("#toc li a").first().click();
    expect(`${where}: the contents close once they were used`, !(await open(page, "toc")));
    expect(`${where}: the page is at the heading`, (await page.evaluate(() => location.hash)) !== "");
    await page.context().close();
  }

  const page = await reader(1280, scheme);
  const where = `[1280 ${scheme}]`;
  await page.goto(origin + "/docs/components/");
  for (const [button, id] of [["[popovertarget=languages]", "languages"], ["[popovertarget=versions]", "versions"]]) {
    await page.click(button);
    expect(`${where}: ${id} open`, await open(page, id));
    await accessible(page, `${where} ${id}`);
    await page.keyboard.press("Escape");
  }
  await page.focus(".menu-parent");
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => document.activeElement.textContent.trim());
  expect(`${where}: what lies in a menu can be reached by keyboard`, focused === "About us" || focused === "About", focused);
  await accessible(page, `${where} menu`);

  // Search by keyboard alone.
  await page.keyboard.press("Control+k");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.type("file tree");
  await page.waitForSelector(".search-results a");
  // What is found for the letters typed so far stands there until the rest is found.
  await until(page, () => document.querySelector(".search-results .search-title")?.textContent === "Every component");
  await page.waitForFunction(() => document.querySelector(".search-excerpt")?.textContent);
  const first = await page.textContent(".search-results .search-title");
  expect(`${where}: the search finds the page first`, first === "Every component", first);
  await accessible(page, `${where} search`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const at = await page.evaluate(() => document.activeElement.getAttribute("href"));
  expect(`${where}: arrows walk through what was found`, /#file-tree$/.test(at), at);
  await page.keyboard.press("Escape");
  expect(`${where}: Escape closes the search`, (await page.$("dialog[open]")) === null);
  await page.keyboard.press("/");
  await page.fill("dialog input", "zxqv");
  await page.waitForFunction(() => /zxqv/.test(document.querySelector(".search-status").textContent));
  await accessible(page, `${where} search without result`);
  await page.keyboard.press("Escape");
  expect(`${where}: Escape closes the search from its field, too`, (await page.$("dialog[open]")) === null);
  // The menu that the focus came from is hidden again, so it can't go back there.
  const left = await page.evaluate(() => {
    document.querySelector("[data-search]").click();
    const input = document.querySelector("dialog input");
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    return document.activeElement.matches("[data-search]") ? "" : document.activeElement.tagName;
  });
  expect(`${where}: the focus leaves the search when it is closed`, left === "", left);
  await page.keyboard.press("/");
  await page.waitForSelector("dialog[open]");
  expect(`${where}: what was looked for is still there`, (await page.inputValue("dialog input")) === "zxqv");
  // A letter is missing.
  await page.fill("dialog input", "harbor week");
  await page.waitForSelector(".search-results a");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/blog/harbour/");

  // A picture in large.
  await page.goto(origin + "/docs/components/");
  await page.click(".zoom");
  expect(`${where}: the picture grows`, (await page.$(".zoomed:popover-open img")) !== null);
  await accessible(page, `${where} picture`);
  await page.click(".zoomed button");
  expect(`${where}: the picture shrinks`, (await page.$(".zoomed:popover-open")) === null);

  // Tabs turn together, and remember.
  const shown = () => page.locator(".tabs > input:checked + label").allTextContents();
  await page.locator(".tabs > label", { hasText: "Gradle" }).first().click();
  expect(`${where}: tabs of one name turn together`, (await shown()).join() === "Gradle,Gradle", await shown());
  await page.reload();
  expect(`${where}: tabs remember`, (await shown()).join() === "Gradle,Gradle", await shown());

  // Copying.
  await page.goto(origin + "/docs/code/");
  await page.locator(".copy-box").first().hover();
  // Words that go away after a moment are written down when they come.
  await page.evaluate(() => {
    self.__said = [];
    new MutationObserver((changes) =>
      changes.forEach(({ target }) => self.__said.push(`${target.role ?? ""} ${target.textContent}`.trim())),
    ).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.locator(".copy").first().click();
  await page.waitForFunction(() => self.__said.includes("status Copied"));
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(`${where}: code is copied without numbers`, /^\/\*\* A lamp\. \*\/\nrecord Lamp/.test(code), code);
  await page.evaluate(() => self.__said.splice(0));
  await page.locator("figure.terminal").filter({ hasText: "ada@lamp" }).locator(".copy").click();
  await page.waitForFunction(() => self.__said.includes("status Copied"));
  const commands = await page.evaluate(() => navigator.clipboard.readText());
  const wanted = "lantern set --colour amber \\\n    --until sunset";
  expect(`${where}: of a terminal the commands are copied`, commands === wanted, commands);
  await page.evaluate(() => self.__said.splice(0));
  await page.click(".copy-page");
  await page.waitForFunction(() => self.__said.includes("status Copied"));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(`${where}: the page is copied as Markdown`, /```java/.test(text), text.slice(0, 80));

  // Three states of colours, kept from page to page, seen before anything is drawn.
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const system = await ground();
  const seen = [];
  for (let i = 0; i < 3; i++) {
    await page.click(".theme-switch");
    seen.push(await ground());
  }
  expect(`${where}: the colours go round`, seen[0] !== seen[1] && seen[2] === system, [system, ...seen]);
  while ((await page.evaluate(() => document.documentElement.dataset.theme)) !== (scheme === "light" ? "dark" : "light")) {
    await page.click(".theme-switch");
  }
  const other = await ground();
  await page.addInitScript(() => {
    new MutationObserver((_, me) => {
      if (document.body) {
        me.disconnect();
        self.__first = document.documentElement.dataset.theme;
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(origin + "/blog/");
  expect(`${where}: the choice of colours is kept`, (await ground()) === other && other !== system);
  const early = await page.evaluate(() => self.__first);
  expect(`${where}: it is known before the body is`, early === (scheme === "light" ? "dark" : "light"), early);
  await page.context().close();

  // Paper, and colours forced by the system.
  const paper = await reader(1280, scheme);
  await paper.goto(origin + "/docs/components/");
  await paper.emulateMedia({ media: "print" });
  const hidden = await paper.evaluate(() =>
    [".site-header", ".site-footer", ".sidebar", ".toc-column", ".page-tools", ".announcement"].filter(
      (s) => document.querySelector(s)?.getClientRects().length,
    ),
  );
  expect(`${where}: paper shows the text only`, hidden.length === 0, hidden);
  expect(
    `${where}: paper is light`,
    (await paper.evaluate(() => getComputedStyle(document.documentElement).colorScheme)) === "light",
  );
  expect(
    `${where}: paper shows every tab`,
    await paper.evaluate(() => [...document.querySelectorAll(".tab")].every((t) => t.getClientRects().length)),
  );
  await paper.emulateMedia({ media: "screen", forcedColors: "active" });
  await accessible(paper, `${where} forced colours`);
  await paper.context().close();

  // Without scripts.
  for (const width of [360, 1280]) {
    const bare = await reader(width, scheme, { javaScriptEnabled: false });
    const at = `[${width} ${scheme} without scripts]`;
    await bare.goto(origin + "/docs/start/");
    for (const dead of [".search-button", ".theme-switch", ".copy-page"]) {
      expect(`${at}: ${dead} is not shown`, !(await bare.locator(dead).first().isVisible()));
    }
    if (width === 360) {
      expect(`${at}: the drawer is closed`, !(await bare.locator(".tree").isVisible()));
      await bare.click(".drawer-button");
    }
    expect(`${at}: the pages are shown`, await bare.locator(".tree").isVisible());
    await bare.locator(".tree a", { hasText: "Every component" }).click();
    await bare.waitForURL("**/docs/components/");
    const tabs = bare.locator(".tabs").first();
    await tabs.locator("label", { hasText: "Gradle" }).click();
    expect(`${at}: tabs turn`, await tabs.locator(".tab").nth(1).isVisible());
    expect(`${at}: one tab is shown`, !(await tabs.locator(".tab").nth(0).isVisible()));
    await bare.locator("details.alert summary", { hasText: "Folded" }).first().click();
    expect(`${at}: alerts unfold`, await bare.getByText("It opens with a click.").isVisible());
    await bare.click(".zoom");
    expect(`${at}: pictures grow`, await bare.locator(".zoomed img").isVisible());
    await bare.click(".zoomed button");
    if (width === 360) {
      await bare.click(".toc-button");
    }
    await bare.locator("#toc a", { hasText: "Formulas" }).click();
    expect(`${at}: the contents lead to headings`, /#formulas$/.test(bare.url()), bare.url());
    if (width === 1280) {
      await bare.click("[popovertarget=languages]");
      await bare.locator("#languages a", { hasText: "العربية" }).click();
      await bare.waitForURL("**/ar/docs/components/");
    }
    await bare.locator("a[rel=prev], a[rel=next]").first().click();
    await bare.context().close();
  }
}
// A page without a server.
const file = await reader(1280, "light");
await file.goto(disk);
await file.keyboard.press("/");
await file.fill("dialog input", "amber");
await file.waitForFunction(() => document.querySelector(".search-excerpt")?.textContent);
const around = await file.textContent(".search-excerpt");
expect("from disk: the search shows what stands around the word", around === "It glows in amber.", around);
expect("from disk: the word is marked", (await file.textContent(".search-excerpt mark")) === "amber");
await file.context().close();
await browser.close();
console.log(`# ${checks} checks`);
