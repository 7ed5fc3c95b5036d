import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useProcedures } from '../data/client-context.tsx'
import { formatTime } from '../i18n/format.ts'
import { Popover } from '../ui/popover.tsx'
import { RequestTable } from '../ui/request-table.tsx'

const checkEveryMs = 10_000

/** Says whether this app has opened a connection since it was started, by its own log of requests, and shows the list. */
export const PrivacyLine = () => {
  const { t } = useTranslation('app')
  const procedures = useProcedures()
  const info = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const requests = useQuery(procedures.app.requests.queryOptions({ refetchInterval: checkEveryMs }))
  if (!info.data || !requests.data) return <span className="h-4" />
  const since = formatTime(info.data.startedAtMs)
  const words =
    requests.data.length === 0
      ? t('privacy.none', { since })
      : t('privacy.some', { since, count: requests.data.length })
  return (
    <Popover
      label={t('privacy.title')}
      side="top"
      className="w-[440px] p-4"
      trigger={
        <button
          type="button"
          title={words}
          className="-mx-1 truncate rounded-chip px-1 type-secondary text-ink3 underline decoration-transparent underline-offset-2 hover:text-ink hover:decoration-rule2"
        >
          {words}
        </button>
      }
    >
      <h2 className="font-semibold">{t('privacy.title')}</h2>
      <p className="mt-1 mb-3 text-ink2">{t('privacy.explanation')}</p>
      <RequestTable requests={requests.data} />
    </Popover>
  )
}
