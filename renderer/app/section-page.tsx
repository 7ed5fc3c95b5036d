import { lazy, Suspense } from 'react'
import { ChatPage } from '../features/chat/chat-page.tsx'
import { LibraryPage } from '../features/library/library-page.tsx'
import { SettingsPage } from '../features/settings/settings-page.tsx'
import type { Section } from './sections.ts'

/** Its charts come with it, when it is first opened: the start does not wait for them. */
const MeterPage = lazy(() => import('../features/meter/meter-page.tsx').then((page) => ({ default: page.MeterPage })))

const LabPage = lazy(() => import('../features/lab/lab-page.tsx').then((page) => ({ default: page.LabPage })))

const HistoryPage = lazy(() =>
  import('../features/history/history-page.tsx').then((page) => ({ default: page.HistoryPage })),
)

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
    case 'history':
      return (
        <Suspense fallback={null}>
          <HistoryPage />
        </Suspense>
      )
  }
}
