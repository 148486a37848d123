const emojis = (
  "blush rocket sunglasses tada star rainbow sunny cat dog fox_face penguin owl bee whale turtle cactus tulip apple " +
  "lemon cherries cookie guitar bike sailboat"
).split(" ");

/** A name for an integration whose maker gave none, as OnCall does it: the type's title and an emoji, both not in use. */
export function pickDefaultName(title: string, usedNames: ReadonlySet<string>): string {
  const free = emojis.map((emoji) => `${title} :${emoji}:`).find((name) => !usedNames.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (usedNames.has(`${title} ${number}`)) number += 1;
  return `${title} ${number}`;
}
