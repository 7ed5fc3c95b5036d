import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { ImportList } from './import-list.tsx'
import { importQueue } from './import-queue.ts'

/** The imports at the lower edge, for as long as there are any. */
export const ImportTray = () => {
  const { t } = useTranslation('imports')
  const count = useStore(importQueue.entries, (entries) => entries.length)
  if (count === 0) return null
  return (
    <section
      aria-label={t('title')}
      className="fixed right-4 bottom-17 z-30 max-h-[min(360px,calc(100vh-140px))] w-88 max-w-[calc(100vw-32px)] overflow-y-auto rounded-card border border-rule2 bg-raise px-4 py-2 shadow-popover"
    >
      <SmallCaps as="h2">{t('title')}</SmallCaps>
      <ImportList />
    </section>
  )
}
