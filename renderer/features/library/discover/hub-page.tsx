import { useTranslation } from 'react-i18next'
import { hubSortSchema } from '#contract/hub.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Page } from '../../../ui/page.tsx'
import { Select } from '../../../ui/select.tsx'
import { AddressDialog } from './address-dialog.tsx'
import { CatalogList } from './catalog-page.tsx'
import { HubProblem } from './hub-problem.tsx'
import { HubSearchForm } from './hub-search-form.tsx'
import { OfferList } from './offer-row.tsx'
import { useHubSearch, useHubSearchState } from './use-hub-search.ts'

const Results = () => {
  const { t } = useTranslation('discover')
  const hub = useHubSearch()
  const { query, models, phase, problem, failedAtMs, cursor, sort } = useHubSearchState((state) => state)
  const isSearching = phase === 'searching'
  return (
    <section aria-label={t('results')} aria-busy={phase !== 'idle'} className="mt-6">
      <h2 className="sr-only">{t('results')}</h2>
      <div className="flex min-h-9 items-center justify-between gap-4 pb-1">
        <p role="status" className="text-ink2">
          {isSearching
            ? t('searching', { query })
            : (!problem || models.length > 0) &&
              t(cursor === null ? 'found' : 'foundSoFar', { count: models.length, query })}
        </p>
        <span className="flex items-center gap-2 type-secondary text-ink2">
          {t('sort.label')}
          <Select
            size="compact"
            label={t('sort.label')}
            value={sort}
            onChange={hub.sortBy}
            options={hubSortSchema.options.map((option) => ({ value: option, label: t(`sort.${option}`) }))}
          />
        </span>
      </div>
      {models.length > 0 && (
        <div className={isSearching ? 'opacity-60' : undefined}>
          <OfferList offers={models} label={t('results')} />
        </div>
      )}
      {problem && failedAtMs !== null && (
        <div className="mt-4">
          <HubProblem problem={problem} failedAtMs={failedAtMs} onRetry={hub.again} />
        </div>
      )}
      {!problem && !isSearching && models.length === 0 && (
        <div className="-ml-4 border-t border-rule">
          <EmptyState>{t('nothing', { query })}</EmptyState>
        </div>
      )}
      {!problem && cursor !== null && models.length > 0 && (
        <Button className="mt-4" disabled={phase !== 'idle'} onClick={hub.further}>
          {t(phase === 'more' ? 'loadingMore' : 'more')}
        </Button>
      )}
    </section>
  )
}

/** The hub: a search, what it found, and the curated models until something was searched. */
export const HubPage = () => {
  const { t } = useTranslation('discover')
  const hasSearched = useHubSearchState((state) => state.query !== null)
  return (
    <Page title={t('title')} sub={t('sub')} actions={<AddressDialog />}>
      <div>
        <HubSearchForm />
        {hasSearched ? (
          <Results />
        ) : (
          <section aria-labelledby="catalog-heading" className="mt-8">
            <h2 id="catalog-heading" className="mb-2 type-section">
              {t('catalog.below')}
            </h2>
            <CatalogList />
          </section>
        )}
      </div>
    </Page>
  )
}
