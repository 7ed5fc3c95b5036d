import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../data/client-context.tsx'
import { formatDuration, formatNumber } from '../../../i18n/format.ts'
import { formatEnergy } from '../../../i18n/format-energy.ts'
import { useMeterState, useModelsState } from '../../../stores/stores.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'

/** Characters by which a prompt grows before it is asked again what it takes. */
const stepCharacters = 100

/** What the prompt will take, by the model's last answers; nothing before there are some. */
export const Forecast = ({ draft }: { draft: string }) => {
  const { t } = useTranslation('energy')
  const client = useClient()
  const modelId = useModelsState((state) => state.chosenModelId) ?? null
  const canMeasure = useMeterState((state) => state.charged !== null) ?? false
  const lastAnswerId = useMeterState((state) => state.lastAnswer?.messageId ?? '')
  const promptCharacters = Math.ceil(draft.trim().length / stepCharacters) * stepCharacters
  const isWanted = modelId !== null && canMeasure && promptCharacters > 0
  const { data } = useQuery({
    // Each answer changes what the next one is expected to take.
    queryKey: ['forecast', modelId, promptCharacters, lastAnswerId],
    queryFn: () => (modelId === null ? null : client.meter.forecast({ modelId, promptCharacters })),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    retry: 0,
  })
  if (!isWanted || !data) return null
  const { low, high } = data.prefillMs
  const tokens = formatNumber(data.promptTokens)
  return (
    <span className="flex items-center gap-2">
      <EnergyProvenance
        provenance="estimated"
        method={t('forecast.method', { tokens, from: formatDuration(low), to: formatDuration(high) })}
      />
      <span className="type-statistic">{formatEnergy(data.energyJ, 'estimated')}</span>
    </span>
  )
}
