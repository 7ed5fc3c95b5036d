import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Here and not beside the other tests of the renderer: Vitest empties style sheets that a test imports.
const css = readFileSync(join(import.meta.dirname, '../../renderer/app/theme.css'), 'utf8')

type Rgb = [number, number, number]

/** Linear sRGB of an OKLCH colour, clipped (Ottosson). */
const linearRgb = (lightness: number, chroma: number, hue: number): Rgb => {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

const luminance = ([red, green, blue]: Rgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue

const contrast = (one: Rgb, other: Rgb): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const tokens = (selector: string): Map<string, Rgb> => {
  const block = css.slice(css.indexOf(`${selector} {`), css.indexOf('}', css.indexOf(`${selector} {`)))
  const found = [...block.matchAll(/--(\w+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)]
  return new Map(found.map(([, name = '', l, c, h]) => [name, linearRgb(Number(l), Number(c), Number(h))]))
}

const themes = { light: tokens(':root'), dark: tokens('[data-theme="dark"]') }
const surfaces = ['paper', 'chrome', 'raise', 'sunk', 'sel']

/** The least contrast that each token needs against each surface: 4.5 for text, 3 for what must be recognised. */
const needs: [token: string, on: string[], atLeast: number][] = [
  ['ink', surfaces, 7],
  ['ink2', surfaces, 4.5],
  ['ink3', surfaces, 4.5],
  ['leaf', ['paper', 'chrome', 'raise'], 4.5],
  ['clay', ['paper', 'chrome', 'raise', 'claywash'], 4.5],
  ['goldink', ['paper', 'chrome', 'raise', 'goldwash'], 4.5],
  ['goldmark', ['paper', 'chrome', 'raise'], 3],
  ['edge', ['paper', 'chrome', 'raise'], 3],
]

test.each(
  Object.entries(themes).flatMap(([theme, colours]) =>
    needs.flatMap(([token, on, atLeast]) => on.map((surface) => ({ theme, token, surface, atLeast, colours }))),
  ),
)('$theme: $token on $surface has at least $atLeast', ({ token, surface, atLeast, colours }) => {
  const [one, other] = [colours.get(token), colours.get(surface)]
  if (!one || !other) throw new Error(`The theme lacks ${token} or ${surface}.`)
  expect(contrast(one, other)).toBeGreaterThanOrEqual(atLeast)
})
