import type { Element, Root } from 'hast'
import { type Components, toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { type ComponentProps, createElement, type ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { useTranslation } from 'react-i18next'
import { CodeBlock } from './code-block.tsx'
import { Formula } from './formula.tsx'
import { ScrollBox } from './scroll-box.tsx'

const textOf = (element: Element): string =>
  element.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('')

const classesOf = (element: Element | undefined): string[] => {
  const classes = element?.properties.className
  return Array.isArray(classes) ? classes.map(String) : []
}

/** Opens apart from this page, which is told nothing of it and tells nothing. */
const Link = ({ href, children }: ComponentProps<'a'>) => (
  <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
    {children}
  </a>
)

const Code = ({ node, children }: ComponentProps<'code'> & { node?: Element }) => {
  const classes = classesOf(node)
  const isDisplayed = classes.includes('math-display')
  if (node !== undefined && (isDisplayed || classes.includes('math-inline'))) {
    return <Formula tex={textOf(node)} isDisplayed={isDisplayed} />
  }
  return <code>{children}</code>
}

/** A code block inside a list or a quotation. */
const Pre = ({ node }: { node?: Element }) => {
  const code = node?.children.find((child) => child.type === 'element')
  const language =
    classesOf(code)
      .find((name) => name.startsWith('language-'))
      ?.slice('language-'.length) ?? ''
  return (
    <CodeBlock code={code === undefined ? '' : textOf(code).replace(/\n$/, '')} language={language.toLowerCase()} />
  )
}

/**
 * Headings of a message rank below its speaker, who is an h2. Models begin with any of the first three levels: all of them are h3, so
 * that no level is skipped.
 */
const heading = (level: 1 | 2 | 3 | 4) => {
  const Tag = level === 4 ? 'h4' : 'h3'
  return ({ children }: { children?: ReactNode }) => createElement(Tag, { className: `heading-${level}` }, children)
}

/** A ruled table that scrolls sideways where it must. */
export const Table = ({ children }: { children?: ReactNode }) => {
  const { t } = useTranslation('chat')
  return (
    <ScrollBox label={t('table.label')}>
      <table>{children}</table>
    </ScrollBox>
  )
}

const TaskBox = ({ checked }: { checked?: boolean }) => {
  const { t } = useTranslation('chat')
  return (
    <input
      type="checkbox"
      disabled
      checked={Boolean(checked)}
      readOnly
      aria-label={t(checked ? 'task.done' : 'task.open')}
    />
  )
}

const components: Partial<Components> = {
  a: Link,
  code: Code,
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(4),
  h6: heading(4),
  input: TaskBox,
  pre: Pre,
  table: Table,
}

/** Safe elements as React elements. */
export const toElements = (tree: Root): ReactNode =>
  toJsxRuntime(tree, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true, passKeys: true, passNode: true })
