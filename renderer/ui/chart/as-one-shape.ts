import type { ChannelValues, RenderFunction } from '@observablehq/plot'
import { svgElement } from './draw-end-labels.ts'

/** So many marks of a layer are drawn as one shape: a browser takes as long for the style of each element as for all else of it. */
const leastMarks = 32

/** A hundredth of a px is not seen. */
const px = (value: unknown): string => String(Math.round(Number(value) * 100) / 100)

/** Plot draws the first mark, with all that its look needs; the shape of all of them stands in its place. */
const asOneShape =
  (outline: (values: ChannelValues, index: number) => string): RenderFunction =>
  (indices, scales, values, dimensions, context, next) => {
    const drawn = next?.(indices.slice(0, 1), scales, values, dimensions, context) ?? null
    // They are an array of whole numbers, whatever the types say: its own map would make numbers of the outlines.
    const shape = svgElement('path', { d: Array.from(indices, (index) => outline(values, index)).join('') })
    drawn?.querySelector('circle, line')?.replaceWith(shape)
    return drawn
  }

type Look = { render?: RenderFunction }

const forMany = (count: number, outline: (values: ChannelValues, index: number) => string): Look =>
  count < leastMarks ? {} : { render: asOneShape(outline) }

/** What makes one shape of so many dots; nothing where they are few. */
export const manyDots = (count: number, radiusPx: number): Look =>
  forMany(count, ({ x, y }, index) => {
    const arc = `a${radiusPx} ${radiusPx} 0 1 0 `
    return `M${px(Number(x?.[index]) - radiusPx)} ${px(y?.[index])}${arc}${2 * radiusPx} 0${arc}${-2 * radiusPx} 0`
  })

/** What makes one shape of so many upright lines; nothing where they are few. */
export const manyUprights = (count: number): Look =>
  forMany(count, ({ x, y1, y2 }, index) => `M${px(x?.[index])} ${px(y1?.[index])}V${px(y2?.[index])}`)

/** What makes one shape of so many level lines; nothing where they are few. */
export const manyLevels = (count: number): Look =>
  forMany(count, ({ y, x1, x2 }, index) => `M${px(x1?.[index])} ${px(y?.[index])}H${px(x2?.[index])}`)
