import { useTranslation } from 'react-i18next'
import { contextCapTokens, defaultLoadOptions, kvTypeSchema } from '#contract/engine.ts'
import { backendIdSchema } from '#contract/hardware.ts'
import { loadNumberRanges } from '../../data/load-ranges.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useHardwareState } from '../../stores/stores.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { NumberSetting } from './number-setting.tsx'
import { SettingRowView } from './setting-row.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

type EngineRowProps = { editor: SettingsEditor }

type LoadKey = keyof typeof defaultLoadOptions

const useLoadRow = ({ settings, changeLoad }: SettingsEditor) => {
  const { t } = useTranslation('settings')
  return (key: LoadKey, defaultText: string) => ({
    id: `load.${key}`,
    section: 'engine' as const,
    label: t(`load.${key}.label`),
    effect: t(`load.${key}.effect`),
    defaultText,
    isDefault: settings.load[key] === defaultLoadOptions[key],
    reset: () => changeLoad({ [key]: defaultLoadOptions[key] }),
  })
}

export const LoadNumberSetting = ({ id, editor }: EngineRowProps & { id: keyof typeof loadNumberRanges }) => {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const row = useLoadRow(editor)
  const { step, ...range } = loadNumberRanges[id]
  const automatic = t(`load.${id}.automatic`, { cap: formatNumber(contextCapTokens) })
  return (
    <NumberSetting
      row={row(id, automatic)}
      value={editor.settings.load[id]}
      range={range}
      step={step}
      placeholder={tApp('common.automatic')}
      save={(value) => editor.changeLoad({ [id]: value })}
    />
  )
}

/** A setting that is on, off, or left to llama.cpp. */
export const AutoSetting = ({ id, editor }: EngineRowProps & { id: 'flashAttention' | 'mmap' }) => {
  const { t } = useTranslation('settings')
  const row = useLoadRow(editor)
  const control = (
    <Segmented
      label={t(`load.${id}.label`)}
      value={editor.settings.load[id]}
      onChange={(value) => editor.changeLoad({ [id]: value })}
      options={(['auto', 'on', 'off'] as const).map((value) => ({ value, label: t(`load.${id}.${value}`) }))}
    />
  )
  return <SettingRowView row={{ ...row(id, t(`load.${id}.auto`)), control }} />
}

export const MlockSetting = ({ editor }: EngineRowProps) => {
  const { t } = useTranslation('settings')
  const row = useLoadRow(editor)
  const control = (
    <Switch
      label={t('load.mlock.label')}
      checked={editor.settings.load.mlock}
      onChange={(mlock) => editor.changeLoad({ mlock })}
    />
  )
  return <SettingRowView row={{ ...row('mlock', t('off')), control }} />
}

export const KvTypeSetting = ({ id, editor }: EngineRowProps & { id: 'kvTypeK' | 'kvTypeV' }) => {
  const { t } = useTranslation('settings')
  const row = useLoadRow(editor)
  const control = (
    <Select
      label={t(`load.${id}.label`)}
      value={editor.settings.load[id]}
      onChange={(type) => editor.changeLoad({ [id]: type })}
      options={kvTypeSchema.options.map((type) => ({ value: type, label: type }))}
    />
  )
  return <SettingRowView row={{ ...row(id, defaultLoadOptions[id]), control }} />
}

const automatic = 'automatic'

/** The backend, with what the probe found and why one was chosen. */
export const BackendSetting = ({ editor }: EngineRowProps) => {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const row = useLoadRow(editor)
  const hardware = useHardwareState()
  const known = hardware?.phase === 'known' ? hardware.hardware : null
  const finding = useBackendReason()
  const base = row('backend', t('load.backend.automatic'))
  const control = (
    <Select
      label={t('load.backend.label')}
      value={editor.settings.load.backend ?? automatic}
      onChange={(value) => editor.changeLoad({ backend: backendIdSchema.safeParse(value).data ?? null })}
      options={[
        { value: automatic, label: t('load.backend.automatic') },
        ...backendIdSchema.options.map((id) => {
          const status = known?.backends.find((backend) => backend.id === id)?.status ?? 'absent'
          return {
            value: id,
            label: tApp(`backend.${id}`),
            hint: tApp(`backendStatus.${status}`),
            disabled: status !== 'available',
          }
        }),
      ]}
    />
  )
  return <SettingRowView row={{ ...base, effect: [base.effect, finding].filter(Boolean).join(' '), control }} />
}

/** Why the backend in use was chosen, in a sentence; null until the probe has ended. */
export const useBackendReason = (): string | null => {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const hardware = useHardwareState()
  if (hardware?.phase !== 'known') return null
  const { reason, params, backend } = hardware.hardware.chosen
  const requested = backendIdSchema.safeParse(params.requested).data
  return t(`backendReason.${reason}`, {
    ...params,
    backend: tApp(`backend.${backend}`),
    requested: requested ? tApp(`backend.${requested}`) : '',
  })
}
