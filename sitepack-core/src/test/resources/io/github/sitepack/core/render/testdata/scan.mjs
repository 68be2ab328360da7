// Scans pages of a server on the loopback address as the MDN HTTP Observatory and the CSP Evaluator
// do, through a proxy that ends TLS in front of it.
//
// Arguments: the folder with node_modules, the server's port, a PKCS#12 file with its password, and
// paths. Prints one line of JSON for each path.

import { createRequire } from "node:module";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [tools, server, store, passphrase, ...targets] = process.argv.slice(2);
const modules = path.join(tools, "node_modules");
const { scan } = await import(
  pathToFileURL(path.join(modules, "@mdn/mdn-http-observatory/src/scanner/index.js"))
);
const require = createRequire(path.join(modules, "csp_evaluator/"));
const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");
const { CspParser } = require("csp_evaluator/dist/parser.js");
const { Version } = require("csp_evaluator/dist/csp.js");
const { Severity } = require("csp_evaluator/dist/finding.js");

const secure = https.createServer({ pfx: fs.readFileSync(store), passphrase }, (ask, answer) => {
  const headers = { ...ask.headers, "x-forwarded-proto": "https", connection: "close" };
  const inner = http.request(
    { host: "127.0.0.1", port: server, method: ask.method, path: ask.url, headers, agent: false },
    (reply) => {
      // The scanner gives up at a 404, the headers of which count here like any other.
      answer.writeHead(reply.statusCode === 404 ? 200 : reply.statusCode, reply.headers);
      reply.pipe(answer);
    },
  );
  inner.on("error", () => answer.destroy());
  ask.pipe(inner);
});
const plain = http.createServer((ask, answer) => {
  answer.writeHead(301, { location: `https://${ask.headers.host}${ask.url}` });
  answer.end();
});
const HANDSHAKE = 22;
const front = net.createServer((socket) => {
  socket.on("error", () => socket.destroy());
  socket.once("data", (first) => {
    socket.pause();
    socket.unshift(first);
    (first[0] === HANDSHAKE ? secure : plain).emit("connection", socket);
    process.nextTick(() => socket.resume());
  });
});
await new Promise((done) => front.listen(0, "127.0.0.1", done));
const port = front.address().port;

for (const target of targets) {
  const result = await scan(`localhost:${port}${target}`);
  const policy = result.scan.responseHeaders["content-security-policy"] ?? "";
  const findings = new CspEvaluator(new CspParser(policy).csp, Version.CSP3).evaluate();
  const line = {
    path: target,
    grade: result.scan.grade,
    score: result.scan.score,
    results: Object.fromEntries(
      Object.values(result.tests).map((test) => [test.result, test.scoreModifier]),
    ),
    high: findings
      .filter((finding) => finding.severity <= Severity.SYNTAX)
      .map((finding) => `${finding.directive} ${finding.value ?? ""}: ${finding.description}`),
    strict: result.scan.responseHeaders["strict-transport-security"] ?? "",
  };
  console.log(JSON.stringify(line));
}
process.exit(0);
