import { useTranslation } from 'react-i18next'
import { defaultSampling, type Sampling } from '#contract/sampling.ts'
import { formatNumber } from '../../i18n/format.ts'
import { NumberSetting } from './number-setting.tsx'
import type { SettingRange } from './setting-range.ts'
import { TextSetting } from './text-setting.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

type NumberKey = Exclude<keyof Sampling, 'stop'>

/** The range of each parameter, as the contract has it, and the step of its buttons. */
export const samplingRanges: Record<NumberKey, SettingRange & { step: number }> = {
  temperature: { min: 0, max: 5, isInteger: false, isNullable: false, step: 0.05 },
  topK: { min: 0, max: 1000, isInteger: true, isNullable: false, step: 1 },
  topP: { min: 0, max: 1, isInteger: false, isNullable: false, step: 0.01 },
  minP: { min: 0, max: 1, isInteger: false, isNullable: false, step: 0.01 },
  repeatPenalty: { min: 0.5, max: 2, isInteger: false, isNullable: false, step: 0.05 },
  presencePenalty: { min: -2, max: 2, isInteger: false, isNullable: false, step: 0.1 },
  frequencyPenalty: { min: -2, max: 2, isInteger: false, isNullable: false, step: 0.1 },
  seed: { min: 0, max: 4_294_967_295, isInteger: true, isNullable: true, step: 1 },
  maxTokens: { min: 1, max: 1_000_000, isInteger: true, isNullable: true, step: 64 },
}

export const samplingKeys = Object.keys(samplingRanges).filter((key): key is NumberKey => key in samplingRanges)

const stopLimits = { strings: 16, characters: 200 }

const stopLines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

/** How the next token is drawn: each of llama.cpp's parameters with what it does. */
export const SamplingSetting = ({ id, editor }: { id: NumberKey; editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { sampling } = editor.settings
  const { step, ...range } = samplingRanges[id]
  const defaultValue = defaultSampling[id]
  const emptyMeans = id === 'seed' || id === 'maxTokens' ? t(`sampling.${id}.empty`) : null
  const save = (value: number | null) => editor.changeSampling({ [id]: value })
  return (
    <NumberSetting
      row={{
        id: `sampling.${id}`,
        section: 'sampling',
        label: t(`sampling.${id}.label`),
        effect: t(`sampling.${id}.effect`),
        defaultText: defaultValue === null ? (emptyMeans ?? '') : formatNumber(defaultValue, decimals(defaultValue)),
        isDefault: sampling[id] === defaultValue,
        reset: () => save(defaultValue),
      }}
      value={sampling[id]}
      range={range}
      step={step}
      {...(emptyMeans === null ? {} : { placeholder: emptyMeans })}
      save={save}
    />
  )
}

const decimals = (value: number): number => (Number.isInteger(value) ? 0 : (`${value}`.split('.')[1]?.length ?? 0))

/** The strings that end an answer, one on each line. */
export const StopSetting = ({ editor }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { stop } = editor.settings.sampling
  const save = (text: string) => editor.changeSampling({ stop: stopLines(text) })
  return (
    <TextSetting
      row={{
        id: 'sampling.stop',
        section: 'sampling',
        label: t('sampling.stop.label'),
        effect: t('sampling.stop.effect'),
        defaultText: t('none'),
        isDefault: stop.length === 0,
        reset: () => save(''),
      }}
      rows={2}
      value={stop.join('\n')}
      save={save}
      error={(text) =>
        stopLines(text).length > stopLimits.strings ||
        stopLines(text).some((line) => line.length > stopLimits.characters)
          ? t('error.stop', stopLimits)
          : null
      }
    />
  )
}
