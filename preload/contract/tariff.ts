import { z } from 'zod'

/** ISO 4217, such as EUR. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/)

/** A time of day, `00:00` to `24:00`. */
const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** Where a figure of a table is from. */
export const figureSourceSchema = z.object({
  /** ISO 3166-1 alpha-2, such as DE. */
  country: z.string().length(2),
  /** Who publishes it, such as `Eurostat nrg_pc_204`. */
  publisher: z.string(),
  /** What time it holds for, such as `H1 2025`. */
  period: z.string(),
})
export type FigureSource = z.infer<typeof figureSourceSchema>

/** A price that holds at certain times. The first period that fits goes before the later ones. */
export const tariffPeriodSchema = z.object({
  name: z.string().max(60),
  /** 1 Monday to 7 Sunday, of the day that the period begins on. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  /** From this time of day, inclusive. */
  from: timeOfDaySchema,
  /** To this time of day, exclusive; one that is not after `from` lies on the next day. */
  to: timeOfDaySchema,
  pricePerKwh: z.number().min(0).max(1_000_000),
})
export type TariffPeriod = z.infer<typeof tariffPeriodSchema>

/** What electricity costs. */
export const tariffSchema = z.object({
  currency: currencySchema,
  /** Where no period fits, in units of the currency. */
  pricePerKwh: z.number().min(0).max(1_000_000),
  periods: z.array(tariffPeriodSchema).max(20),
  /** IANA name of the zone that the periods' times are in, such as Europe/Berlin. */
  timeZone: z.string().min(1).max(60),
  /** Where the price is from; null where the user gave it. */
  source: figureSourceSchema.nullable(),
})
export type Tariff = z.infer<typeof tariffSchema>

/** How much CO₂ a kilowatt-hour stands for. */
export const carbonFactorSchema = z.object({
  /** Grams of CO₂ equivalents. */
  gramsPerKwh: z.number().min(0).max(5000),
  source: figureSourceSchema.nullable(),
})
export type CarbonFactor = z.infer<typeof carbonFactorSchema>

/** What the hardware costs over its life: `(purchase − resale) / (lifetimeHours × utilisation)` an hour of use. */
export const amortisationSchema = z
  .object({
    currency: currencySchema,
    purchase: z.number().min(0).max(1e9),
    resale: z.number().min(0).max(1e9),
    lifetimeHours: z.number().min(1).max(1e6),
    /** Share of its life that it answers, above 0 to 1. */
    utilisation: z.number().min(0.0001).max(1),
  })
  .refine(({ purchase, resale }) => resale <= purchase, { path: ['resale'] })
export type Amortisation = z.infer<typeof amortisationSchema>

/** What the hardware costs in an hour of use, in units of its currency. */
export function hardwarePerHour({ purchase, resale, lifetimeHours, utilisation }: Amortisation): number {
  return (purchase - resale) / (lifetimeHours * utilisation)
}

/** A country's household price and carbon intensity, as the dated tables have them; null where they have none. */
export const countryFiguresSchema = z.object({
  country: z.string().length(2),
  price: z
    .object({ pricePerKwh: z.number().positive(), currency: currencySchema, source: figureSourceSchema })
    .nullable(),
  carbon: z.object({ gramsPerKwh: z.number().nonnegative(), source: figureSourceSchema }).nullable(),
})
export type CountryFigures = z.infer<typeof countryFiguresSchema>
