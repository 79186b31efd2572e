import type { SimResponse } from '../control/handler.ts'
import type { Database } from './database.ts'
import type { EntityDefinition } from './entities.ts'
import { userDefinedFieldNames } from './query/user-defined-fields.ts'

/** `entityInformation`: what the API user may do with the entity. */
export function entityInformation(entity: EntityDefinition): SimResponse {
  const access = (isAllowed: boolean) => (isAllowed ? 'All' : 'None')
  const info = {
    name: entity.singular,
    canCreate: entity.canCreate,
    canDelete: entity.canDelete,
    canQuery: true,
    canUpdate: entity.canUpdate,
    userAccessForCreate: access(entity.canCreate),
    userAccessForDelete: access(entity.canDelete),
    userAccessForQuery: access(true),
    userAccessForUpdate: access(entity.canUpdate),
    hasUserDefinedFields: entity.hasUserDefinedFields,
    supportsWebhookCallouts: ['Tickets', 'Companies', 'Contacts'].includes(entity.collection),
  }
  return { status: 200, body: { info } }
}

/** `entityInformation/fields`: every field with its picklist, values as strings. */
export function fieldInformation(database: Database, entity: EntityDefinition): SimResponse {
  const picklists = database.picklists[entity.collection] ?? {}
  const fields = entity.fields.map((field) => {
    const isPickList = field.isPicklist || picklists[field.name] !== undefined
    return {
      name: field.name,
      dataType: field.dataType,
      length: field.length,
      isRequired: field.isRequired,
      isReadOnly: field.isReadOnly,
      isQueryable: field.isQueryable,
      isReference: field.referenceEntityType !== '',
      referenceEntityType: field.referenceEntityType,
      isPickList,
      picklistValues: isPickList ? (picklists[field.name] ?? []) : null,
      picklistParentValueField: field.picklistParent,
      isSupportedWebhookField: false,
    }
  })
  return { status: 200, body: { fields } }
}

/** `entityInformation/userDefinedFields` (note `type`, not `dataType`): the fields that records of the entity carry. */
export function userDefinedFieldInformation(database: Database, entity: EntityDefinition): SimResponse {
  const fields = userDefinedFieldNames(database.table(entity.collection)).map((name) => ({
    name,
    label: name,
    type: 'string',
    length: 255,
    description: '',
    isRequired: false,
    isReadOnly: false,
    isQueryable: true,
    isReference: false,
    referenceEntityType: '',
    isPickList: false,
    picklistValues: null,
    picklistParentValueField: '',
    defaultValue: null,
    isSupportedWebhookField: false,
  }))
  return { status: 200, body: { fields } }
}
