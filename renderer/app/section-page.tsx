import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ChatPage } from '../features/chat/chat-page.tsx'
import { LibraryPage } from '../features/library/library-page.tsx'
import { SettingsPage } from '../features/settings/settings-page.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import type { Section } from './sections.ts'

/** Its charts come with it, when it is first opened: the start does not wait for them. */
const MeterPage = lazy(() => import('../features/meter/meter-page.tsx').then((page) => ({ default: page.MeterPage })))

const LabPage = lazy(() => import('../features/lab/lab-page.tsx').then((page) => ({ default: page.LabPage })))

/** A section that a later version brings. */
const ComingPage = ({ section }: { section: 'history' }) => {
  const { t } = useTranslation('app')
  return (
    <Page title={t(`section.${section}`)}>
      <div className="-ml-4">
        <EmptyState>{t(`coming.${section}`)}</EmptyState>
      </div>
    </Page>
  )
}

/** The page of a section. */
export const SectionPage = ({ section, conversationId }: { section: Section; conversationId: string | null }) => {
  switch (section) {
    case 'chat':
      return <ChatPage conversationId={conversationId} />
    case 'lab':
      return (
        <Suspense fallback={null}>
          <LabPage />
        </Suspense>
      )
    case 'library':
      return <LibraryPage />
    case 'meter':
      return (
        <Suspense fallback={null}>
          <MeterPage />
        </Suspense>
      )
    case 'settings':
      return <SettingsPage />
    default:
      return <ComingPage section={section} />
  }
}
