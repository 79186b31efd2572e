/** The data types that `entityInformation/fields` names. */
export type DataType = 'integer' | 'long' | 'double' | 'string' | 'datetime' | 'boolean'

const dataTypes = new Set<string>(['integer', 'long', 'double', 'string', 'datetime', 'boolean'] satisfies DataType[])

/** One field of an entity as the vendor's metadata describes it. */
export interface FieldDefinition {
  /** camelCase, `ID` in capitals, as on the wire. */
  name: string
  dataType: DataType
  /** Longest text in characters; 0 for everything but strings. */
  length: number
  isRequired: boolean
  isReadOnly: boolean
  /** False: returned, but an error in a filter. */
  isQueryable: boolean
  /** The entity it points to, singular; '' when it points to none. */
  referenceEntityType: string
  isPicklist: boolean
  /** The field whose value narrows this picklist; '' when none does. */
  picklistParent: string
}

// The public documents give the length of few strings; the others get one that fits a name or a line of an address.
const usualLength = 100

/**
 * Reads a table of fields, one per line, in wire order: the name, the data type, then marks out of `required`,
 * `readOnly`, `notQueryable`, `length=<n>`, `references=<Entity>`, `picklist` and `picklist=<parent field>`.
 */
export function defineFields(table: string): readonly FieldDefinition[] {
  return table.trim().split('\n').map(defineField)
}

function defineField(line: string): FieldDefinition {
  const [name = '', dataType = '', ...marks] = line.trim().split(' ')
  if (!isDataType(dataType)) throw new Error(`Field ${name} has an unknown data type ${dataType}`)
  const valueOf = (mark: string) => marks.find((other) => other.startsWith(`${mark}=`))?.slice(mark.length + 1)
  return {
    name,
    dataType,
    length: dataType === 'string' ? Number(valueOf('length') ?? usualLength) : 0,
    isRequired: marks.includes('required'),
    isReadOnly: marks.includes('readOnly'),
    isQueryable: !marks.includes('notQueryable'),
    referenceEntityType: valueOf('references') ?? '',
    isPicklist: marks.some((mark) => mark === 'picklist' || mark.startsWith('picklist=')),
    picklistParent: valueOf('picklist') ?? '',
  }
}

function isDataType(text: string): text is DataType {
  return dataTypes.has(text)
}
