/** The package has no types of its own: these are the distributions that we use of it. */
declare module 'jstat' {
  const jStat: {
    /** Student's t of `dof` degrees of freedom, which need not be whole. */
    studentt: { inv(probability: number, dof: number): number }
    beta: {
      cdf(x: number, alpha: number, beta: number): number
      inv(probability: number, alpha: number, beta: number): number
    }
  }
  export default jStat
}
