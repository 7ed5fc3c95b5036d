import { useQuery } from '@tanstack/react-query'
import { LockKeyholeOpen } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { PowerSource } from '#contract/meter.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { openGuide } from '../guide/guide-state.ts'

/** Power is known, and all of it is an estimate; a meter that is locked has its own way to the guide. */
export const isEstimateOnly = (sources: readonly PowerSource[]): boolean => {
  const live = sources.filter(({ state }) => state === 'live')
  const isEstimated = live.length > 0 && live.every(({ provenance }) => provenance === 'estimated')
  return isEstimated && !sources.some(({ state }) => state === 'locked')
}

/** Where nothing but an estimate is there: what this machine could measure with, and the way to it. */
export const EstimateOnly = () => {
  const { t } = useTranslation('meter')
  const labelId = useId()
  const guide = useQuery(useProcedures().meter.guide.queryOptions())
  const ids = (guide.data ?? []).flatMap(({ id, state }) => (state === 'missing' || state === 'locked' ? [id] : []))
  return (
    <div>
      <p className="type-secondary text-ink2">{t('contents.estimateOnly')}</p>
      {ids.length > 0 && (
        <div className="mt-1 type-secondary text-ink2">
          <p id={labelId}>{t('contents.couldHave')}</p>
          <ul aria-labelledby={labelId} className="list-disc pl-4">
            {[...new Set(ids)].map((id) => (
              <li key={id}>{t(`guide.${id}.name`)}</li>
            ))}
          </ul>
        </div>
      )}
      <Button size="compact" className="mt-2" onClick={openGuide}>
        <LockKeyholeOpen size={14} strokeWidth={1.5} aria-hidden />
        {t('contents.unlock')}
      </Button>
    </div>
  )
}
