import { useTranslation } from 'react-i18next'
import { ExternalLink } from '../../../ui/external-link.tsx'
import { TokenForm } from '../../../ui/token-form.tsx'

/** The two steps to a model whose author asks for consent: accept at the hub's page, then give the token. */
export const GatedHelp = ({ pageUrl }: { pageUrl: string | null }) => {
  const { t } = useTranslation('discover')
  return (
    <section
      aria-label={t('gated.steps')}
      className="col-span-full my-2 max-w-160 rounded-card border border-rule2 bg-raise p-4"
    >
      <ol className="flex flex-col gap-3">
        <li>
          <p className="font-medium">{t('gated.first')}</p>
          <p className="text-ink2">
            {pageUrl === null ? t('gated.ownPage') : <ExternalLink href={pageUrl}>{pageUrl}</ExternalLink>}
          </p>
        </li>
        <li>
          <p className="font-medium">{t('gated.second')}</p>
          <TokenForm />
        </li>
      </ol>
    </section>
  )
}
