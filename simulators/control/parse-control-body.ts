import type { z } from 'zod'
import { ControlError } from './control-error.ts'

/** The value as the schema gives it. Throws `ControlError` with one line that names every bad field. */
export function parseControlBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ControlError(
    parsed.error.issues
      .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
      .join('; '),
  )
}
