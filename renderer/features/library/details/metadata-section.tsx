import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VList } from 'virtua'
import type { ModelDetails } from '#contract/models.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { Field, TextInput } from '../../../ui/field.tsx'
import { searchMetadata } from './search-metadata.ts'

/** The raw metadata of the file's header, with a search over keys and values. */
export const MetadataSection = ({ metadata }: { metadata: ModelDetails['metadata'] }) => {
  const { t } = useTranslation('details')
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search)
  const found = useMemo(() => searchMetadata(metadata, wanted), [metadata, wanted])
  return (
    <div>
      <Field label={t('metadata.search')} isLabelHidden>
        <TextInput
          type="search"
          value={search}
          placeholder={t('metadata.search')}
          onChange={(event) => setSearch(event.target.value)}
        />
      </Field>
      <p role="status" className="py-1 type-badge text-ink3">
        {t('metadata.found', { count: found.length, total: metadata.length })}
      </p>
      {found.length > 0 && (
        <section aria-label={t('metadata.title')} style={{ height: Math.min(360, found.length * 60) }}>
          <VList data={found} tabIndex={0}>
            {(entry) => (
              <div key={entry.key} className="border-b border-rule py-1.5">
                <span className="flex justify-between gap-2">
                  <span className="min-w-0 type-statistic font-medium break-all">{entry.key}</span>
                  <span className="shrink-0 type-side-figure text-ink3">
                    {entry.length === null
                      ? entry.type
                      : t('metadata.length', { type: entry.type, length: formatNumber(entry.length) })}
                  </span>
                </span>
                <span className="line-clamp-4 type-statistic break-all whitespace-pre-wrap text-ink2">
                  {entry.value}
                  {entry.isCut && ' …'}
                </span>
              </div>
            )}
          </VList>
        </section>
      )}
    </div>
  )
}
