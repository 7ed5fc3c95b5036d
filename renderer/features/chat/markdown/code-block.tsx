import { Check, Copy } from 'lucide-react'
import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCopied } from '../../../ui/use-copied.ts'
import { CodeChunkView } from './code-chunk-view.tsx'
import { type CodeChunk, chunkCode } from './code-chunks.ts'
import { ScrollBox } from './scroll-box.tsx'

/** Code with its language and a way to copy it. Code that grows is appended to: only its last chunk is drawn again. */
export const CodeBlock = memo(({ code, language }: { code: string; language: string }) => {
  const { t } = useTranslation('chat')
  const { isCopied, copy } = useCopied()
  const previous = useRef<CodeChunk[]>([])
  const chunks = chunkCode(code, previous.current)
  previous.current = chunks
  return (
    <figure className="code-block" aria-label={t('code.label', { language: language || t('code.plain') })}>
      <figcaption>
        <span>{language || t('code.plain')}</span>
        <button type="button" onClick={() => copy(code)}>
          {isCopied ? (
            <Check size={14} strokeWidth={1.5} aria-hidden />
          ) : (
            <Copy size={14} strokeWidth={1.5} aria-hidden />
          )}
          <span aria-live="polite">{isCopied ? t('code.copied') : t('code.copy')}</span>
        </button>
      </figcaption>
      <ScrollBox as="pre" label={t('code.label', { language: language || t('code.plain') })}>
        <code>
          {chunks.map((chunk) => (
            <CodeChunkView key={chunk.start} text={chunk.text} language={language} />
          ))}
        </code>
      </ScrollBox>
    </figure>
  )
})
