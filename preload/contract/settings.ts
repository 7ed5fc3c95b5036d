import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './common.ts'
import { defaultLoadOptions, loadOptionsSchema } from './engine.ts'
import { defaultSampling, samplingSchema } from './sampling.ts'

/** Every setting with its default. A key that is missing or broken in the database takes its default; the others are kept. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** A BCP 47 tag of a catalogue in `renderer/i18n/`, or `system`. */
  language: z.string().max(35),
  proseFont: z.enum(['serif', 'sans']),
  proseSizePx: z.number().int().min(15).max(20),
  /** Given to the model before each conversation that sets none of its own; empty means none. */
  systemPrompt: z.string().max(100_000),
  sampling: samplingSchema,
  load: loadOptionsSchema,
  /** What happens when a conversation outgrows the context. */
  contextOverflow: z.enum(['drop-oldest', 'refuse']),
  /** Load the chosen model when the app starts, so that the first answer does not wait for it. */
  loadAtStart: z.boolean(),
  /** Free a model's memory when nobody has used it for so many minutes; null keeps it. */
  idleUnloadMinutes: z.number().int().min(1).max(1440).nullable(),
  /** How many models may be in memory at once, where the memory allows it. */
  modelsInMemory: z.number().int().min(1).max(8),
  /** All downloads together take no more than this; null: as much as there is. */
  downloadLimitBytesPerSecond: z.number().int().min(10_000).nullable(),
  /** How many downloads run side by side; the others wait in the queue. */
  parallelDownloads: z.number().int().min(1).max(8),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  proseFont: 'serif',
  proseSizePx: 17,
  // With these words the starter names the capitals of France and Italy in 79 of 80 tries; without the second sentence in 49.
  systemPrompt: 'You are a helpful assistant. Give short, exact answers.',
  sampling: defaultSampling,
  load: defaultLoadOptions,
  contextOverflow: 'drop-oldest',
  loadAtStart: true,
  idleUnloadMinutes: null,
  modelsInMemory: 1,
  downloadLimitBytesPerSecond: null,
  parallelDownloads: 2,
}

export const settingsContract = {
  /** The present settings, then each change. */
  watch: procedure.output(eventIterator(settingsSchema)),
  /** Changes the keys that are given, whole; returns all settings. A value out of range is refused and nothing changes. */
  change: procedure.input(settingsSchema.partial()).output(settingsSchema),
}
