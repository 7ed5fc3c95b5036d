import { useTranslation } from 'react-i18next'
import type { DownloadAttempt } from '#contract/downloads.ts'

/** The sources that were tried before the present one, each with what went wrong. */
export const DownloadAttempts = ({ attempts }: { attempts: readonly DownloadAttempt[] }) => {
  const { t } = useTranslation('downloads')
  const { t: tErrors } = useTranslation('errors')
  if (attempts.length === 0) return null
  return (
    <div className="col-span-full type-secondary text-ink2">
      <p className="text-ink3">{t('tried')}</p>
      <ul className="mt-1 flex flex-col gap-1">
        {attempts.map(({ label, problem }) => (
          <li key={`${label} ${problem.code}`} className="border-l-[1.5px] border-clay pl-3">
            <b className="font-medium">{label}</b>: {tErrors(`${problem.code}.what`, problem.params)}
            {problem.detail && <span className="ml-2 type-badge text-ink3">{problem.detail}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
