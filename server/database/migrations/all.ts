import type { Migration } from '../migrate.ts'
import { sessions } from './0001-sessions.ts'
import { tenants } from './0002-tenants.ts'
import { changes } from './0003-changes.ts'
import { cancelledChanges } from './0004-cancelled-changes.ts'
import { sync } from './0005-sync.ts'
import { vendorSlots } from './0006-vendor-slots.ts'
import { cache } from './0007-cache.ts'
import { audit } from './0008-audit.ts'
import { rateLimits } from './0009-rate-limits.ts'
import { changeLists } from './0010-change-lists.ts'
import { restores } from './0011-restores.ts'

/** All migrations, oldest first. Append only; never edit an existing one. */
export const migrations: readonly Migration[] = [
  sessions,
  tenants,
  changes,
  cancelledChanges,
  sync,
  vendorSlots,
  cache,
  audit,
  rateLimits,
  changeLists,
  restores,
]
