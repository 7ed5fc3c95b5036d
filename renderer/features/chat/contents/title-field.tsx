import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

const maxLength = 200

/** Renames in place. Enter or leaving the field keeps the title, Escape does not; an empty one changes nothing. */
export const TitleField = ({ title, onDone }: { title: string; onDone: (title: string) => void }) => {
  const { t } = useTranslation('chat')
  const field = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  useEffect(() => {
    // A menu that was open gives the focus back first.
    const frame = requestAnimationFrame(() => field.current?.select())
    return () => cancelAnimationFrame(frame)
  }, [])
  const done = (next: string) => {
    if (isDone.current) return
    isDone.current = true
    onDone(next.trim())
  }
  return (
    <input
      ref={field}
      defaultValue={title}
      maxLength={maxLength}
      aria-label={t('list.rename')}
      dir="auto"
      className="mx-2 block h-7 w-[calc(100%-16px)] rounded-chip border border-edge bg-paper px-[7px] text-ink outline-2 outline-offset-1 outline-goldmark"
      onBlur={(event) => done(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') done(event.currentTarget.value)
        else if (event.key === 'Escape') done('')
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
