import type { LoadOptions } from '#contract/engine.ts'
import type { Sampling } from '#contract/sampling.ts'
import type { MeterSettings, Settings } from '#contract/settings.ts'
import { useChangeSettings, useSettings, useStores } from '../../stores/stores.tsx'
import { reportProblem } from '../../ui/report-problem.ts'

/** The settings and the ways to change them. A change is shown at once and taken back where it is refused. */
export type SettingsEditor = {
  settings: Settings
  change: (patch: Partial<Settings>) => void
  changeSampling: (patch: Partial<Sampling>) => void
  changeLoad: (patch: Partial<LoadOptions>) => void
  changeMeter: (patch: Partial<MeterSettings>) => void
}

/** null until the settings have arrived. */
export const useSettingsEditor = (): SettingsEditor | null => {
  const settings = useSettings((all) => all)
  const stores = useStores()
  const send = useChangeSettings()
  if (!settings) return null
  const latest = () => stores.settings.getState() ?? settings
  const change = (patch: Partial<Settings>) => {
    const before = latest()
    stores.settings.setState({ ...before, ...patch }, true)
    send(patch).catch((error: unknown) => {
      stores.settings.setState(before, true)
      reportProblem(error)
    })
  }
  return {
    settings,
    change,
    // The contract changes keys as a whole, so the other values of the group go along.
    changeSampling: (patch) => change({ sampling: { ...latest().sampling, ...patch } }),
    changeLoad: (patch) => change({ load: { ...latest().load, ...patch } }),
    changeMeter: (patch) => change({ meter: { ...latest().meter, ...patch } }),
  }
}
