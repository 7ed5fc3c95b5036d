import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultSettings } from '#contract/settings.ts'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { NumberSetting } from '../number-setting.tsx'
import { rowEntry, type SettingEntry } from '../setting-entry.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { CalibrationSetting } from './calibration-setting.tsx'
import { PlugsSetting } from './plugs-setting.tsx'
import { SourcesSetting } from './sources-setting.tsx'

const supplies = ['unknown', 'bronze', 'gold', 'platinum', 'titanium', 'battery'] as const
const defaults = defaultSettings.meter

/** How power is measured. */
export const useMeterEntries = ({ settings, changeMeter }: SettingsEditor): SettingEntry[] => {
  const { t } = useTranslation('settings')
  const { meter } = settings
  const switched = (key: 'isOn' | 'countPlatform') =>
    rowEntry({
      id: `meter.${key}`,
      section: 'meter',
      label: t(`meter.${key}.label`),
      effect: t(`meter.${key}.effect`),
      defaultText: t(defaults[key] ? 'on' : 'off'),
      isDefault: meter[key] === defaults[key],
      reset: () => changeMeter({ [key]: defaults[key] }),
      control: (
        <Switch
          label={t(`meter.${key}.label`)}
          checked={meter[key]}
          onChange={(isOn) => changeMeter({ [key]: isOn })}
        />
      ),
    })
  const entry = (id: 'sources' | 'plugs' | 'calibration' | 'cpuLimitW', node: ReactNode): SettingEntry => ({
    id: `meter.${id}`,
    section: 'meter',
    text: `${t(`meter.${id}.label`)} ${t(`meter.${id}.effect`)}`,
    node,
  })
  return [
    switched('isOn'),
    entry('sources', <SourcesSetting meter={meter} changeMeter={changeMeter} />),
    entry('plugs', <PlugsSetting plugs={meter.plugs} />),
    entry('calibration', <CalibrationSetting />),
    switched('countPlatform'),
    entry(
      'cpuLimitW',
      <NumberSetting
        row={{
          id: 'meter.cpuLimitW',
          section: 'meter',
          label: t('meter.cpuLimitW.label'),
          effect: t('meter.cpuLimitW.effect'),
          defaultText: t('meter.cpuLimitW.found'),
          isDefault: meter.cpuLimitW === null,
          reset: () => changeMeter({ cpuLimitW: null }),
        }}
        value={meter.cpuLimitW}
        range={{ min: 1, max: 2000, isInteger: false, isNullable: true }}
        step={5}
        placeholder={t('meter.cpuLimitW.found')}
        save={(cpuLimitW) => changeMeter({ cpuLimitW })}
      />,
    ),
    rowEntry({
      id: 'meter.supply',
      section: 'meter',
      label: t('meter.supply.label'),
      effect: t('meter.supply.effect'),
      defaultText: t('meter.supply.unknown'),
      isDefault: meter.supply === null,
      reset: () => changeMeter({ supply: null }),
      control: (
        <Select
          label={t('meter.supply.label')}
          value={meter.supply ?? 'unknown'}
          onChange={(value) => changeMeter({ supply: value === 'unknown' ? null : value })}
          options={supplies.map((value) => ({ value, label: t(`meter.supply.${value}`) }))}
        />
      ),
    }),
  ]
}
