// Lets every page of some sites come in pieces, each of which is drawn before the next is sent, and
// tells what moves that was drawn already.
//
// Argument: the folder with node_modules. Standard input: JSON, {chromium, sites: [{name, origin,
// paths}]}. Prints one line for each finding, and at the end one that begins with "#".

import { createRequire } from "node:module";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const require = createRequire(path.join(process.argv[2], "node_modules/"));
const { chromium } = require("playwright-core");
const { chromium: executablePath, sites } = JSON.parse(fs.readFileSync(0, "utf8"));
// Bars beside what scrolls take room, as they do on most desktops.
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu"],
  ignoreDefaultArgs: ["--hide-scrollbars"],
});

const SIZES = [[320, 640], [768, 1024], [1280, 800]];
const PIECES = 16;
const PARALLEL = 3;
// A machine may be busy; only what hangs takes so long.
const PATIENCE = 180_000;
let pieces = 0;
let pages = 0;

// Stands between the browser and a site's server, and waits where a page is asked for by a key.
const waiting = new Map();
function slowly(origin) {
  const server = http.createServer((request, response) => {
    const asked = new URL(request.url, origin);
    const key = asked.searchParams.get("key");
    asked.search = "";
    http.get(asked, { agent: false, headers: { "accept-encoding": "identity" } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const headers = { ...answer.headers };
        delete headers["content-length"];
        delete headers["transfer-encoding"];
        delete headers.connection;
        const body = Buffer.concat(parts);
        // Of a page that is not there, the browser would wait for the whole.
        response.writeHead(200, headers);
        if (key) {
          waiting.get(key)(response, body);
        } else {
          // Styles and pictures come late, too.
          setTimeout(() => response.end(body), 60);
        }
      });
    });
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

// Runs before anything of the page: what comes, and what moves.
function watch() {
  localStorage.setItem("tabs", JSON.stringify(["Gradle", "npm", "Windows"]));
  self.__come = 0;
  self.__moved = [];
  new MutationObserver(() => self.__come++).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  const name = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return element ? `${element.nodeName.toLowerCase()}.${element.getAttribute("class") ?? ""}` : "?";
  };
  const box = (rect) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(" ");
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      for (const source of entry.sources) {
        const how = `${box(source.previousRect)} to ${box(source.currentRect)}`;
        self.__moved.push(`${name(source.node)} from ${how} (${entry.value.toFixed(6)})`);
      }
      if (entry.sources.length === 0) {
        self.__moved.push(`something (${entry.value.toFixed(6)})`);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}

// Waits until what was sent is there and drawn. Whether it has come in time changes what is tried,
// not what may be seen.
async function drawn() {
  const start = performance.now();
  while (self.__come === self.__before && performance.now() - start < 60) {
    await new Promise((later) => setTimeout(later, 3));
  }
  self.__before = self.__come;
  await new Promise((done) => {
    const last = setTimeout(done, 100);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(last);
        done();
      }),
    );
  });
}

async function look(context, site, at, [width, height], turned) {
  const number = ++pages;
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewportSize({ width, height });
  const key = String(number);
  const asked = new Promise((given) => waiting.set(key, (...both) => given(both)));
  const all = page.goto(`${site.slow}${at}?key=${key}`, { waitUntil: "load" });
  const [response, whole] = await asked;
  const text = whole.toString("latin1");
  const body = turned
    ? Buffer.from(text.replace(/dir="(ltr|rtl)"/, (_, dir) => `dir="${dir === "ltr" ? "rtl" : "ltr"}"`), "latin1")
    : whole;
  const start = text.indexOf("<body");
  let sent = 0;
  for (let piece = 0; piece < PIECES; piece++) {
    // At odd places: in tags and in words, other ones for each page.
    const end = start + Math.floor(((body.length - start) * (piece + ((number * 7 + piece * 3) % 10) / 10)) / PIECES);
    if (end > sent) {
      response.write(body.subarray(sent, end));
      sent = end;
      // Until the browser has taken the first bytes, what stands there is the page before, which goes.
      await page.evaluate(drawn).catch(() => {});
      pieces++;
    }
  }
  response.end(body.subarray(sent));
  await all;
  await page.evaluate(drawn);
  for (const what of await page.evaluate(() => self.__moved)) {
    console.log(`${site.name}${at} [${width}${turned ? " turned round" : ""}]: ${what} moves`);
  }
  await page.close();
}

const work = [];
const servers = [];
for (const site of sites) {
  const server = await slowly(site.origin);
  servers.push(server);
  site.slow = `http://127.0.0.1:${server.address().port}`;
  site.paths.forEach((at, index) => {
    work.push([site, at, SIZES[2], index % 2 === 1]);
    work.push([site, at, SIZES[index % 2], index % 3 === 1]);
  });
}
const todo = work[Symbol.iterator]();
await Promise.all(
  Array.from({ length: PARALLEL }, async () => {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    await context.addInitScript(watch);
    for (let next = todo.next(); !next.done; next = todo.next()) {
      await look(context, ...next.value);
    }
    await context.close();
  }),
);
await browser.close();
for (const server of servers) {
  server.close();
}
console.log(`# ${pages} pages in ${pieces} pieces`);
