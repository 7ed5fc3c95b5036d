import type { Settings } from '#contract/settings.ts'

const storageKey = 'wattle.theme'
const darkQuery = '(prefers-color-scheme: dark)'

type Theme = Settings['theme']

const isTheme = (value: string | null): value is Theme => value === 'system' || value === 'light' || value === 'dark'

/** The theme that was shown last, so that the window does not flash in the other one before the settings arrive. */
const rememberedTheme = (): Theme => {
  const stored = localStorage.getItem(storageKey)
  return isTheme(stored) ? stored : 'system'
}

let shown: Theme = 'system'

const paint = (): void => {
  const dark = shown === 'dark' || (shown === 'system' && matchMedia(darkQuery).matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

/** Shows the theme of the last time, and from then on follows the system where the theme is `system`. */
export const startTheme = (): void => {
  shown = rememberedTheme()
  matchMedia(darkQuery).addEventListener('change', paint)
  paint()
}

export const showTheme = (theme: Theme): void => {
  shown = theme
  localStorage.setItem(storageKey, theme)
  paint()
}

const pxPerRem = 16
/** The leading of prose at each size, from 17/26 and 19/28 of the specification. */
const proseLeadingPx = (sizePx: number): number => sizePx + 9

/** Sets the face and the size of prose, the reader's choice. */
export const showProse = ({ proseFont, proseSizePx }: Pick<Settings, 'proseFont' | 'proseSizePx'>): void => {
  const { style } = document.documentElement
  style.setProperty('--prose-size', `${proseSizePx / pxPerRem}rem`)
  style.setProperty('--prose-leading', `${proseLeadingPx(proseSizePx) / pxPerRem}rem`)
  style.setProperty('--font-prose', proseFont === 'sans' ? 'var(--font-sans)' : 'var(--font-serif)')
}
