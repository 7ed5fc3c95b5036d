import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useProcedures } from '../../../data/client-context.tsx'
import { Button } from '../../../ui/button.tsx'
import { setHubWords, useLibrary } from '../library-state.ts'
import { useHubSearch } from './use-hub-search.ts'

const hostOf = (endpoint: string): string => (URL.canParse(endpoint) ? new URL(endpoint).host : endpoint)

/** The words for the hub. Nothing is sent while they are typed, and the line below says so. */
export const HubSearchForm = () => {
  const { t } = useTranslation('discover')
  const procedures = useProcedures()
  const access = useQuery(procedures.hub.access.queryOptions({ staleTime: 60_000 }))
  const words = useLibrary((state) => state.hubWords)
  const hub = useHubSearch()
  const host = access.data ? hostOf(access.data.endpoint) : t('theHub')
  const privacy = [
    t('privacy', { host }),
    access.data?.proxy ? t('proxy', { proxy: access.data.proxy }) : null,
    access.data?.token ? t('withToken') : null,
  ]
  return (
    <search className="block max-w-180">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          hub.search(words)
        }}
      >
        <div className="flex gap-2">
          <label className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-control border border-edge bg-paper px-2 text-ink3 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-1 has-[input:focus]:outline-goldmark">
            <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
            <input
              type="search"
              value={words}
              maxLength={200}
              aria-label={t('searchLabel')}
              placeholder={t('searchHint')}
              className="w-full min-w-0 bg-transparent text-ink outline-none [&::-webkit-search-cancel-button]:hidden"
              onChange={(event) => setHubWords(event.target.value)}
            />
          </label>
          <Button type="submit" variant="primary">
            {t('searchButton')}
          </Button>
        </div>
        <p className="mt-1.5 type-secondary text-ink3">{privacy.filter(Boolean).join(' ')}</p>
      </form>
    </search>
  )
}
