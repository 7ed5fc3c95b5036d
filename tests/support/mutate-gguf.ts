/** Numbers of a fixed sequence (mulberry32). */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below
  }
}

/** A file to change: its header's length, and where it has counts, lengths and types. */
export type MutationSeed = { content: Buffer; headerBytes: number; fields: readonly number[] }

const wordSize = 8
/** Lengths and counts on the edges of what readers can hold. */
const edges = [0n, 1n, 255n, 2n ** 16n, 2n ** 31n - 1n, 2n ** 32n - 1n, 2n ** 33n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]
const typeCount = 45

/** Finds the fields of a file by the names in it: before each is its length, behind it what the name is of. */
export function mutationSeed(content: Buffer, names: readonly string[]): MutationSeed {
  const fields = [4, 8, 16]
  let headerBytes = 24
  for (const name of names) {
    const at = content.indexOf(name)
    const end = at + Buffer.byteLength(name)
    fields.push(at - wordSize, end, end + 4, end + wordSize, end + 12, end + 16, end + 20, end + 24)
    headerBytes = Math.max(headerBytes, end + 64)
  }
  return { content, headerBytes: Math.min(headerBytes, content.length), fields }
}

/** One change, or a few, of the kinds that bad disks, bad converters and bad people make. */
export function mutate({ content, headerBytes, fields }: MutationSeed, random: (below: number) => number): Buffer {
  const below = (limit: number) => Math.floor(random(limit))
  let file = Buffer.from(content)
  const place = () => below(Math.min(headerBytes, file.length))
  const field = () => Math.min(fields[below(fields.length)] ?? 0, Math.max(0, file.length - wordSize))
  // Bytes that fell over: the most common of all.
  const fallOver = () => {
    for (let left = 1 + below(8); left > 0 && file.length > 0; left -= 1) file[place()] = below(256)
  }
  const changes: (() => void)[] = [
    fallOver,
    fallOver,
    fallOver,
    // A length, a count or a type that is a lie.
    () => {
      if (file.length >= wordSize) file.writeBigUInt64LE(edges[below(edges.length)] ?? 0n, field())
    },
    () => {
      if (file.length >= wordSize) file.writeBigUInt64LE(BigInt(below(file.length * 2)), field())
    },
    () => {
      if (file.length >= wordSize) file.writeUInt32LE(below(typeCount), field())
    },
    // An end that comes too early.
    () => {
      file = file.subarray(0, below(file.length + 1))
    },
    // A piece twice, such as a key, and the count that belongs to it.
    () => {
      const start = place()
      const piece = file.subarray(start, start + below(200))
      file = Buffer.concat([file.subarray(0, start + piece.length), piece, file.subarray(start + piece.length)])
      if (file.length >= 24) file.writeUInt32LE((file.readUInt32LE(16) + 1) >>> 0, 16)
    },
    // A piece that is gone.
    () => {
      const start = place()
      file = Buffer.concat([file.subarray(0, start), file.subarray(start + 1 + below(64))])
    },
  ]
  for (let left = 1 + below(1 + below(4)); left > 0; left -= 1) changes[below(changes.length)]?.()
  return file
}
