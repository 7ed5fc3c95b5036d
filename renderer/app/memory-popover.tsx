import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoadedModel } from '#contract/engine.ts'
import { useClient } from '../data/client-context.tsx'
import { formatMemory, formatNumber } from '../i18n/format.ts'
import { useEngineState } from '../stores/stores.tsx'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { ProvenanceBadge } from '../ui/provenance-badge.tsx'
import { reportProblem } from '../ui/report-problem.ts'
import { useFreedIn } from './use-freed-in.ts'

const MemoryFigures = ({ memory }: Pick<LoadedModel, 'memory'>) => {
  const { t } = useTranslation('app')
  if (!memory) return <ProvenanceBadge kind="not-measured" />
  const { residentBytes, vramBytes } = memory
  const figures = { ram: formatMemory(residentBytes), vram: formatMemory(vramBytes) }
  return (
    <ProvenanceBadge kind="device-counter">
      {t(vramBytes === null ? 'memory.ram' : 'memory.ramAndVram', figures)}
    </ProvenanceBadge>
  )
}

const Row = ({ loaded, onFree }: { loaded: LoadedModel; onFree: () => void }) => {
  const { t } = useTranslation('app')
  const words = [
    loaded.quantization,
    t('memory.context', { tokens: formatNumber(loaded.contextTokens) }),
    loaded.profileName,
  ]
  return (
    <li className="flex items-start gap-3 border-t border-rule py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{loaded.name}</p>
        <p className="truncate type-secondary text-ink2">{words.filter(Boolean).join(' · ')}</p>
        <MemoryFigures memory={loaded.memory} />
      </div>
      <Button size="inline" onClick={onFree} aria-label={t('memory.freeNamed', { name: loaded.name })}>
        {t('memory.free')}
      </Button>
    </li>
  )
}

/** What is in memory, hanging from the strip: each model with what it takes, and the way to free one or all. */
export const MemoryPopover = ({ trigger }: { trigger: ReactElement }) => {
  const { t } = useTranslation('app')
  const client = useClient()
  const engine = useEngineState(({ loaded, alsoInMemory }) => ({ loaded, alsoInMemory }))
  const freedIn = useFreedIn()
  const all = [...(engine?.loaded ? [engine.loaded] : []), ...(engine?.alsoInMemory ?? [])]
  const free = (modelId?: string) =>
    void client.engine.unload(modelId === undefined ? undefined : { modelId }).catch(reportProblem)
  return (
    <Popover side="top" align="start" label={t('memory.title')} trigger={trigger} className="w-88 px-4 pt-3 pb-2">
      <h2 className="font-semibold">{t('memory.title')}</h2>
      {freedIn && <p className="mb-1 type-secondary text-ink2">{t('memory.freedIn', { time: freedIn })}</p>}
      {all.length === 0 && <p className="pb-1 type-empty text-ink2">{t('memory.empty')}</p>}
      <ul>
        {all.map((loaded) => (
          <Row key={loaded.modelId} loaded={loaded} onFree={() => free(loaded.modelId)} />
        ))}
      </ul>
      {all.length > 1 && (
        <div className="flex justify-end border-t border-rule pt-2 pb-1">
          <Button size="compact" onClick={() => free()}>
            {t('memory.freeAll')}
          </Button>
        </div>
      )}
    </Popover>
  )
}
