import { useTranslation } from 'react-i18next'
import type { FitEstimate, Model } from '#contract/models.ts'
import { ContextSlider } from './context-slider.tsx'
import { FitEvidence } from './fit-evidence.tsx'
import { FitReason } from './fit-reason.tsx'
import { MemoryBar } from './memory-bar.tsx'
import { memoryParts } from './memory-parts.ts'
import type { LoadForm } from './use-load-form.ts'

type LoadFieldsProps = { model: Model; form: LoadForm; estimate: FitEstimate | undefined }

/** The context length, and what a load at it would take of each kind of memory. */
export const LoadFields = ({ model, form, estimate }: LoadFieldsProps) => {
  const { t } = useTranslation('picker')
  const { options, setOptions, hardware, isGpu } = form
  return (
    <>
      <ContextSlider
        trainedTokens={model.trainedContextTokens}
        value={options.contextTokens}
        onChange={(contextTokens) => setOptions({ ...options, contextTokens })}
        estimate={estimate}
        isGpu={isGpu}
      />
      <div className="flex min-h-21 flex-col gap-2">
        {estimate?.devices.length === 0 && <p className="type-secondary text-ink2">{t('memory.unknown')}</p>}
        {estimate?.devices.map((device) => (
          <MemoryBar
            key={device.kind}
            parts={memoryParts(device, hardware, options)}
            options={options}
            layers={device.kind === 'vram' ? estimate : null}
          />
        ))}
        {estimate && estimate.devices.length > 0 && (
          <>
            <FitEvidence estimate={estimate} />
            <FitReason estimate={estimate} />
          </>
        )}
      </div>
    </>
  )
}
