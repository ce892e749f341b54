// Print as JSON what Node's mailparser makes of the messages in the files that are named.
import { readFile } from "node:fs/promises";
import { simpleParser } from "mailparser";

const seen = [];
for (const path of process.argv.slice(2)) {
  const mail = await simpleParser(await readFile(path));
  const other = (name) => {
    const value = mail.headers.get(name);
    return typeof value === "object" ? value.value : value;
  };
  seen.push({
    names: mail.headerLines.map((line) => line.key),
    from: mail.from.value,
    to: mail.to.value,
    subject: mail.subject,
    date: mail.date.toISOString(),
    id: mail.messageId,
    list: mail.headers.get("list"),
    auto: other("auto-submitted"),
    precedence: other("precedence"),
    suppress: other("x-auto-response-suppress"),
    language: other("content-language"),
    text: mail.text,
    html: mail.html,
  });
}
console.log(JSON.stringify(seen));
