import type { Resource } from '../contracts';
import type { Capture, RawChange } from './types';

/** A row as Strapi's query layer returns it, with the requested relations populated. */
export type Row = Record<string, unknown>;

/** What one commit does to one row of a watched model. */
export interface RowChange {
  uid: string;
  /** The row's numeric id as text. */
  id: string;
  before: Row | null;
  after: Row | null;
  /** The differences, without bookkeeping columns; every value for a created or deleted row. */
  changes: RawChange[];
  /** The document action during which the row was written (`publish`, `clone` …), else null. */
  operation: string | null;
  /** The row's title for people; never taken from hidden attributes. */
  name: string | null;
  /** Whether the model keeps drafts separate from published rows. */
  draftAndPublish: boolean;
  /**
   * For a created or deleted published row: its draft as it is now, null if there is none.
   * Undefined if it was not read.
   */
  draft?: Row | null;
  /** The route handler of the enclosing request, e.g. `admin::authentication.login`, else null. */
  handler: string | null;
}

/** One statement that wrote too many rows for an event each. */
export interface BulkChange {
  uid: string;
  verb: 'update' | 'delete';
  /** The number of rows written, as the database reports it. */
  count: number;
  /** The statement's conditions, without the values of hidden attributes; null if it had none. */
  filter: unknown;
  /** What an update wrote into every row. */
  changes: RawChange[];
}

/**
 * Which relations of a watched model belong in its snapshots; `written` takes those the write
 * names. Of a list, others that a write names are added if no event of the row at the other end
 * shows them.
 */
export interface WatchOptions {
  relations: readonly string[] | 'written';
  /** Writes that change only these attributes are noise (`lastUsedAt`). */
  ignore?: readonly string[];
  /** Types of the resources that its events name, in addition to the rows' own. */
  types?: readonly string[];
  /** Its events may name their own actor, regardless of who wrote the row. */
  namesActor?: true;
  /**
   * Describes one statement on more than a thousand rows, whose rows are then not read. Without it,
   * every row of every statement is.
   */
  describeBulk?(change: BulkChange): Capture[];
}

/**
 * Models by uid or by a pattern with `*`, such as `plugin::comments.*`, or a rule for those that no
 * other source names.
 */
export type WatchedModels = readonly string[] | ((uid: string) => boolean);

/** Row changes, reported once per transaction, just before it commits. */
export interface WritePort {
  /** If several sources watch a model, the one that names it most specifically is called. */
  watch(
    models: WatchedModels,
    options: WatchOptions,
    describe: (changes: RowChange[]) => Capture[] | Promise<Capture[]>
  ): void;
  /** The differences between two versions of a row, in the form of `RowChange.changes`. */
  compare(uid: string, before: Row | null, after: Row | null): RawChange[];
}

/** A finished HTTP request whose route handler a source listens to. */
export interface RequestSignal {
  handler: string;
  status: number;
  params: Record<string, string>;
  /** The parsed request body, unredacted. */
  body: unknown;
  /** The response body, unredacted. */
  answer: unknown;
  /**
   * The text of the error response, built only from parts that cannot quote the request; null if it
   * is none.
   */
  errorMessage: string | null;
  /** The captures of this request, stored or not, oldest first (the first thousand). */
  recorded: readonly Capture[];
}

/**
 * A request that matched a route and ended with an error that no other source described; in a
 * GraphQL request, one operation or one field of its root type.
 */
export interface RefusalSignal {
  method: string;
  /** It only reads, and changes nothing. */
  isRead: boolean;
  /** The route's, or a field such as `Mutation.deleteAuthor`; null if none was reached. */
  handler: string | null;
  /** The caller's name for a GraphQL operation. */
  operation?: string | null;
  status: number;
  /** The text of the error response, built only from parts that cannot quote the request. */
  errorMessage: string | null;
  /** What the route and its parameters name. */
  resource: Partial<Resource>;
  /** The caller presented an expired access token. */
  tokenRanOut: boolean;
  /** The captures of this request, stored or not, oldest first (the first thousand). */
  recorded: readonly Capture[];
}

