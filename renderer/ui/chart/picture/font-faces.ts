const toDataAddress = async (address: string): Promise<string> => {
  const blob = await (await fetch(address)).blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}

const familyOf = (rule: CSSFontFaceRule): string => rule.style.getPropertyValue('font-family').replaceAll(/["']/g, '')

/** Whether the face has plain Latin letters, which is all that most charts hold; other scripts fall back to the reader's fonts. */
const isLatin = (rule: CSSFontFaceRule): boolean => {
  const range = rule.style.getPropertyValue('unicode-range')
  return range === '' || /U\+0{0,3}0-/i.test(range)
}

function* fontFaces(): Generator<CSSFontFaceRule, void, void> {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) if (rule instanceof CSSFontFaceRule) yield rule
  }
}

/** The faces of these families as style rules that hold the fonts themselves, so that a picture looks the same anywhere. */
export async function embeddedFontFaces(families: ReadonlySet<string>): Promise<string> {
  const wanted = [...fontFaces()].filter((rule) => families.has(familyOf(rule)) && isLatin(rule))
  const embedded = await Promise.all(
    wanted.map(async (rule) => {
      const source = /url\(["']?([^"')]+)["']?\)/.exec(rule.style.getPropertyValue('src'))?.[1]
      if (!source) return ''
      const address = new URL(source, rule.parentStyleSheet?.href ?? document.baseURI)
      return rule.cssText.replace(/src:[^;]+;/, `src: url("${await toDataAddress(address.href)}");`)
    }),
  )
  return embedded.join('\n')
}
