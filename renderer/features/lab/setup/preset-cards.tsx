import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useTranslation } from 'react-i18next'
import type { LabPlan } from '#contract/lab/plan.ts'
import { choosePreset, type NamedPreset, type Presets } from './plan-draft.ts'

const order: readonly NamedPreset[] = ['quick', 'standard', 'thorough', 'llama-bench', 'localscore']

type PresetCardsProps = { plan: LabPlan; basedOn: NamedPreset | null; presets: Presets }

/** How thoroughly it is measured: one of a few plans, each with what it holds. One that was changed is chosen no more, and says so. */
export const PresetCards = ({ plan, basedOn, presets }: PresetCardsProps) => {
  const { t } = useTranslation('lab')
  const isPreset = (value: unknown): value is NamedPreset => order.some((preset) => preset === value)
  return (
    <>
      <RadioGroup
        aria-label={t('setup.preset.title')}
        value={plan.preset}
        onValueChange={(value) => {
          if (isPreset(value)) choosePreset(value, presets)
        }}
        className="grid grid-cols-[repeat(auto-fit,minmax(8.25rem,1fr))] gap-2"
      >
        {order.map((preset) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the control is the radio below.
          <label
            key={preset}
            className="relative flex flex-col gap-0.5 rounded-card border border-rule2 bg-paper px-3 py-2 hover:bg-sel has-data-checked:border-goldmark has-data-checked:bg-goldwash"
          >
            <span className="flex items-center gap-2">
              <Radio.Root
                value={preset}
                className="grid size-4 shrink-0 place-items-center rounded-full border border-edge bg-paper data-[checked]:border-ink"
              >
                <Radio.Indicator className="size-2 rounded-full bg-ink" />
              </Radio.Root>
              <span className="font-medium">{t(`setup.preset.${preset}.name`)}</span>
            </span>
            <span className="type-secondary text-ink2">{t(`setup.preset.${preset}.holds`)}</span>
          </label>
        ))}
      </RadioGroup>
      {plan.preset === 'custom' && (
        <p className="mt-2 type-secondary text-ink2">
          {basedOn === null
            ? t('setup.preset.custom')
            : t('setup.preset.changed', { preset: t(`setup.preset.${basedOn}.name`) })}
        </p>
      )}
    </>
  )
}
