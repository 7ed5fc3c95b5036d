import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultSettings } from '#contract/settings.ts'
import { samplingKeys } from '../../data/sampling-ranges.ts'
import { formatNumber } from '../../i18n/format.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { AboutSettings, PrivacySettings } from './about-settings.tsx'
import { useAppearanceRows } from './appearance-settings.tsx'
import { useCostEntries } from './cost/cost-entries.tsx'
import { DataSettings } from './data-settings.tsx'
import { useDownloadEntries } from './download-entries.tsx'
import { useEngineEntries } from './engine-entries.tsx'
import { HardwareReport } from './hardware-report.tsx'
import { useMeterEntries } from './power/meter-entries.tsx'
import { SamplingSetting, StopSetting } from './sampling-settings.tsx'
import { rowEntry, type SettingEntry } from './setting-entry.tsx'
import type { SettingRow, SettingsSection } from './setting-row.tsx'
import { TextSetting } from './text-setting.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

const systemPromptMax = 100_000

const useAnswerEntries = ({ settings, change }: SettingsEditor): SettingEntry[] => {
  const { t } = useTranslation('settings')
  const overflow: SettingRow = {
    id: 'contextOverflow',
    section: 'answers',
    label: t('contextOverflow.label'),
    effect: t('contextOverflow.effect'),
    defaultText: t(`contextOverflow.${defaultSettings.contextOverflow}`),
    isDefault: settings.contextOverflow === defaultSettings.contextOverflow,
    reset: () => change({ contextOverflow: defaultSettings.contextOverflow }),
    control: (
      <Segmented
        label={t('contextOverflow.label')}
        value={settings.contextOverflow}
        onChange={(contextOverflow) => change({ contextOverflow })}
        options={(['drop-oldest', 'refuse'] as const).map((value) => ({ value, label: t(`contextOverflow.${value}`) }))}
      />
    ),
  }
  const prompt = { label: t('systemPrompt.label'), effect: t('systemPrompt.effect') }
  return [
    {
      id: 'systemPrompt',
      section: 'answers',
      text: `${prompt.label} ${prompt.effect}`,
      node: (
        <TextSetting
          row={{
            id: 'systemPrompt',
            section: 'answers',
            ...prompt,
            defaultText: defaultSettings.systemPrompt,
            isDefault: settings.systemPrompt === defaultSettings.systemPrompt,
            reset: () => change({ systemPrompt: defaultSettings.systemPrompt }),
          }}
          value={settings.systemPrompt}
          save={(systemPrompt) => change({ systemPrompt })}
          error={(text) =>
            text.length > systemPromptMax ? t('systemPrompt.tooLong', { max: formatNumber(systemPromptMax) }) : null
          }
        />
      ),
    },
    rowEntry(overflow),
  ]
}

const useSamplingEntries = (editor: SettingsEditor): SettingEntry[] => {
  const { t } = useTranslation('settings')
  const text = (key: (typeof samplingKeys)[number] | 'stop') =>
    `${t(`sampling.${key}.label`)} ${t(`sampling.${key}.effect`)}`
  return [
    ...samplingKeys.map((key) => ({
      id: `sampling.${key}`,
      section: 'sampling' as const,
      text: text(key),
      node: <SamplingSetting id={key} editor={editor} />,
    })),
    { id: 'sampling.stop', section: 'sampling', text: text('stop'), node: <StopSetting editor={editor} /> },
  ]
}

/** All that the page holds, in order. */
export const useSettingEntries = (editor: SettingsEditor): SettingEntry[] => {
  const { t } = useTranslation('settings')
  const block = (section: SettingsSection, words: string[], node: ReactNode): SettingEntry => ({
    id: section,
    section,
    text: [t(`section.${section}`), ...words].join(' '),
    node,
  })
  const appearance = useAppearanceRows(editor).map(rowEntry)
  const answers = useAnswerEntries(editor)
  const sampling = useSamplingEntries(editor)
  const engine = useEngineEntries(editor)
  const meter = useMeterEntries(editor)
  const cost = useCostEntries(editor)
  const downloads = useDownloadEntries(editor)
  return [
    ...appearance,
    ...answers,
    ...sampling,
    ...engine,
    ...meter,
    ...cost,
    ...downloads,
    block('hardware', [t('hardware.cpu'), t('hardware.memory'), t('hardware.backends')], <HardwareReport />),
    block('data', [t('data.folder'), t('data.log'), t('data.engineLog')], <DataSettings />),
    block('privacy', [], <PrivacySettings />),
    block('about', [t('about.licence'), t('about.engine')], <AboutSettings />),
  ]
}
