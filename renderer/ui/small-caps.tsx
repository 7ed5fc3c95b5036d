import type { ReactNode } from 'react'

/** A heading of the smallest kind. */
export const SmallCaps = ({
  children,
  as: Tag = 'span',
  id,
}: {
  children: ReactNode
  as?: 'span' | 'h2' | 'h3'
  id?: string
}) => (
  <Tag className="type-small-caps" id={id}>
    {children}
  </Tag>
)
