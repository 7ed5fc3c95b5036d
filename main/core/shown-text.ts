/** What no name needs: control characters, line separators, and those that turn the direction of the text after them or are not seen. */
export const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/u
const allUnprintable = new RegExp(unprintable, 'gu')

/** Text from outside on one line and without hidden characters: a name may not dress up what stands beside it. */
export function onOneLine(text: string): string {
  return text.toWellFormed().replaceAll(allUnprintable, ' ').replaceAll(/\s+/g, ' ').trim()
}

/** The same, cut where it is long. */
export function shownText(text: string, lengthLimit = 200): string {
  const clean = onOneLine(text)
  const characters = [...clean]
  return characters.length > lengthLimit ? `${characters.slice(0, lengthLimit - 1).join('')}…` : clean
}
