import { useTranslation } from 'react-i18next'
import { defaultSampling } from '#contract/sampling.ts'
import { type samplingKeys, samplingRanges } from '../../data/sampling-ranges.ts'
import { formatNumber } from '../../i18n/format.ts'
import { NumberSetting } from './number-setting.tsx'
import { TextSetting } from './text-setting.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

const stopLimits = { strings: 16, characters: 200 }

const stopLines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

/** How the next token is drawn: each of llama.cpp's parameters with what it does. */
export const SamplingSetting = ({ id, editor }: { id: (typeof samplingKeys)[number]; editor: SettingsEditor }) => {
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
