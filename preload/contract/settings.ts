import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './common.ts'
import { userCloudPriceSchema } from './cost.ts'
import { sourceIdSchema } from './energy.ts'
import { defaultLoadOptions, loadOptionsSchema } from './engine.ts'
import { mostPlugs, plugSchema } from './plugs.ts'
import { defaultSampling, samplingSchema } from './sampling.ts'
import { amortisationSchema, carbonFactorSchema, currencySchema, tariffSchema } from './tariff.ts'

/** How power is measured. */
export const meterSettingsSchema = z.object({
  /** Nothing is read and nothing is stored where it is off. */
  isOn: z.boolean(),
  /** Sources that the user turned off. */
  offSources: z.array(sourceIdSchema).max(200),
  plugs: z.array(plugSchema).max(mostPlugs),
  /** Charge Intel's psys (the whole board) in place of the processor's package, where there is one. Not every board's is right. */
  countPlatform: z.boolean(),
  /** The processor's power limit in watts, for the estimate; null: as the system or a table has it. */
  cpuLimitW: z.number().min(1).max(2000).nullable(),
  /** The power supply's rating, for the estimate; null: not known, which widens the range. `battery`: a laptop's adapter. */
  supply: z.enum(['bronze', 'gold', 'platinum', 'titanium', 'battery']).nullable(),
})
export type MeterSettings = z.infer<typeof meterSettingsSchema>

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
  meter: meterSettingsSchema,
  /** What electricity costs; null: no money is shown, only energy. */
  tariff: tariffSchema.nullable(),
  /** null: no CO₂ is shown. */
  carbon: carbonFactorSchema.nullable(),
  /** The hardware's share of the cost; null: it is owned already, and costs nothing more. */
  amortisation: amortisationSchema.nullable(),
  /** What one US dollar is in the tariff's currency, by the user, so that cloud prices can be compared; null: each in its own. */
  exchangeRate: z
    .object({ currency: currencySchema, perDollar: z.number().positive(), asOf: z.string().max(40) })
    .nullable(),
  /** Cloud prices of the user's own, and those that go before the table's. */
  cloudPrices: z.array(userCloudPriceSchema).max(200),
  /** Rows of the cloud table that are shown, by id; null: those that Wattle shows by itself. */
  shownCloudPrices: z.array(z.string().max(200)).max(200).nullable(),
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
  meter: { isOn: true, offSources: [], plugs: [], countPlatform: false, cpuLimitW: null, supply: null },
  tariff: null,
  carbon: null,
  amortisation: null,
  exchangeRate: null,
  cloudPrices: [],
  shownCloudPrices: null,
}

export const settingsContract = {
  /** The present settings, then each change. */
  watch: procedure.output(eventIterator(settingsSchema)),
  /** Changes the keys that are given, whole; returns all settings. A value out of range is refused and nothing changes. */
  change: procedure.input(settingsSchema.partial()).output(settingsSchema),
}
