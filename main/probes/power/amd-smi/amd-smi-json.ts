import { z } from 'zod'

/** A number, `{"value": 142, "unit": "W"}`, `"250.0 W"` or `"N/A"`, by the tool's version. */
const quantitySchema = z.union([z.number(), z.string(), z.object({ value: z.union([z.number(), z.string()]) })])
const powerSchema = z.object({
  socket_power: quantitySchema.nullish().catch(null),
  current_socket_power: quantitySchema.nullish().catch(null),
  average_socket_power: quantitySchema.nullish().catch(null),
})
const metricSchema = z.object({ gpu: z.number().int(), power: powerSchema })
const cardSchema = z.object({ gpu: z.number().int(), bdf: z.string().regex(/^[0-9a-f]{4,}(:[0-9a-f]{2}){2}\.[0-7]$/i) })

/** Since ROCm 6.4 or so the list stands in an object. */
function rowsOf(text: string): unknown[] {
  try {
    const json: unknown = JSON.parse(text)
    const parsed = z.union([z.array(z.unknown()), z.object({ gpu_data: z.array(z.unknown()) })]).safeParse(json)
    if (!parsed.success) return []
    return Array.isArray(parsed.data) ? parsed.data : parsed.data.gpu_data
  } catch {
    return []
  }
}

/** The address on the bus of each card, by the tool's own number, out of `amd-smi list --json`. */
export function addressesOf(text: string): Map<number, string> {
  const cards = rowsOf(text).map((row) => cardSchema.safeParse(row))
  return new Map(cards.flatMap(({ data }) => (data === undefined ? [] : [[data.gpu, data.bdf.toLowerCase()]])))
}

/** Watts of each card, by the tool's own number, out of `amd-smi metric --power --json`. A card that says none is left out. */
export function wattsOf(text: string): Map<number, number> {
  const watts = new Map<number, number>()
  for (const row of rowsOf(text)) {
    const { data } = metricSchema.safeParse(row)
    if (data === undefined) continue
    const { socket_power, current_socket_power, average_socket_power } = data.power
    const value = [socket_power, current_socket_power, average_socket_power].map(numberOf).find((one) => one !== null)
    if (value !== undefined && value !== null) watts.set(data.gpu, value)
  }
  return watts
}

/** null for `N/A`, and for the largest number of 16 or 32 bits, which means the same. No board takes 10 kW. */
function numberOf(quantity: z.infer<typeof quantitySchema> | null | undefined): number | null {
  if (quantity === null || quantity === undefined) return null
  if (typeof quantity === 'object') return numberOf(quantity.value)
  const value = typeof quantity === 'number' ? quantity : Number(/^(\d+(?:\.\d+)?)(?: ?W)?$/.exec(quantity)?.[1])
  return value >= 0 && value < 10_000 ? value : null
}

/** No tool of ours prints a longer document. */
const longestDocumentChars = 256 * 1024

/** Puts the lines of a tool that prints one indented JSON document after another together again. */
export class JsonDocuments {
  #lines: string[] = []
  #chars = 0

  /** The document that ends with this line; null until one does. */
  push(line: string): string | null {
    // Whatever stands before a document, such as a warning, is no part of it.
    if (/^[[{]/.test(line)) this.#forget()
    this.#lines.push(line)
    this.#chars += line.length
    if (this.#chars > longestDocumentChars) this.#forget()
    if (!/^[\]}]/.test(line) && !/^[[{].*[\]}]$/.test(line)) return null
    const document = this.#lines.join('\n')
    this.#forget()
    return document
  }

  #forget(): void {
    this.#lines = []
    this.#chars = 0
  }
}
