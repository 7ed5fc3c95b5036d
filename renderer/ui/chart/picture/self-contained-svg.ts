import { embeddedFontFaces } from './font-faces.ts'

/** The caption over the picture. */
export type PictureCaption = { number: string; claim: string; note: string }

const svgNamespace = 'http://www.w3.org/2000/svg'
const marginPx = 16
const captionPx = 32

/** What a style sheet or a variable says of an element, and what a file by itself has to say on it. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'font-variant-numeric',
  'letter-spacing',
  'text-anchor',
]

/** The face that is wanted; the others of a list are for what it lacks. */
const firstFamily = (list: string): string => (list.split(',')[0] ?? '').trim().replaceAll(/["']/g, '')

/** Writes what the page's styles say of each element into the copy of it, colours of the theme as they are now. */
function writeStyles(original: Element, copy: Element, families: Set<string>): void {
  const computed = getComputedStyle(original)
  for (const property of properties) {
    const value = computed.getPropertyValue(property)
    if (value) copy.setAttribute(property, value)
  }
  copy.removeAttribute('class')
  families.add(firstFamily(computed.fontFamily))
  const originals = [...original.children]
  const copies = [...copy.children]
  originals.forEach((child, index) => {
    const its = copies[index]
    if (its) writeStyles(child, its, families)
  })
}

function textElement(x: number, style: Record<string, string>, words: string): SVGElement {
  const made = document.createElementNS(svgNamespace, 'tspan')
  if (x > 0) made.setAttribute('dx', String(x))
  for (const [name, value] of Object.entries(style)) made.setAttribute(name, value)
  made.textContent = words
  return made
}

/** A chart as a file of its own: on paper of the present theme, with its caption, its colours written out and its fonts in it. */
export async function selfContainedSvg(
  svg: SVGSVGElement,
  { number, claim, note }: PictureCaption,
): Promise<{ text: string; widthPx: number; heightPx: number }> {
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) throw new Error('The copy of a picture is no picture.')
  const families = new Set<string>()
  writeStyles(svg, copy, families)
  const page = getComputedStyle(document.documentElement)
  const colour = (name: string) => page.getPropertyValue(name).trim()
  const serif = getComputedStyle(document.documentElement).getPropertyValue('--font-serif').trim()
  families.add(firstFamily(serif))
  const [chartWidth, chartHeight] = [svg.width.baseVal.value, svg.height.baseVal.value]
  const widthPx = chartWidth + 2 * marginPx
  const heightPx = chartHeight + captionPx + 2 * marginPx
  const file = document.createElementNS(svgNamespace, 'svg')
  file.setAttribute('xmlns', svgNamespace)
  file.setAttribute('width', String(widthPx))
  file.setAttribute('height', String(heightPx))
  file.setAttribute('viewBox', `0 0 ${widthPx} ${heightPx}`)
  const paper = document.createElementNS(svgNamespace, 'rect')
  paper.setAttribute('width', '100%')
  paper.setAttribute('height', '100%')
  paper.setAttribute('fill', colour('--paper'))
  const caption = document.createElementNS(svgNamespace, 'text')
  caption.setAttribute('x', String(marginPx))
  caption.setAttribute('y', String(marginPx + 12))
  caption.setAttribute('font-family', serif)
  caption.setAttribute('font-size', '14')
  caption.append(
    textElement(0, { fill: colour('--ink'), 'font-weight': '500' }, number),
    textElement(6, { fill: colour('--ink2'), 'font-style': 'italic' }, claim),
    textElement(6, { fill: colour('--ink2') }, note),
  )
  copy.setAttribute('x', String(marginPx))
  copy.setAttribute('y', String(marginPx + captionPx))
  const style = document.createElementNS(svgNamespace, 'style')
  file.append(style, paper, caption, copy)
  // As text and not as an element of the page: a style element that stood in the page would be against the policy.
  const text = new XMLSerializer().serializeToString(file)
  const fonts = await embeddedFontFaces(families)
  return { text: text.replace(/<style\s*\/>|<style><\/style>/, `<style>${fonts}</style>`), widthPx, heightPx }
}
