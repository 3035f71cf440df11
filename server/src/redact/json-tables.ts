import type { ReadProperty, Shape } from './shape';

/** Where tables have the names of their columns, and where their rows. */
const HEADS = ['columns', 'keys', 'headers', 'header', 'fields', 'names', 'cols'];
const BODIES = new Set(['rows', 'values', 'data', 'records', 'cells', 'body']);
const MAX_COLUMNS = 500;
const MAX_NAME = 256;

type IsSecret = (name: string) => boolean;
type Columns = ReadonlySet<number>;

/** A column may be an object that has its name. */
function nameOf(column: unknown): string {
  if (typeof column === 'string') return column.length < MAX_NAME ? column : '';
  if (typeof column !== 'object' || column === null) return '';
  const { name, key, field } = column as Record<string, unknown>;
  const found = [name, key, field].find((one) => typeof one === 'string') as string | undefined;
  return found !== undefined && found.length < MAX_NAME ? found : '';
}

function secretColumns(head: readonly unknown[], isSecret: IsSecret): Columns | null {
  const found = new Set<number>();
  for (const [index, column] of head.slice(0, MAX_COLUMNS).entries()) {
    const name = nameOf(column);
    if (name !== '' && isSecret(name)) found.add(index);
  }
  return found.size > 0 ? found : null;
}

/** One row: what stands in a secret's column is hidden. */
const rowShape = (columns: Columns, shape: Shape): Shape => ({
  ...shape,
  items: (cells) => cells.map((_, index) => (columns.has(index) ? null : shape)),
});

/** A single row, or a list of rows. */
const bodyShape = (columns: Columns, shape: Shape): Shape => {
  const row = rowShape(columns, shape);
  return {
    ...row,
    items: (items) =>
      items.some(Array.isArray)
        ? items.map((item) => (Array.isArray(item) ? row : shape))
        : row.items?.(items),
  };
};

/** `{ columns: ['id', 'password'], rows: [[1, 'x']] }`; undefined if no column is secret. */
export function tableShape(
  read: ReadProperty,
  names: readonly string[],
  isSecret: IsSecret,
  shape: Shape
): Shape | undefined {
  if (!names.some((name) => BODIES.has(name))) return undefined;
  const heads = HEADS.filter((name) => names.includes(name)).map(read);
  const head = heads.find(Array.isArray) as readonly unknown[] | undefined;
  const columns = head && secretColumns(head, isSecret);
  if (!columns) return undefined;
  const body = bodyShape(columns, shape);
  return {
    ...shape,
    property: (name, value) => {
      const own = shape.property(name, value);
      return own && BODIES.has(name) && Array.isArray(value) ? body : own;
    },
  };
}

/** `[['id', 'password'], [1, 'x']]`: the first row has the names of the columns. */
export function headedTable(
  items: readonly unknown[],
  isSecret: IsSecret,
  shape: () => Shape
): ReadonlyArray<Shape | null> | undefined {
  const [head, ...rows] = items;
  if (!Array.isArray(head) || head.length < 2 || rows.length === 0) return undefined;
  if (!head.every((name) => typeof name === 'string')) return undefined;
  const isRow = (row: unknown): row is unknown[] =>
    Array.isArray(row) && row.length === head.length;
  if (!rows.every(isRow)) return undefined;
  // Two texts in each: `[['password', 'x'], ['host', 'db']]` are entries.
  const areEntries = head.length === 2 && rows.every(([name]) => typeof name === 'string');
  const columns = secretColumns(areEntries ? ['', head[1]] : head, isSecret);
  if (!columns) return undefined;
  const row = rowShape(columns, shape());
  return [shape(), ...rows.map(() => row)];
}
