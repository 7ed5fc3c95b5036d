import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useProcedures } from '../../data/client-context.tsx'
import { formatDate, formatTime } from '../../i18n/format.ts'
import { useEngineState } from '../../stores/stores.tsx'
import { RequestTable } from '../../ui/request-table.tsx'

/** The requests that left this machine. */
export const PrivacySettings = () => {
  const { t } = useTranslation('app')
  const procedures = useProcedures()
  const { data: requests } = useQuery(procedures.app.requests.queryOptions())
  return (
    <div className="py-3">
      <p className="mb-3 max-w-140 text-ink2">{t('privacy.explanation')}</p>
      {requests && <RequestTable requests={requests} />}
    </div>
  )
}

/** Version, engine and licences. */
export const AboutSettings = () => {
  const { t } = useTranslation('settings')
  const procedures = useProcedures()
  const { data: info } = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const engineBuild = useEngineState((state) => state.loaded?.engineBuild ?? null)
  if (!info) return null
  const started = `${formatDate(info.startedAtMs)}, ${formatTime(info.startedAtMs)}`
  return (
    <div className="py-3">
      <p className="font-[550]">{t('about.version', { version: info.version })}</p>
      <p className="text-ink2">
        {t(`about.shell.${info.shell}`)} · {t('about.startedAt', { time: started })}
      </p>
      <dl className="mt-3 grid grid-cols-[140px_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink2">{t('about.engine')}</dt>
        <dd>{engineBuild ?? t('about.engineUnknown')}</dd>
        <dt className="text-ink2">{t('about.platform')}</dt>
        <dd>{info.platform}</dd>
        <dt className="text-ink2">{t('about.licence')}</dt>
        <dd className="max-w-140">
          {t('about.licenceText')} {t('about.parts')}
        </dd>
      </dl>
    </div>
  )
}
