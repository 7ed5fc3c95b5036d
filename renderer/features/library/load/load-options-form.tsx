import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LoadOptions } from '#contract/engine.ts'
import { backendIdSchema } from '#contract/hardware.ts'
import type { Model } from '#contract/models.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { useHardwareState } from '../../../stores/stores.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { ContextSlider } from './context-slider.tsx'
import { pickerKvTypes, withKvType } from './load-options.ts'
import { MemoryBar } from './memory-bar.tsx'

type LoadOptionsFormProps = { model: Model; options: LoadOptions; onChange: (options: LoadOptions) => void }

const automatic = 'automatic'

const BackendSelect = ({ options, onChange }: Omit<LoadOptionsFormProps, 'model'>) => {
  const { t } = useTranslation('library')
  const { t: tApp } = useTranslation('app')
  const hardware = useHardwareState()
  const known = hardware?.phase === 'known' ? hardware.hardware : null
  const chosen = known ? tApp(`backend.${known.chosen.backend}`) : null
  return (
    <Select
      size="compact"
      label={t('options.backend')}
      value={options.backend ?? automatic}
      onChange={(value) => onChange({ ...options, backend: backendIdSchema.safeParse(value).data ?? null })}
      options={[
        {
          value: automatic,
          label: chosen ? t('options.automaticBackend', { backend: chosen }) : tApp('common.automatic'),
        },
        ...(known?.backends ?? []).map((backend) => ({
          value: backend.id,
          label: tApp(`backend.${backend.id}`),
          disabled: backend.status !== 'available',
          hint: backend.status === 'available' ? undefined : tApp(`backendStatus.${backend.status}`),
        })),
      ]}
    />
  )
}

/** How a model is to be loaded, and what that takes. */
export const LoadOptionsForm = ({ model, options, onChange }: LoadOptionsFormProps) => {
  const { t } = useTranslation('library')
  const { t: tApp } = useTranslation('app')
  const procedures = useProcedures()
  const hardware = useHardwareState()
  const estimate = useQuery(
    procedures.models.estimateFit.queryOptions({
      input: { modelId: model.id, options },
      placeholderData: keepPreviousData,
    }),
  )
  const chosen = hardware?.phase === 'known' ? hardware.hardware.chosen.backend : 'cpu'
  const isGpu = (options.backend ?? chosen) !== 'cpu'
  return (
    <div className="mt-4 flex flex-col gap-3">
      <ContextSlider
        trainedTokens={model.trainedContextTokens}
        value={options.contextTokens}
        onChange={(contextTokens) => onChange({ ...options, contextTokens })}
        estimate={estimate.data}
      />
      {estimate.data && <MemoryBar estimate={estimate.data} isGpu={isGpu} />}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-rule pt-3 type-secondary text-ink2">
        <span className="flex items-center gap-2">
          {t('options.cache')}
          <Segmented
            label={t('options.cache')}
            isMono
            value={options.kvTypeK}
            onChange={(type) => onChange(withKvType(options, type))}
            options={pickerKvTypes.map((type) => ({ value: type, label: type }))}
          />
        </span>
        <span className="flex items-center gap-2">
          {t('options.backend')}
          <BackendSelect options={options} onChange={onChange} />
        </span>
        <span className="flex items-center gap-2">
          {t('options.threads')}
          <NumberField
            label={t('options.threads')}
            value={options.threads}
            min={1}
            max={256}
            placeholder={tApp('common.automatic')}
            onChange={(threads) => onChange({ ...options, threads })}
          />
        </span>
        {isGpu && (
          <span className="flex items-center gap-2">
            {t('options.layers')}
            <NumberField
              label={t('options.layers')}
              value={options.gpuLayers}
              min={0}
              max={(model.layerCount ?? 999) + 1}
              placeholder={tApp('common.automatic')}
              onChange={(gpuLayers) => onChange({ ...options, gpuLayers })}
            />
          </span>
        )}
      </div>
    </div>
  )
}
