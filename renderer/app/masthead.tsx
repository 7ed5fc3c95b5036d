import { PanelLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useInterface } from '../stores/interface.ts'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark } from '../ui/wordmark.tsx'
import { ModelPlate } from './model-plate.tsx'
import { type Section, sections } from './sections.ts'
import { shortcutKeys } from './shortcuts.ts'

const SectionLink = ({ section, isCurrent }: { section: Section; isCurrent: boolean }) => {
  const { t } = useTranslation('app')
  const lastChatPath = useInterface((state) => state.lastChatPath)
  return (
    <Link
      href={section === 'chat' ? lastChatPath : `/${section}`}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'no-drag relative flex h-12 items-center px-3 text-sm -outline-offset-4! hover:text-ink max-medium:px-2 max-medium:type-interface',
        isCurrent
          ? 'font-[550] text-ink after:absolute after:-bottom-1 after:left-1/2 after:z-10 after:-ml-[3.5px] after:size-[7px] after:rounded-full after:border after:border-goldmark after:bg-gold'
          : 'text-ink2',
      )}
    >
      {t(`section.${section}`)}
    </Link>
  )
}

/** The first band: mark, sections and model plate. In Electron it is what the window is dragged by. */
export const Masthead = ({
  section,
  onContents,
  isContentsOpen,
}: {
  section: Section
  onContents: () => void
  isContentsOpen: boolean
}) => {
  const { t } = useTranslation('app')
  return (
    <header className="drag-region masthead-insets col-span-full flex items-center border-b border-rule bg-chrome">
      <div className="flex shrink-0 items-center gap-2 pl-4 max-medium:pl-3 medium:w-66">
        <Mark className="size-6 max-medium:order-2" />
        <span className="font-serif text-xl leading-6 font-medium tracking-[-0.01em] max-medium:sr-only">
          {t('name')}
        </span>
        <IconButton
          icon={PanelLeft}
          label={t('contents.toggle')}
          keys={shortcutKeys('contents')}
          aria-expanded={isContentsOpen}
          onClick={onContents}
          className="no-drag medium:mr-3 medium:ml-auto"
        />
      </div>
      <nav aria-label={t('section.label')} className="flex h-12 pl-5 max-medium:pl-1">
        {sections.map((name) => (
          <SectionLink key={name} section={name} isCurrent={name === section} />
        ))}
      </nav>
      <div className="ml-auto flex min-w-0 items-center pr-3 pl-3">
        <ModelPlate />
      </div>
    </header>
  )
}
