import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import { shortcutKeys } from '../../../app/shortcuts.ts'
import { IconButton } from '../../../ui/icon-button.tsx'

type BranchSwitchProps = { siblings: readonly Message[]; current: Message; onShow: (message: Message) => void }

/** The way between the branches that lead on from the same place: `< 2/3 >`. */
export const BranchSwitch = ({ siblings, current, onShow }: BranchSwitchProps) => {
  const { t } = useTranslation('chat')
  if (siblings.length < 2) return null
  const index = siblings.findIndex((sibling) => sibling.id === current.id)
  const show = (offset: number) => () => {
    const sibling = siblings[index + offset]
    if (sibling) onShow(sibling)
  }
  return (
    <fieldset className="-my-1 -mr-1.5 flex items-center text-ink2" aria-label={t('branch.label')}>
      <IconButton
        icon={ChevronLeft}
        size="inline"
        label={t('branch.previous')}
        keys={shortcutKeys('chat.previous-branch')}
        disabled={index <= 0}
        onClick={show(-1)}
        focusableWhenDisabled
      />
      <span className="px-0.5 type-side-figure font-medium">
        <span className="sr-only">{t('branch.position', { index: index + 1, count: siblings.length })}</span>
        <span aria-hidden>
          {index + 1}/{siblings.length}
        </span>
      </span>
      <IconButton
        icon={ChevronRight}
        size="inline"
        label={t('branch.next')}
        keys={shortcutKeys('chat.next-branch')}
        disabled={index >= siblings.length - 1}
        onClick={show(1)}
        focusableWhenDisabled
      />
    </fieldset>
  )
}
