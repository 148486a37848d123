import { Tokenizer } from "htmlparser2";

const blocks = new Set(
  (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header html legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
  ).split(" "),
);
const cells = new Set(["td", "th"]);
const unseen = new Set(["script", "style", "template", "title", "noframes"]);
const rule = "-".repeat(32);

/** Beyond this nothing is read: the text would be cut anyway. In UTF-16 units. */
const maxHtmlLength = 4 * 1024 * 1024;

/**
 * HTML of a mail as plain text, as OnCall shows it: blocks on lines of their own, links as `text (address)`, list
 * items behind `* `, a rule as 32 dashes, no blank lines. Looks at tags one by one, without a tree: time grows with
 * the length alone, whatever is nested or left open.
 */
export function htmlToText(html: string): string {
  const source = html.slice(0, maxHtmlLength);
  const writer = createTextWriter();
  let tag = "";
  let attribute = "";
  let href = "";
  const nameAt = (start: number, end: number) => source.slice(start, end).toLowerCase();
  const opened = () => writer.open(tag, href.trim());
  const isHref = () => tag === "a" && attribute === "href";
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = nameAt(start, end);
        href = "";
      },
      onattribname(start, end) {
        attribute = nameAt(start, end);
      },
      onattribdata(start, end) {
        if (isHref()) href += source.slice(start, end);
      },
      onattribentity(codePoint) {
        if (isHref()) href += String.fromCodePoint(codePoint);
      },
      onattribend() {
        attribute = "";
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => writer.close(nameAt(start, end)),
      ontext: (start, end) => writer.text(source.slice(start, end)),
      ontextentity: (codePoint) => writer.text(String.fromCodePoint(codePoint)),
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return tidy(writer.end());
}

interface TextWriter {
  open(tag: string, href: string): void;
  close(tag: string): void;
  text(text: string): void;
  end(): string;
}

function createTextWriter(): TextWriter {
  const parts: string[] = [];
  let hidden: string | undefined;
  let isPreformatted = false;
  let link = "";

  function endLink(): void {
    if (link !== "") parts.push(` (${link})`);
    link = "";
  }

  return {
    open(tag, href) {
      if (unseen.has(tag)) hidden ??= tag;
      if (tag === "pre") isPreformatted = true;
      if (tag === "a") {
        endLink();
        link = href;
      }
      parts.push(opening(tag));
    },
    close(tag) {
      if (tag === hidden) hidden = undefined;
      if (tag === "pre") isPreformatted = false;
      if (tag === "a") endLink();
      if (blocks.has(tag)) parts.push("\n");
      if (cells.has(tag)) parts.push(" ");
    },
    text(text) {
      if (hidden === undefined) parts.push(isPreformatted ? text : text.replace(/\s+/g, " "));
    },
    end() {
      endLink();
      return parts.join("");
    },
  };
}

function opening(tag: string): string {
  if (tag === "br") return "\n";
  if (tag === "hr") return `\n${rule}\n`;
  if (tag === "li") return "\n* ";
  return blocks.has(tag) ? "\n" : "";
}

function tidy(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((row) => row.replace(/[ \t\u00a0]+/g, " ").trim())
    .filter((row) => row !== "")
    .join("\n");
}
