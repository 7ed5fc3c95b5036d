import { parse } from '@babel/parser'
import type { Node } from '@babel/types'

/** A string in the sources that a user could read and that is not from the catalogue. */
export type BareString = { file: string; line: number; text: string }

/** A use of the catalogue. `pattern` matches the keys that a template can make. */
export type KeyUse = { file: string; line: number; namespace: string; pattern: RegExp; text: string }

const readAttributes = new Set([
  'title',
  'label',
  'alt',
  'placeholder',
  'description',
  'defaultText',
  'effect',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
])
const hasLetters = (text: string): boolean => /\p{L}/u.test(text)
const lineOf = (node: Node): number => node.loc?.start.line ?? 0

type Fields = Record<string, unknown>
const isNode = (value: unknown): value is Node & Fields =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** The nodes directly below a node. */
const childrenOf = (node: Node): Node[] =>
  Object.entries(node)
    .filter(([key]) => key !== 'loc' && !key.endsWith('Comments'))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)

const parseSource = (source: string): Node => parse(source, { sourceType: 'module', plugins: ['typescript', 'jsx'] })

/** The literal strings that an expression can give: through conditions, `&&`, `??` and parentheses. */
const literalsOf = (node: Node | null | undefined): { node: Node; text: string }[] => {
  switch (node?.type) {
    case 'StringLiteral':
      return [{ node, text: node.value }]
    case 'TemplateLiteral':
      return node.quasis.map((quasi) => ({ node, text: quasi.value.raw }))
    case 'ConditionalExpression':
      return [...literalsOf(node.consequent), ...literalsOf(node.alternate)]
    case 'LogicalExpression':
      return [...literalsOf(node.left), ...literalsOf(node.right)]
    case 'JSXExpressionContainer':
      return literalsOf(node.expression)
    default:
      return []
  }
}

/** What a user could read in a source without the catalogue: text in JSX, and what is given to attributes and toasts that are read. */
export const findBareStrings = (file: string, source: string): BareString[] => {
  const found: BareString[] = []
  const check = (node: Node | null | undefined) => {
    for (const literal of literalsOf(node)) {
      if (hasLetters(literal.text)) found.push({ file, line: lineOf(literal.node), text: literal.text.trim() })
    }
  }
  const visit = (node: Node): void => {
    if (node.type === 'JSXText' && hasLetters(node.value))
      found.push({ file, line: lineOf(node), text: node.value.trim() })
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node.children) if (child.type === 'JSXExpressionContainer') check(child)
    }
    if (node.type === 'JSXAttribute' && node.name.type === 'JSXIdentifier' && readAttributes.has(node.name.name))
      check(node.value)
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'showToast') {
      const [request] = node.arguments
      if (request?.type === 'ObjectExpression') {
        for (const property of request.properties) if (property.type === 'ObjectProperty') check(property.value)
      }
    }
    for (const child of childrenOf(node)) visit(child)
  }
  visit(parseSource(source))
  return found
}

type Scope = { translators: Map<string, string>; constants: Map<string, Node> }

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The keys that an argument of t() can be, as patterns. */
const keyPatterns = (node: Node | undefined, scopes: readonly Scope[]): string[] => {
  switch (node?.type) {
    case 'StringLiteral':
      return [escapeForPattern(node.value)]
    case 'TemplateLiteral':
      return [node.quasis.map((quasi) => escapeForPattern(quasi.value.raw)).join('.+')]
    case 'ConditionalExpression':
      return [...keyPatterns(node.consequent, scopes), ...keyPatterns(node.alternate, scopes)]
    case 'Identifier': {
      const constant = scopes.findLast((scope) => scope.constants.has(node.name))?.constants.get(node.name)
      return constant ? keyPatterns(constant, scopes) : []
    }
    default:
      return []
  }
}

/** The namespace in `useTranslation('library')`; the first of `useTranslation(['chat', 'errors'])`. */
const namespaceOf = (init: Node | null | undefined): string | null => {
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'useTranslation')
    return null
  const [argument] = init.arguments
  const namespace = argument?.type === 'ArrayExpression' ? argument.elements[0] : argument
  return namespace?.type === 'StringLiteral' ? namespace.value : 'app'
}

/** The namespace in a parameter's type, `TFunction<'settings'>`. */
const namespaceOfType = (source: string): [name: string, namespace: string] | null => {
  const match = /^(\w+)\??: TFunction<'(\w+)'>/.exec(source)
  return match?.[1] && match[2] ? [match[1], match[2]] : null
}

const declare = (node: Node, scope: Scope): void => {
  if (node.type !== 'VariableDeclarator') return
  const namespace = namespaceOf(node.init)
  if (namespace && node.id.type === 'ObjectPattern') {
    for (const property of node.id.properties) {
      if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier' || property.key.name !== 't')
        continue
      if (property.value.type === 'Identifier') scope.translators.set(property.value.name, namespace)
    }
  } else if (node.id.type === 'Identifier' && node.init) {
    scope.constants.set(node.id.name, node.init)
  }
}

const isFunction = (node: Node): boolean =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'

/** Each use of the catalogue in a source, by `t` of useTranslation, a parameter of type TFunction, or i18next.t with `ns`. */
export const findKeyUses = (file: string, source: string): KeyUse[] => {
  const found: KeyUse[] = []
  const use = (node: Node, namespace: string, argument: Node | undefined, scopes: readonly Scope[]) => {
    for (const text of keyPatterns(argument, scopes)) {
      // A key may name its namespace: `errors:INTERNAL.what`.
      const [, prefix, key = text] = /^(\w+):(.+)$/.exec(text) ?? []
      found.push({
        file,
        line: lineOf(node),
        namespace: prefix ?? namespace,
        pattern: new RegExp(`^${key}$`),
        text: key,
      })
    }
  }
  const visit = (node: Node, scopes: readonly Scope[]): void => {
    let inner = scopes
    if (isFunction(node)) {
      const scope: Scope = { translators: new Map(), constants: new Map() }
      const parameters = 'params' in node && Array.isArray(node.params) ? node.params.filter(isNode) : []
      for (const parameter of parameters) {
        const typed = namespaceOfType(source.slice(parameter.start ?? 0, parameter.end ?? 0))
        if (typed) scope.translators.set(...typed)
      }
      inner = [...scopes, scope]
    }
    const scope = inner.at(-1)
    if (scope) declare(node, scope)
    if (node.type === 'CallExpression') {
      const { callee } = node
      const [key, options] = node.arguments
      if (callee.type === 'Identifier') {
        const namespace = inner.findLast((outer) => outer.translators.has(callee.name))?.translators.get(callee.name)
        if (namespace) use(node, namespace, key, inner)
      } else if (
        callee.type === 'MemberExpression' &&
        source.slice(callee.start ?? 0, callee.end ?? 0) === 'i18next.t'
      ) {
        const text = source.slice(options?.start ?? 0, options?.end ?? 0)
        use(node, /ns: '(\w+)'/.exec(text)?.[1] ?? 'app', key, inner)
      }
    }
    for (const child of childrenOf(node)) visit(child, inner)
  }
  visit(parseSource(source), [{ translators: new Map(), constants: new Map() }])
  return found
}
