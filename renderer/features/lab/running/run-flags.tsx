import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLabProgress } from '../../../stores/stores.tsx'

/** What made samples less trustworthy so far; the drift has a notice of its own. */
export const RunFlags = () => {
  const { t } = useTranslation('labVerdict')
  const flags = useLabProgress((progress) => progress.flags) ?? []
  const shown = flags.filter((flag) => flag !== 'drift')
  if (shown.length === 0) return null
  return (
    <ul className="flex flex-col gap-1.5">
      {shown.map((flag) => (
        <li key={flag} className="flex items-start gap-2 text-ink2">
          <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-clay" />
          <span>{t(`flag.${flag}`)}</span>
        </li>
      ))}
    </ul>
  )
}
