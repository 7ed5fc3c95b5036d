import { useTranslation } from 'react-i18next'
import type { PowerSource } from '#contract/meter.ts'
import { defaultSettings, type MeterSettings } from '#contract/settings.ts'
import { useMeterState } from '../../../stores/stores.tsx'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { SettingRowView } from '../setting-row.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'

const SourceRow = ({ id, isOn, onChange }: { id: string; isOn: boolean; onChange: (isOn: boolean) => void }) => {
  const { t } = useTranslation('settings')
  const { t: tEnergy } = useTranslation('energy')
  // Without its readings, which change four times a second.
  const source = useMeterState(({ sources }) => {
    const found = sources.find((one) => one.id === id)
    return found && labelsOf(found)
  })
  if (!source) return null
  const collector = tEnergy(`collector.${source.collector}`)
  const label = source.name === '' ? collector : tEnergy('source', { name: source.name, collector })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-rule py-1.5 first:border-t-0">
      <span className="min-w-0 flex-1 basis-60">
        <span className="inline-block break-words first-letter:uppercase">{label}</span>{' '}
        <span className="type-secondary text-ink3">
          {tEnergy(`scope.${source.scope}`)}
          {' · '}
          {t(`meter.state.${isOn ? source.state : 'off'}`)}
        </span>
      </span>
      <ProvenanceBadge kind={source.provenance} />
      <Switch label={label} checked={isOn} onChange={onChange} />
    </li>
  )
}

const labelsOf = ({ collector, name, scope, provenance, state }: PowerSource) => ({
  collector,
  name,
  scope,
  provenance,
  state,
})

/** Each place that power is read from, with the way to leave it alone. */
export const SourcesSetting = ({
  meter,
  changeMeter,
}: {
  meter: MeterSettings
  changeMeter: SettingsEditor['changeMeter']
}) => {
  const { t } = useTranslation('settings')
  const ids = useMeterState(({ sources }) => sources.map(({ id }) => id)) ?? []
  const { offSources } = meter
  const turn = (id: string, isOn: boolean) =>
    changeMeter({ offSources: [...offSources.filter((one) => one !== id), ...(isOn ? [] : [id])] })
  return (
    <SettingRowView
      row={{
        id: 'meter.sources',
        section: 'meter',
        label: t('meter.sources.label'),
        effect: t('meter.sources.effect'),
        defaultText: t('meter.sources.all'),
        isDefault: offSources.length === 0,
        reset: () => changeMeter({ offSources: defaultSettings.meter.offSources }),
        isWide: true,
        isGroup: true,
        control:
          ids.length === 0 ? (
            <p className="text-ink2">{t(meter.isOn ? 'meter.sources.none' : 'meter.sources.meterOff')}</p>
          ) : (
            <ul>
              {ids.map((id) => (
                <SourceRow key={id} id={id} isOn={!offSources.includes(id)} onChange={(isOn) => turn(id, isOn)} />
              ))}
            </ul>
          ),
      }}
    />
  )
}
