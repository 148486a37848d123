import { capitalizeText } from "./case.ts";

const WORDS = (
  "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna " +
  "aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute " +
  "irure in reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat non " +
  "proident sunt culpa qui officia deserunt mollit anim id est laborum"
).split(" ");

export interface LoremOptions {
  readonly paragraphs: number;
  readonly html: boolean;
  /** Words per paragraph: at least `min`, fewer than `max`. */
  readonly min: number;
  readonly max: number;
}

/** Random filler text, as Jinja's `lipsum()` makes: the words differ on each call. */
export function lorem({ paragraphs, html, min, max }: LoremOptions): string {
  const texts: string[] = [];
  for (let index = 0; index < paragraphs; index += 1) texts.push(paragraph(between(min, max)));
  return html ? texts.map((text) => `<p>${text}</p>`).join("\n") : texts.join("\n\n");
}

function between(min: number, max: number): number {
  return min + Math.floor(Math.random() * (max - min));
}

function paragraph(length: number): string {
  const words: string[] = [];
  let sentence = 0;
  for (let index = 0; index < length; index += 1) {
    const word = WORDS[between(0, WORDS.length)] ?? "lorem";
    const isLast = index === length - 1 || sentence > between(8, 20);
    words.push((sentence === 0 ? capitalizeText(word) : word) + (isLast ? "." : ""));
    sentence = isLast ? 0 : sentence + 1;
  }
  return words.join(" ");
}
