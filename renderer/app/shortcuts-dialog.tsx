import { useTranslation } from 'react-i18next'
import { interfaceStore, useInterface } from '../stores/interface.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { SmallCaps } from '../ui/small-caps.tsx'
import { fieldKeys, keysText, type ShortcutId, shortcuts } from './shortcuts.ts'

const isShortcutId = (id: string): id is ShortcutId => id in shortcuts

const rows = [
  ...Object.entries(shortcuts).map(([id, { keys, place }]) => ({ id, keys, place })),
  ...Object.entries(fieldKeys).map(([id, keys]) => ({ id, keys, place: 'chat' as const })),
]

const Place = ({ place }: { place: 'app' | 'chat' }) => {
  const { t } = useTranslation('app')
  const label = (id: string) => {
    if (id === 'composer.send' || id === 'composer.break') return t(`shortcut.${id}`)
    return isShortcutId(id) ? t(`shortcut.${id}`) : id
  }
  return (
    <section>
      <SmallCaps as="h3">{t(`shortcutPlace.${place}`)}</SmallCaps>
      <dl className="mt-1">
        {rows
          .filter((row) => row.place === place)
          .map(({ id, keys }) => (
            <div key={id} className="flex h-7 items-center justify-between border-t border-rule first:border-t-0">
              <dt>{label(id)}</dt>
              <dd>
                <Kbd keys={keysText(keys)} className="text-ink2" />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

/** All shortcuts, on `?`. */
export const ShortcutsDialog = () => {
  const { t } = useTranslation('app')
  const isOpen = useInterface((state) => state.isShortcutsOpen)
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(isShortcutsOpen) => interfaceStore.setState({ isShortcutsOpen })}
      title={t('shortcutsTitle')}
      className="w-160"
    >
      <div className="grid grid-cols-2 gap-8 max-narrow:grid-cols-1">
        <Place place="app" />
        <Place place="chat" />
      </div>
    </Dialog>
  )
}
