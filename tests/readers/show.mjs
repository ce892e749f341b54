// Print what a parser of npm shows of a feed: node show.mjs PACKAGE FILE, as [[title, link], ...].
import { readFileSync } from "node:fs";

const [, , name, file] = process.argv;
const text = readFileSync(file, "utf8");

const shown = {
  "rss-parser": async () => {
    const { default: Parser } = await import("rss-parser");
    const { items } = await new Parser().parseString(text);
    return items.map((item) => [item.title, item.link]);
  },
  htmlparser2: async () => {
    const { parseFeed } = await import("htmlparser2");
    return parseFeed(text, { xmlMode: true }).items.map((item) => [item.title, item.link]);
  },
  feedsmith: async () => {
    const { parseFeed } = await import("feedsmith");
    const { format, feed } = parseFeed(text);
    if (format !== "atom") return feed.items.map((item) => [item.title, item.link ?? item.url]);
    const page = (links) => links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href;
    return feed.entries.map((entry) => [entry.title?.value ?? entry.title, page(entry.links)]);
  },
};

process.stdout.write(JSON.stringify(await shown[name]()));
