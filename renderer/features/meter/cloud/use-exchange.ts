import { useMemo } from 'react'
import { useSettings } from '../../../stores/stores.tsx'
import { type Exchange, exchangeTo } from './spent-curve.ts'

/** The currency that money is compared in, the tariff's own; and what it takes to compare the cloud's dollars with it. */
export function useExchange(): { currency: string; hasTariff: boolean; exchange: Exchange } {
  const tariffCurrency = useSettings(({ tariff }) => tariff?.currency ?? null) ?? null
  const rate = useSettings(({ exchangeRate }) => exchangeRate) ?? null
  const wanted = tariffCurrency ?? 'USD'
  return useMemo(
    () => ({ currency: wanted, hasTariff: tariffCurrency !== null, exchange: exchangeTo(wanted, rate) }),
    [wanted, tariffCurrency, rate],
  )
}
