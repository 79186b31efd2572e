import { VendorError } from '../../errors/vendor-error.ts'

/** Whether Autotask refuses the gateway: trying again changes nothing, and old records must not hide it. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof VendorError && ['VENDOR_UNAUTHORIZED', 'VENDOR_FORBIDDEN'].includes(error.code)
