import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ConversationList } from '../features/chat/conversation-list.tsx'
import { LibraryContents } from '../features/library/library-contents.tsx'
import { SettingsContents } from '../features/settings/settings-contents.tsx'
import { interfaceStore, useInterface } from '../stores/interface.ts'
import type { Section } from './sections.ts'

const MeterContents = lazy(() =>
  import('../features/meter/contents/meter-contents.tsx').then((contents) => ({ default: contents.MeterContents })),
)

const LabContents = lazy(() =>
  import('../features/lab/contents/lab-contents.tsx').then((contents) => ({ default: contents.LabContents })),
)

const HistoryContents = lazy(() =>
  import('../features/history/contents/history-contents.tsx').then((contents) => ({
    default: contents.HistoryContents,
  })),
)

type ContentsProps = { section: Section; conversationId: string | null }

const SectionContents = ({ section, conversationId }: ContentsProps) => {
  switch (section) {
    case 'chat':
      return <ConversationList currentId={conversationId} />
    case 'lab':
      return (
        <Suspense fallback={null}>
          <LabContents />
        </Suspense>
      )
    case 'library':
      return <LibraryContents />
    case 'meter':
      return (
        <Suspense fallback={null}>
          <MeterContents />
        </Suspense>
      )
    case 'settings':
      return <SettingsContents />
    case 'history':
      return (
        <Suspense fallback={null}>
          <HistoryContents />
        </Suspense>
      )
  }
}

const setOverlaid = (isContentsOverlaid: boolean) => interfaceStore.setState({ isContentsOverlaid })

/** The contents over the page, for windows too narrow for both. It keeps the focus until it is closed. */
const Overlay = ({ children, label }: { children: ReactNode; label: string }) => {
  const isOpen = useInterface((state) => state.isContentsOverlaid)
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={setOverlaid}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-x-0 top-12 bottom-13 z-20 bg-scrim" />
        <BaseDialog.Popup
          aria-label={label}
          className="fixed top-12 bottom-13 left-0 z-30 flex w-66 max-w-[85vw] flex-col border-r border-rule bg-chrome shadow-popover outline-none"
        >
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

/** The list of what the section holds: beside the page, or over it where `isNarrow`. */
export const ContentsColumn = ({ isNarrow, ...contents }: ContentsProps & { isNarrow: boolean }) => {
  const { t } = useTranslation('app')
  const isShown = useInterface((state) => state.isContentsShown)
  const label = t('contents.label', { section: t(`section.${contents.section}`) })
  if (isNarrow) {
    return (
      <Overlay label={label}>
        <SectionContents {...contents} />
      </Overlay>
    )
  }
  if (!isShown) return null
  return (
    <aside
      aria-label={label}
      className="flex min-h-0 w-66 shrink-0 flex-col overflow-hidden border-r border-rule bg-chrome"
    >
      <SectionContents {...contents} />
    </aside>
  )
}
