/** Characters that may stand inside a word when a letter follows. */
const middle = /['.:·\u2018\u2019\u2024\u2027\u0387\u055f\u05f4\ufe13\ufe52\ufe55\uff07\uff0e\uff1a]/u;
/** Characters that belong to a word without being letters with case. */
const wordPart = /[\p{L}\p{M}\p{Nd}\p{Pc}\p{Cf}\p{Sk}]/u;
/** Scripts written without spaces: each of their letters ends a word. */
const wordless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const cased = /[\p{Lu}\p{Ll}\p{Lt}\p{Uppercase}\p{Lowercase}]/u;

/**
 * The first letter of each word as a capital, all others small, with the word boundaries of Go's x/text: a dash ends
 * a word, an apostrophe inside one does not, and a word may begin with digits.
 */
export function titleCase(text: string): string {
  let title = "";
  let rest = "";
  let isInWord = false;
  let wasMiddle = false;
  for (const character of text) {
    const isMiddle = middle.test(character);
    if (wasMiddle && isMiddle) isInWord = false;
    if (!cased.test(character)) {
      if (!isMiddle && !isWordPart(character)) isInWord = false;
      title += lowerRest(rest) + character;
      rest = "";
    } else if (isInWord) rest += character;
    else {
      title += lowerRest(rest) + capital(character);
      rest = "";
      isInWord = true;
    }
    wasMiddle = isMiddle;
  }
  return title + lowerRest(rest);
}

/** What follows the first letter; a final sigma needs a letter before it to be seen as one. */
function lowerRest(rest: string): string {
  return `a${rest}`.toLowerCase().slice(1);
}

function isWordPart(character: string): boolean {
  return wordPart.test(character) && !wordless.test(character);
}

function capital(character: string): string {
  const [first = "", ...rest] = titleForms.get(character) ?? character.toUpperCase();
  return first + rest.join("").toLowerCase();
}

/** Letters that are two letters have a form of their own at the start of a word. */
const titleForms: ReadonlyMap<string, string> = new Map([
  ["Ǆ", "ǅ"],
  ["ǆ", "ǅ"],
  ["Ǉ", "ǈ"],
  ["ǉ", "ǈ"],
  ["Ǌ", "ǋ"],
  ["ǌ", "ǋ"],
  ["Ǳ", "ǲ"],
  ["ǳ", "ǲ"],
]);
