import { Copy, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ModelDetails } from '#contract/models.ts'
import { Button } from '../../../ui/button.tsx'
import { useCopied } from '../../../ui/use-copied.ts'
import { modelPath } from '../library-place.ts'

type Template = NonNullable<ModelDetails['template']>

/** A template that other quantizations of the model do not share: one of them asks the model in another way than it was trained for. */
export const TemplateWarning = ({ template }: { template: Template }) => {
  const { t } = useTranslation('details')
  if (template.differsFrom.length === 0) return null
  return (
    <section role="note" className="mt-4 border-t-[1.5px] border-clay pt-2">
      <p className="flex items-start gap-2 font-semibold text-clay">
        <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0" />
        {t('template.differs')}
      </p>
      <p className="mt-1 text-ink2">{t('template.differsWhy')}</p>
      <p className="mt-1 flex flex-wrap gap-x-3">
        {template.differsFrom.map((sibling) => (
          <Link
            key={sibling.modelId}
            href={modelPath(sibling.modelId)}
            replace
            title={sibling.name}
            className="text-ink underline decoration-edge underline-offset-[3px]"
          >
            {sibling.quantization}
          </Link>
        ))}
      </p>
    </section>
  )
}

/** The chat template's source with its hash. */
export const TemplateSection = ({ template }: { template: Template }) => {
  const { t } = useTranslation('details')
  const { isCopied, copy } = useCopied()
  return (
    <div>
      <p className="type-side-figure break-all text-ink3">{t('template.hash', { hash: template.sha256 })}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
        tabIndex={0}
        className="mt-2 max-h-80 overflow-auto rounded-control border border-rule bg-sunk px-3 py-2 type-statistic whitespace-pre-wrap"
      >
        {template.source}
      </pre>
      {template.isCut && <p className="mt-1 type-badge text-ink3">{t('template.isCut')}</p>}
      <Button size="inline" variant="text" className="mt-2" onClick={() => copy(template.source)}>
        <Copy size={12} strokeWidth={1.5} aria-hidden />
        {t(isCopied ? 'copied' : 'template.copy')}
      </Button>
    </div>
  )
}
