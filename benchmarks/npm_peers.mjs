// One of the programs from npm, kept running: for each number on a line of its input it makes so many documents, and says
// what they took.  node npm_peers.mjs PEER TEMPLATE DATA TARGET, in the folder in which the peers are installed.

import { createRequire } from "node:module";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

const [peer, templatePath, dataPath, target] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const template = readFileSync(templatePath);
const data = JSON.parse(readFileSync(dataPath, "utf8"));

// Each as its own documentation shows it, with a fresh template for each document.
const makers = {
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return async () => {
      const word = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      word.render(data);
      return word.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = require("easy-template-x");
    return async () => new TemplateHandler().process(template, data);
  },
  carbone() {
    const carbone = require("carbone");
    return () =>
      new Promise((done, fail) =>
        carbone.render(templatePath, data, {}, (error, made) => (error ? fail(error) : done(made))));
  },
};

const make = makers[peer]();

for await (const line of createInterface({ input: process.stdin })) {
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  for (let left = Number(line); left > 0; left--) {
    writeFileSync(`${target}.part`, await make());
    renameSync(`${target}.part`, target);
  }
  const used = process.cpuUsage(cpu);
  const passed = Number(process.hrtime.bigint() - wall) / 1e9;
  console.log(JSON.stringify({ cpu: (used.user + used.system) / 1e6, wall: passed }));
}
