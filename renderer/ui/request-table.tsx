import { useTranslation } from 'react-i18next'
import type { NetworkRequest } from '#contract/app.ts'
import { formatFileSize, formatTimeWithSeconds } from '../i18n/format.ts'

/** The requests that the app sent, newest first. */
export const RequestTable = ({ requests }: { requests: readonly NetworkRequest[] }) => {
  const { t } = useTranslation('app')
  if (requests.length === 0) return <p className="type-empty text-ink2">{t('privacy.empty')}</p>
  return (
    <table className="ruled-table">
      <thead>
        <tr>
          <th>{t('privacy.time')}</th>
          <th>{t('privacy.target')}</th>
          <th className="text-right!">{t('privacy.received')}</th>
          <th>{t('privacy.outcomeHeading')}</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={`${request.atMs} ${request.target}`}>
            <td className="type-figure">{formatTimeWithSeconds(request.atMs)}</td>
            <td className="break-all">
              {request.target}
              <span className="block type-secondary text-ink3">{t(`privacy.purpose.${request.purpose}`)}</span>
            </td>
            <td className="text-right type-figure whitespace-nowrap">{formatFileSize(request.receivedBytes)}</td>
            <td className={request.outcome === 'failed' ? 'text-clay' : 'text-ink2'}>
              {t(`privacy.outcome.${request.outcome}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
