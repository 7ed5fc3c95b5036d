import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultSettings } from '#contract/settings.ts'
import { formatNumber } from '../../i18n/format.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { type NumberRange, rangeError } from '../../ui/number-range.ts'
import { Select } from '../../ui/select.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { NumberSetting } from './number-setting.tsx'
import { SettingRowView } from './setting-row.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

const usualMinutes = [5, 15, 30, 60]
const minutesRange: NumberRange = { min: 1, max: 1440, isInteger: true, isNullable: false }
const never = 'never'
const own = 'own'

/** After how long without a question a model's memory is freed: never, a usual time, or one of the user's own. */
export const IdleUnloadSetting = ({ editor }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const saved = editor.settings.idleUnloadMinutes
  const save = (idleUnloadMinutes: number | null) => editor.change({ idleUnloadMinutes })
  const [isOwn, setOwn] = useState(saved !== null && !usualMinutes.includes(saved))
  const draft = useDraft(saved, save, (minutes) => rangeError(minutes, minutesRange, t) === null)
  const choose = (value: string) => {
    draft.drop()
    setOwn(value === own)
    if (value !== own) save(value === never ? null : Number(value))
    else if (saved === null) save(usualMinutes[0] ?? null)
  }
  const label = t('idleUnloadMinutes.label')
  const control = (
    <span className="flex flex-wrap items-center justify-end gap-2">
      <Select
        label={label}
        value={isOwn ? own : saved === null ? never : `${saved}`}
        onChange={choose}
        options={[
          { value: never, label: t('idleUnloadMinutes.never') },
          ...usualMinutes.map((minutes) => ({
            value: `${minutes}`,
            label: t('idleUnloadMinutes.minutes', { count: minutes }),
          })),
          { value: own, label: t('idleUnloadMinutes.own') },
        ]}
      />
      {isOwn && (
        <NumberField
          label={t('idleUnloadMinutes.ownLabel')}
          value={draft.value}
          onChange={draft.change}
          min={minutesRange.min}
          max={minutesRange.max}
        />
      )}
    </span>
  )
  return (
    <SettingRowView
      row={{
        id: 'idleUnloadMinutes',
        section: 'engine',
        label,
        effect: t('idleUnloadMinutes.effect'),
        defaultText: t('idleUnloadMinutes.never'),
        isDefault: saved === defaultSettings.idleUnloadMinutes,
        reset: () => choose(never),
        error: isOwn ? rangeError(draft.value, minutesRange, t) : null,
        control,
      }}
    />
  )
}

/** How many models may be in memory at once. */
export const ModelsInMemorySetting = ({ editor }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { modelsInMemory } = editor.settings
  const save = (count: number | null) => editor.change({ modelsInMemory: count ?? defaultSettings.modelsInMemory })
  return (
    <NumberSetting
      row={{
        id: 'modelsInMemory',
        section: 'engine',
        label: t('modelsInMemory.label'),
        effect: t('modelsInMemory.effect'),
        defaultText: formatNumber(defaultSettings.modelsInMemory),
        isDefault: modelsInMemory === defaultSettings.modelsInMemory,
        reset: () => save(null),
      }}
      value={modelsInMemory}
      range={{ min: 1, max: 8, isInteger: true, isNullable: false }}
      save={save}
    />
  )
}
