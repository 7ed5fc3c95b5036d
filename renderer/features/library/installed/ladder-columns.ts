/** The columns that the heading, the rows and the limits of the ladder list share. The graph goes where there is no room for it. */
export const ladderColumns =
  'grid grid-cols-[minmax(188px,1.2fr)_minmax(150px,1.8fr)_68px_64px_108px] gap-x-3 max-narrow:grid-cols-[minmax(0,1fr)_72px_68px_40px]'
