import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultSettings } from '#contract/settings.ts'
import { Switch } from '../../ui/switch.tsx'
import { AutoSetting, BackendSetting, KvTypeSetting, LoadNumberSetting, MlockSetting } from './engine-settings.tsx'
import { IdleUnloadSetting, ModelsInMemorySetting } from './memory-settings.tsx'
import { rowEntry, type SettingEntry } from './setting-entry.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

const loadKeys = [
  'contextTokens',
  'backend',
  'threads',
  'gpuLayers',
  'flashAttention',
  'kvTypeK',
  'kvTypeV',
  'batchTokens',
  'ubatchTokens',
  'mmap',
  'mlock',
] as const

/** How models are loaded, and how long they stay. */
export const useEngineEntries = (editor: SettingsEditor): SettingEntry[] => {
  const { t } = useTranslation('settings')
  const { settings, change } = editor
  const nodes: Record<(typeof loadKeys)[number], ReactNode> = {
    contextTokens: <LoadNumberSetting id="contextTokens" editor={editor} />,
    backend: <BackendSetting editor={editor} />,
    threads: <LoadNumberSetting id="threads" editor={editor} />,
    gpuLayers: <LoadNumberSetting id="gpuLayers" editor={editor} />,
    flashAttention: <AutoSetting id="flashAttention" editor={editor} />,
    kvTypeK: <KvTypeSetting id="kvTypeK" editor={editor} />,
    kvTypeV: <KvTypeSetting id="kvTypeV" editor={editor} />,
    batchTokens: <LoadNumberSetting id="batchTokens" editor={editor} />,
    ubatchTokens: <LoadNumberSetting id="ubatchTokens" editor={editor} />,
    mmap: <AutoSetting id="mmap" editor={editor} />,
    mlock: <MlockSetting editor={editor} />,
  }
  const entry = (key: 'idleUnloadMinutes' | 'modelsInMemory', node: ReactNode): SettingEntry => ({
    id: key,
    section: 'engine',
    text: `${t(`${key}.label`)} ${t(`${key}.effect`)}`,
    node,
  })
  return [
    ...loadKeys.map((key) => ({
      id: `load.${key}`,
      section: 'engine' as const,
      text: `${t(`load.${key}.label`)} ${t(`load.${key}.effect`)}`,
      node: nodes[key],
    })),
    rowEntry({
      id: 'loadAtStart',
      section: 'engine',
      label: t('loadAtStart.label'),
      effect: t('loadAtStart.effect'),
      defaultText: t(defaultSettings.loadAtStart ? 'on' : 'off'),
      isDefault: settings.loadAtStart === defaultSettings.loadAtStart,
      reset: () => change({ loadAtStart: defaultSettings.loadAtStart }),
      control: (
        <Switch
          label={t('loadAtStart.label')}
          checked={settings.loadAtStart}
          onChange={(loadAtStart) => change({ loadAtStart })}
        />
      ),
    }),
    entry('idleUnloadMinutes', <IdleUnloadSetting editor={editor} />),
    entry('modelsInMemory', <ModelsInMemorySetting editor={editor} />),
  ]
}
