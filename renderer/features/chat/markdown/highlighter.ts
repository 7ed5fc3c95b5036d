import type { RootContent } from 'hast'
import { common, createLowlight } from 'lowlight'

const lowlight = createLowlight(common)

/** Names that models use and highlight.js does not. */
const otherNames: Record<string, string> = {
  shellscript: 'bash',
  console: 'bash',
  jsonc: 'json',
  vue: 'xml',
  svelte: 'xml',
}

/** Code as elements with highlight.js's classes; null where the language is not known. */
export function highlight(code: string, language: string): RootContent[] | null {
  const name = otherNames[language] ?? language
  return lowlight.registered(name) ? lowlight.highlight(name, code).children : null
}
