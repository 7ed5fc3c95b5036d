import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useProcedures } from '../../data/client-context.tsx'
import { problemOf } from '../../data/problem.ts'
import { useFoldersState } from '../../stores/stores.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { TokenForm } from '../../ui/token-form.tsx'

/** How the hub is reached: address, proxy, and the access token with the place where it is kept. */
export const HubAccess = () => {
  const { t } = useTranslation('settings')
  const procedures = useProcedures()
  const access = useQuery(procedures.hub.access.queryOptions())
  return (
    <div className="border-b border-rule py-3">
      <p className="font-[550]">{t('hub.label')}</p>
      <p className="max-w-140 text-ink2">{t('hub.effect')}</p>
      {access.error && <ProblemNotice problem={problemOf(access.error)} className="mt-3" />}
      {access.data && (
        <>
          <dl className="my-2 grid grid-cols-[140px_minmax(0,1fr)] gap-x-4 gap-y-1">
            <dt className="text-ink2">{t('hub.endpoint')}</dt>
            <dd className="type-figure break-all" dir="auto">
              {access.data.endpoint}
            </dd>
            <dt className="text-ink2">{t('hub.proxy')}</dt>
            <dd className="type-figure break-all" dir="auto">
              {access.data.proxy ?? t('hub.noProxy')}
            </dd>
          </dl>
          <div className="max-w-140">
            <TokenForm />
          </div>
        </>
      )}
    </div>
  )
}

/** The folders that models are found in are the library's to change. */
export const FolderLink = () => {
  const { t } = useTranslation('settings')
  const count = useFoldersState((state) => state.folders.length)
  return (
    <div className="border-b border-rule py-3">
      <p className="font-[550]">{t('folders.label')}</p>
      <p className="max-w-140 text-ink2">
        {t('folders.effect')} {count !== undefined && t('folders.count', { count })}
      </p>
      <Link href="/library" className="text-ink underline decoration-edge underline-offset-[3px] hover:decoration-ink">
        {t('folders.open')}
      </Link>
    </div>
  )
}
