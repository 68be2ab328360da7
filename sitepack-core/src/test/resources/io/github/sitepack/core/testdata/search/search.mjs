// Asks the search of a site, as the browser would, and tells which pages come first.
//
// Arguments: the engine, the folder of the index, the queries. Prints, for each query that does not
// find its page among the first three, what it finds; and at the end a line that begins with "#".

import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const [engine, folder, queries] = process.argv.slice(2);
const context = vm.createContext({ self: {}, Intl });
vm.runInContext(fs.readFileSync(engine, "utf8"), context);
const root = fs.readdirSync(folder).find((name) => /^[a-z-]+\.js$/.test(name));
vm.runInContext(fs.readFileSync(path.join(folder, root), "utf8"), context);
for (const shard of context.self.sitepackShards) {
  vm.runInContext(fs.readFileSync(path.join(folder, shard), "utf8"), context);
}
const { Shard, search } = context.self.sitepackSearchEngine;
const begin = process.hrtime.bigint();
const shards = context.self.sitepackSearch.map((data) => new Shard(data));
const loaded = Number(process.hrtime.bigint() - begin) / 1e6;
let slowest = 0;
const lines = fs.readFileSync(queries, "utf8").trim().split("\n");
for (const line of lines) {
  const [query, wanted] = line.split("\t");
  const from = process.hrtime.bigint();
  const results = search(shards, query);
  slowest = Math.max(slowest, Number(process.hrtime.bigint() - from) / 1e6);
  const page = new RegExp(`^(?:${wanted})$`);
  const rank = results.findIndex((result) => page.test(result.page.url));
  if (rank < 0 || rank > 2) {
    const first = results.slice(0, 4).map((result) => result.page.url);
    console.log(`${query}: rank ${rank}, after ${first.join(" ")}`);
  }
}
console.log(
  `# ${lines.length} queries, index read in ${loaded.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`,
);
