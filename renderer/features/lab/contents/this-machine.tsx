import { useTranslation } from 'react-i18next'
import { formatMemory } from '../../../i18n/format.ts'
import { useHardwareState } from '../../../stores/stores.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'

/** What the runs are made on: the processor, the memory, and the GPU where one is used. */
export const ThisMachine = () => {
  const { t } = useTranslation('lab')
  const { t: tApp } = useTranslation('app')
  const state = useHardwareState()
  if (state?.phase !== 'known') return null
  const { cpu, ramTotalBytes, backends, chosen } = state.hardware
  const devices = backends.find(({ id }) => id === chosen.backend)?.devices ?? []
  return (
    <div className="border-t border-rule px-4 py-3">
      <SmallCaps as="h2">{t('contents.machine')}</SmallCaps>
      <ul className="mt-1 type-secondary break-words text-ink2">
        {devices.map(({ name, vramTotalBytes }, index) => (
          // Two of the same card have the same name.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={index}>{vramTotalBytes === null ? name : `${name} · ${formatMemory(vramTotalBytes)}`}</li>
        ))}
        <li>{`${cpu.model} · ${t('contents.cores', { count: cpu.physicalCores })} · ${formatMemory(ramTotalBytes)}`}</li>
        <li>{t('contents.backend', { backend: tApp(`backend.${chosen.backend}`) })}</li>
      </ul>
    </div>
  )
}
