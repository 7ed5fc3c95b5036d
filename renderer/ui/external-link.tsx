import { ExternalLink as ExternalLinkIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** A link to a page of the web, opened in the browser. An address that is not https is shown as text and leads nowhere. */
export const ExternalLink = ({ href, children }: { href: string; children: ReactNode }) => {
  if (!URL.canParse(href) || new URL(href).protocol !== 'https:') return <span className="break-all">{children}</span>
  return (
    <a
      href={new URL(href).href}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1 break-all text-ink underline decoration-edge underline-offset-[3px] hover:decoration-ink"
    >
      {children}
      <ExternalLinkIcon size={12} strokeWidth={1.5} aria-hidden className="shrink-0" />
    </a>
  )
}
