/** What no name needs: control characters, line separators, and those that turn the direction of the text after them or are not seen. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu

/** Text from the hub, fit to stand in a list: on one line, without hidden characters, cut where it is long. */
export function shownText(text: string, lengthLimit = 200): string {
  const clean = text.toWellFormed().replaceAll(unprintable, ' ').replaceAll(/\s+/g, ' ').trim()
  const characters = [...clean]
  return characters.length > lengthLimit ? `${characters.slice(0, lengthLimit - 1).join('')}…` : clean
}
