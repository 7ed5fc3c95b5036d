/**
 * Moves labels apart along a line so that each has `sizes[i]` px, none leaves `[min, max]`, and their order stays. Takes the wanted
 * centres in ascending order and gives the new ones: neighbours that would collide are put side by side around the mean of their wishes.
 */
export function spreadLabels(wanted: readonly number[], sizes: readonly number[], min: number, max: number): number[] {
  type Group = { from: number; size: number; wishes: { wish: number; offset: number }[] }
  const startOf = ({ size, wishes }: Group): number => {
    const mean = wishes.reduce((sum, { wish, offset }) => sum + wish - offset, 0) / wishes.length
    return Math.max(min, Math.min(max - size, mean))
  }
  const groups: (Group & { start: number })[] = []
  wanted.forEach((wish, index) => {
    const size = sizes[index] ?? 0
    let group: Group = { from: index, size, wishes: [{ wish, offset: size / 2 }] }
    let start = startOf(group)
    for (let last = groups.at(-1); last && last.start + last.size > start; last = groups.at(-1)) {
      groups.pop()
      const shift = last.size
      const moved = group.wishes.map((entry) => ({ ...entry, offset: entry.offset + shift }))
      group = { from: last.from, size: last.size + group.size, wishes: [...last.wishes, ...moved] }
      start = startOf(group)
    }
    groups.push({ ...group, start })
  })
  return groups.flatMap(({ start, wishes }) => wishes.map(({ offset }) => start + offset))
}

const figureWidthPx = 6.1

/** About how wide a label of 11 px is, in px. */
export const labelWidthPx = (text: string): number => Math.ceil(text.length * figureWidthPx)
