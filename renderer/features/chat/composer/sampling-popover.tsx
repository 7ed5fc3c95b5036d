import { RotateCcw, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConversationSettings, conversationSettingsSchema } from '#contract/conversations.ts'
import { type Sampling, samplingSchema } from '#contract/sampling.ts'
import { useSettings } from '../../../stores/stores.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Popover } from '../../../ui/popover.tsx'

type Key = Exclude<keyof Sampling, 'stop' | 'presencePenalty' | 'frequencyPenalty'>

const fields: readonly { key: Key; step: number; min: number; max: number; isOptional?: boolean }[] = [
  { key: 'temperature', step: 0.1, min: 0, max: 5 },
  { key: 'topK', step: 1, min: 0, max: 1000 },
  { key: 'topP', step: 0.05, min: 0, max: 1 },
  { key: 'minP', step: 0.01, min: 0, max: 1 },
  { key: 'repeatPenalty', step: 0.05, min: 0.5, max: 2 },
  { key: 'seed', step: 1, min: 0, max: 4_294_967_295, isOptional: true },
  { key: 'maxTokens', step: 64, min: 1, max: 1_000_000, isOptional: true },
]

type SamplingPopoverProps = { settings: ConversationSettings; onChange: (settings: ConversationSettings) => void }

const SamplingField = ({ field, settings, onChange }: SamplingPopoverProps & { field: (typeof fields)[number] }) => {
  const { t } = useTranslation('chat')
  const { key, isOptional = false, ...range } = field
  const usual = useSettings((all) => all.sampling[key])
  const own = settings.sampling[key]
  const [typed, setTyped] = useState<number | null | undefined>(undefined)
  const value = typed !== undefined ? typed : own !== undefined ? own : (usual ?? null)
  const isValid = (candidate: number | null) => samplingSchema.shape[key].safeParse(candidate).success
  const set = (sampling: object) => {
    setTyped(undefined)
    onChange({ ...settings, sampling: conversationSettingsSchema.shape.sampling.parse(sampling) })
  }
  return (
    <div className="flex items-start gap-2">
      <Field
        className="flex-1"
        label={t(`sampling.${key}.name`)}
        description={t(`sampling.${key}.effect`)}
        error={isValid(value) ? null : t('sampling.range', { min: range.min, max: range.max })}
      >
        <NumberField
          {...range}
          value={value}
          label={t(`sampling.${key}.name`)}
          {...(isOptional && { placeholder: t(key === 'seed' ? 'sampling.randomSeed' : 'sampling.upToContext') })}
          onChange={setTyped}
          onCommit={(committed) => {
            if (isValid(committed)) set({ ...settings.sampling, [key]: committed })
          }}
        />
      </Field>
      <IconButton
        icon={RotateCcw}
        label={t('sampling.reset', { name: t(`sampling.${key}.name`) })}
        className={own === undefined && typed === undefined ? 'invisible' : 'mt-6.5'}
        onClick={() => {
          const { [key]: _removed, ...rest } = settings.sampling
          set(rest)
        }}
      />
    </div>
  )
}

/** How tokens are drawn in this conversation, where that differs from the settings. */
export const SamplingPopover = (props: SamplingPopoverProps) => {
  const { t } = useTranslation('chat')
  const count = Object.keys(props.settings.sampling).length
  return (
    <Popover
      side="top"
      align="start"
      label={t('sampling.title')}
      className="w-84 p-4"
      trigger={<IconButton icon={SlidersHorizontal} label={t('sampling.title')} badge={count > 0 && <OwnMark />} />}
    >
      <h2 className="type-section">{t('sampling.title')}</h2>
      <p className="mt-0.5 mb-3 type-secondary text-ink2">{t('sampling.note')}</p>
      <div className="flex flex-col gap-3">
        {fields.map((field) => (
          <SamplingField key={field.key} field={field} {...props} />
        ))}
      </div>
    </Popover>
  )
}

/** Marks a control whose conversation has values of its own. */
export const OwnMark = () => (
  <span aria-hidden className="absolute top-0.5 right-0.5 size-1.5 rounded-full bg-gold outline outline-goldmark" />
)
