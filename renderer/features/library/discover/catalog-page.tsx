import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../data/problem.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { AddressDialog } from './address-dialog.tsx'
import { OfferList } from './offer-row.tsx'
import { useCatalog } from './use-catalog.ts'

/** The curated models, what this machine runs well first; the first `limit` of them where one is given. */
export const CatalogList = ({ limit }: { limit?: number }) => {
  const { t } = useTranslation('discover')
  const catalog = useCatalog()
  if (catalog.error) return <ProblemNotice problem={problemOf(catalog.error)} />
  if (!catalog.data) return null
  if (catalog.data.length === 0) return <EmptyState>{t('catalog.empty')}</EmptyState>
  return <OfferList offers={catalog.data.slice(0, limit)} label={t('catalog.title')} />
}

/** The models that ship with the app as known ones. Looking at them asks nobody. */
export const CatalogPage = () => {
  const { t } = useTranslation('discover')
  return (
    <Page title={t('catalog.title')} sub={t('catalog.sub')} actions={<AddressDialog />}>
      <CatalogList />
    </Page>
  )
}
