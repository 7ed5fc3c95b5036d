/** What a top-level block of Markdown is. `continuation` in a block joins it to the one before: a list's next item, a table's next rows. */
export type BlockKind = 'prose' | 'heading' | 'rule' | 'list' | 'table' | 'code' | 'math' | 'html'

/** One piece of a text that is parsed and drawn by itself. */
export type Block = {
  /** Where it begins in the text, in UTF-16 units: its identity as the text grows. */
  readonly start: number
  readonly kind: BlockKind
  /** Its Markdown. */
  readonly source: string
  /** Part of the same list, table or quotation as the block before. */
  readonly continues: boolean
  /** Header and delimiter row of a table whose later rows this is, else empty. */
  readonly tableHead: string
  /** More text may still belong to it. */
  readonly isOpen: boolean
}