export interface RequestPort {
  onSettled(
    handlers: readonly string[],
    describe: (signal: RequestSignal) => Described | Promise<Described>,
    options?: SettleOptions
  ): void;
  /** Called for a refused request, unless the reason for its failure is already recorded. */
  onRefused(describe: (refusal: RefusalSignal) => Capture | null): void;
}

type Described = Capture | null | undefined;

export interface SettleOptions {
  /**
   * Describe and record once the response is sent: for requests where the time of recording would
   * reveal to the caller what the response withholds (whether an e-mail is known).
   */
  afterResponse?: boolean;
}

/** Reads of rows that no signal carries. */
export interface RowPort {
  /**
   * The first row that matches the conditions, without its relations. Joins the running
   * transaction; conditions are those of `strapi.db.query`.
   */
  find(uid: string, where: Row): Promise<Row | null>;
  /** Every such row, with everything that belongs in its snapshot. */
  all(uid: string, where: Row): Promise<Row[]>;
}

/**
 * Strapi's event hub. Its events come after the fact and unawaited: use it only if nothing else
 * reports them.
 */
export interface HubPort {
  on(
    events: readonly string[],
    describe: (event: string, payload: unknown) => Capture | null
  ): void;
}

/** A row that the start of Strapi removed, created or changed. */
export interface DeployedRow {
  id: string;
  documentId: string | null;
  locale: string | null;
  status: 'draft' | 'published';
  name: string | null;
}

/** What a start of Strapi did to the rows of one type; the first thousand of each kind. */
export interface DeployedRows {
  removed: { count: number; rows: DeployedRow[] };
  made: { count: number; rows: DeployedRow[] };
  changed: { count: number; rows: DeployedRow[] };
}

/** A content type that differs from the one at the previous boot. */
export interface SchemaDeployment {
  uid: string;
  before: Row | null;
  after: Row | null;
  /** Null if its rows are unchanged. */
  rows: DeployedRows | null;
}

/** The schemas this process runs with, which are the old ones while an edit is being written. */
export interface SchemaPort {
  current(uid: string): Row | null;
  /**
   * Called at boot for every content type, with the schema of the previous boot and of this one.
   */
  onBoot(describe: (deployment: SchemaDeployment) => Capture[]): void;
}

/** What was stored as a file. */
export interface FileContent {
  /** In hexadecimal digits. */
  sha256: string;
  bytes: number;
}

/** What was handed to the upload provider. */
export interface WrittenContent {
  /** What it replaced; null if that cannot be read. */
  before: FileContent | null;
  after: FileContent;
}

/** The content of files, which their rows do not show. */
export interface FilePort {
  /**
   * What was stored under this name (the row's `hash`) in the current context. Each is returned
   * once.
   */
  written(name: string): WrittenContent | null;
  /** The last content of this row's file, according to the log. */
  lastKnown(id: string): Promise<FileContent | null>;
}

export type TransferDirection = 'import' | 'export' | 'push' | 'pull' | 'transfer';

/** An import, export, push or pull of a whole database, during which no row is recorded. */
export interface TransferSignal {
  phase: 'start' | 'end';
  /** Null if neither route nor command line shows it. */
  direction: TransferDirection | null;
  /** At the end: rows per content type that were written here. */
  inserted: Record<string, number>;
  deleted: Record<string, number>;
  /** At the end of a transfer that wrote nothing: rows per content type that could be read. */
  present: Record<string, number>;
}

export interface TransferPort {
  on(describe: (signal: TransferSignal) => Capture): void;
}

/** What a source may use of the host. */
export interface SourcePorts {
  writes: WritePort;
  requests: RequestPort;
  hub: HubPort;
  schemas: SchemaPort;
  rows: RowPort;
  transfers: TransferPort;
  files: FilePort;
}
