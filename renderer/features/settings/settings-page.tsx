import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { settingIn } from '../../data/setting-path.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { matchesSearch } from './search-rows.ts'
import { useSettingEntries } from './setting-entries.tsx'
import { settingsSections } from './setting-row.tsx'
import { SectionBlock } from './settings-section.tsx'
import { type SettingsEditor, useSettingsEditor } from './use-settings-editor.ts'

const SearchField = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => {
  const { t } = useTranslation('settings')
  return (
    <div className="flex h-8 w-64 items-center gap-2 rounded-control border border-edge bg-paper px-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-goldmark">
      <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-ink3" />
      <input
        type="search"
        data-contents-search=""
        aria-label={t('search')}
        placeholder={t('search')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-w-0 flex-1 bg-transparent outline-none"
      />
    </div>
  )
}

const entryElementId = (id: string): string => `settings-entry-${id}`

/** Leads to the setting that the address names, with the keyboard too. */
const useNamedSetting = (): void => {
  const [path] = useLocation()
  const id = settingIn(path)
  useEffect(() => {
    const entry = id === null ? null : document.getElementById(entryElementId(id))
    entry?.scrollIntoView({ block: 'start' })
    entry?.focus({ preventScroll: true })
  }, [id])
}

const Entries = ({ editor, search }: { editor: SettingsEditor; search: string }) => {
  const { t } = useTranslation('settings')
  useNamedSetting()
  const found = useSettingEntries(editor).filter(({ section, text }) =>
    matchesSearch(`${t(`section.${section}`)} ${text}`, search),
  )
  if (found.length === 0) return <EmptyState>{t('noMatch')}</EmptyState>
  return settingsSections.map((section) => {
    const entries = found.filter((entry) => entry.section === section)
    if (entries.length === 0) return null
    return (
      <SectionBlock key={section} section={section}>
        {section === 'engine' && <p className="pt-2 type-secondary text-ink3">{t('takesEffect')}</p>}
        {section === 'cost' && <p className="pt-2 type-secondary text-ink3">{t('cost.fromNow')}</p>}
        {entries.map((entry) => (
          <div key={entry.id} id={entryElementId(entry.id)} tabIndex={-1} className="scroll-mt-4 outline-none">
            {entry.node}
          </div>
        ))}
      </SectionBlock>
    )
  })
}

/** Every setting with its effect, its default and the way back to it. */
export const SettingsPage = () => {
  const { t } = useTranslation('settings')
  const [search, setSearch] = useState('')
  const shownSearch = useDeferredValue(search)
  const editor = useSettingsEditor()
  return (
    <Page title={t('title')} actions={<SearchField value={search} onChange={setSearch} />}>
      <div className="max-w-200">{editor && <Entries editor={editor} search={shownSearch} />}</div>
    </Page>
  )
}
