/** Hashes of the portal's operations by their name; made by client/build/persisted-operations.ts. */
declare module 'virtual:persisted-operations' {
  const hashes: Readonly<Record<string, string>>
  export default hashes
}
