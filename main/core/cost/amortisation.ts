import { type Amortisation, hardwarePerHour } from '#contract/tariff.ts'

const msPerHour = 3_600_000

/** The hardware's share of a time of use; null where the user has not asked for it. */
export function amortisationFor(
  amortisation: Amortisation | null,
  durationMs: number,
): { currency: string; amount: number } | null {
  if (amortisation === null) return null
  return {
    currency: amortisation.currency,
    amount: hardwarePerHour(amortisation) * (Math.max(0, durationMs) / msPerHour),
  }
}
