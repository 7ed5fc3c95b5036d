import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ConversationSummary } from '#contract/conversations.ts'
import { formatEnergy } from '../../../i18n/format-energy.ts'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { jumpTarget } from '../jump-target.ts'
import { TitleField } from './title-field.tsx'

type ConversationRowProps = {
  conversation: ConversationSummary
  isCurrent: boolean
  isAnswering: boolean
  isRenamed: boolean
  isTabStop: boolean
  /** Asked once when the row is drawn: whether the focus was sent here. */
  takesFocus: () => boolean
  onFocus: () => void
  onStartRename: () => void
  onRename: (title: string) => void
  onRemove: () => void
}

/** A conversation in the contents column. */
export const ConversationRow = (props: ConversationRowProps) => {
  const { conversation, isCurrent, isAnswering, isRenamed, isTabStop, takesFocus } = props
  const { t } = useTranslation('chat')
  const { t: tEnergy } = useTranslation('energy')
  const link = useRef<HTMLAnchorElement>(null)
  const { energyJ, energyProvenance } = conversation
  const energy = energyProvenance && formatEnergy(energyJ, energyProvenance)
  const energyWords =
    energyProvenance && tEnergy('conversation', { energy, provenance: tEnergy(`inWords.${energyProvenance}`) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the row appears, and when its field has gone.
  useEffect(() => {
    if (!isRenamed && takesFocus()) link.current?.focus()
  }, [isRenamed])

  if (isRenamed) return <TitleField title={conversation.title} onDone={props.onRename} />
  return (
    <div
      className={classNames(
        'group/row relative mx-2 flex h-7 items-center rounded-chip',
        isCurrent ? 'bg-sel font-medium text-ink' : 'text-ink2 hover:bg-sel',
      )}
    >
      <Link
        ref={link}
        href={`/chat/${conversation.id}`}
        data-row-link={conversation.id}
        aria-current={isCurrent ? 'page' : undefined}
        aria-description={energyWords ?? undefined}
        tabIndex={isTabStop ? 0 : -1}
        className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-chip px-2 focus-visible:-outline-offset-2"
        onClick={() => jumpTarget.setState(null, true)}
        onFocus={props.onFocus}
        onDoubleClick={(event) => {
          event.preventDefault()
          props.onStartRename()
        }}
      >
        {isAnswering && (
          <>
            <StatusDot state="live" />
            <span className="sr-only">{t('list.answering')}</span>
          </>
        )}
        <span className="truncate" dir="auto" title={conversation.title}>
          {conversation.title}
        </span>
        {energy && (
          <span
            aria-hidden
            title={energyWords ?? undefined}
            className="ml-auto shrink-0 type-side-figure font-normal text-ink3 group-focus-within/row:opacity-0 group-hover/row:opacity-0 group-has-[[data-popup-open]]/row:opacity-0"
          >
            {energy}
          </span>
        )}
      </Link>
      <span className="absolute right-0.5 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-[[data-popup-open]]:opacity-100">
        <Menu
          trigger={<IconButton icon={Ellipsis} size="inline" label={t('action.more')} tabIndex={isTabStop ? 0 : -1} />}
        >
          <MenuItem icon={Pencil} keys={t('list.renameKey')} onSelect={props.onStartRename}>
            {t('action.rename')}
          </MenuItem>
          <MenuItem icon={Trash2} keys={t('list.deleteKey')} onSelect={props.onRemove}>
            {t('action.delete')}
          </MenuItem>
        </Menu>
      </span>
    </div>
  )
}
