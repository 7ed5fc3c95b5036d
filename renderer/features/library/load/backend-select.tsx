import { useTranslation } from 'react-i18next'
import type { LoadOptions } from '#contract/engine.ts'
import { backendIdSchema, type Hardware } from '#contract/hardware.ts'
import { Select } from '../../../ui/select.tsx'

type BackendSelectProps = {
  hardware: Hardware | null
  options: LoadOptions
  onChange: (options: LoadOptions) => void
}

const automatic = 'automatic'

/** What a model is computed on. What was not found cannot be chosen. */
export const BackendSelect = ({ hardware, options, onChange }: BackendSelectProps) => {
  const { t } = useTranslation('picker')
  const { t: tApp } = useTranslation('app')
  const chosen = hardware ? tApp(`backend.${hardware.chosen.backend}`) : null
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
        ...(hardware?.backends ?? []).map((backend) => ({
          value: backend.id,
          label: tApp(`backend.${backend.id}`),
          disabled: backend.status !== 'available',
          hint: backend.status === 'available' ? undefined : tApp(`backendStatus.${backend.status}`),
        })),
      ]}
    />
  )
}
