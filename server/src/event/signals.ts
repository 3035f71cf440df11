import type { Resource } from '../contracts';
import type { Capture, RawChange } from './types';

/** A row as Strapi's query layer returns it, relations populated as far as somebody asked. */
export type Row = Record<string, unknown>;

/** What one commit does to one row of a watched model. */
export interface RowChange {
  uid: string;
  /** The row's numeric id as text. */
  id: string;
  before: Row | null;
  after: Row | null;
  /** What differs, bookkeeping columns left out; every value for a row that came or went. */
  changes: RawChange[];
  /** The document action in whose course the row was written (`publish`, `clone` …), else null. */
  operation: string | null;
  /** What a person would call the row; hidden attributes never give the name. */
  name: string | null;
  /** Whether the model keeps drafts apart from published rows. */
  draftAndPublish: boolean;
  /**
   * Of a published row that came or went: its draft as it is now, null where there is none.
   * Undefined where it was not read.
   */
  draft?: Row | null;
  /** The route handler of the enclosing request, e.g. `admin::authentication.login`, else null. */
  handler: string | null;
}

/** One statement that wrote more rows than are worth an event each. */
export interface BulkChange {
  uid: string;
  verb: 'update' | 'delete';
  /** Rows the database says it wrote. */
  count: number;
  /** The statement's conditions, without the values of hidden attributes; null where it had none. */
  filter: unknown;
  /** What an update put into every row. */
  changes: RawChange[];
}

/** Which relations of a watched model belong into its snapshots; `written` takes those the write names. */
export interface WatchOptions {
  relations: readonly string[] | 'written';
  /** Writes that touch nothing but these attributes are noise (`lastUsedAt`). */
  ignore?: readonly string[];
  /** Types of the resources that its events name, beside the rows' own. */
  types?: readonly string[];
  /** Its events may name an actor of their own, whoever wrote the row. */
  namesActor?: true;
  /**
   * Describes one statement on more than a thousand rows, whose rows are then not read. Without
   * it, every row of every statement is.
   */
  describeBulk?(change: BulkChange): Capture[];
}

/**
 * Models by uid or by a pattern with `*`, such as `plugin::comments.*`, or a rule for those that no
 * other source names.
 */
export type WatchedModels = readonly string[] | ((uid: string) => boolean);

/** Row changes, told once per transaction, just before it commits. */
export interface WritePort {
  /** Of several sources that watch a model the one that names it most exactly is told. */
  watch(
    models: WatchedModels,
    options: WatchOptions,
    describe: (changes: RowChange[]) => Capture[] | Promise<Capture[]>
  ): void;
  /** What differs between two versions of a row, told as `RowChange.changes` tells it. */
  compare(uid: string, before: Row | null, after: Row | null): RawChange[];
}

/** A finished HTTP request whose route handler a source asked for. */
export interface RequestSignal {
  handler: string;
  status: number;
  params: Record<string, string>;
  /** The parsed request body, unredacted. */
  body: unknown;
  /** The response body, unredacted. */
  answer: unknown;
  /** What the error response says, made of what cannot quote the request; null if it is none. */
  errorMessage: string | null;
  /** What this request was found to do, stored or not, oldest first (the first thousand). */
  recorded: readonly Capture[];
}

/**
 * A request that was meant for a route and ended with an error that no other source described; of a
 * GraphQL request one operation or one field of its root type.
 */
export interface RefusalSignal {
  method: string;
  /** It was to read, and to change nothing. */
  isRead: boolean;
  /** The route's, or a field such as `Mutation.deleteAuthor`; null where none was reached. */
  handler: string | null;
  /** What the caller named a GraphQL operation. */
  operation?: string | null;
  status: number;
  /** What the error response says, made of what cannot quote the request. */
  errorMessage: string | null;
  /** What the route and its parameters name. */
  resource: Partial<Resource>;
  /** The caller showed an access token whose time was up. */
  tokenRanOut: boolean;
  /** What this request was found to do, stored or not, oldest first (the first thousand). */
  recorded: readonly Capture[];
}

export interface RequestPort {
  onSettled(
    handlers: readonly string[],
    describe: (signal: RequestSignal) => Described | Promise<Described>,
    options?: SettleOptions
  ): void;
  /** Told of a refused request, unless something said already why this request failed. */
  onRefused(describe: (refusal: RefusalSignal) => Capture | null): void;
}

type Described = Capture | null | undefined;

export interface SettleOptions {
  /**
   * Describe and record once the response is sent: where the time that recording takes would tell
   * the caller what the response keeps from him (whether an e-mail is known).
   */
  afterResponse?: boolean;
}

/** Reads of rows that no signal carries. */
export interface RowPort {
  /**
   * The first row that the conditions hold for, without its relations. Joins the running
   * transaction; conditions are those of `strapi.db.query`.
   */
  find(uid: string, where: Row): Promise<Row | null>;
  /** Every such row, with all that belongs into its snapshot. */
  all(uid: string, where: Row): Promise<Row[]>;
}

/** Strapi's event hub. Its events come after the fact and unawaited: use it only where nothing else tells. */
export interface HubPort {
  on(
    events: readonly string[],
    describe: (event: string, payload: unknown) => Capture | null
  ): void;
}

/** A row that the start of Strapi removed, made or changed. */
export interface DeployedRow {
  id: string;
  documentId: string | null;
  locale: string | null;
  status: 'draft' | 'published';
  name: string | null;
}

/** What a start of Strapi did to the rows of one type; of each kind the first thousand. */
export interface DeployedRows {
  removed: { count: number; rows: DeployedRow[] };
  made: { count: number; rows: DeployedRow[] };
  changed: { count: number; rows: DeployedRow[] };
}

/** A content type that this boot found different from the one before. */
export interface SchemaDeployment {
  uid: string;
  before: Row | null;
  after: Row | null;
  /** Null where its rows are as they were. */
  rows: DeployedRows | null;
}

/** The schemas this process runs with, which are the old ones while an edit is being written. */
export interface SchemaPort {
  current(uid: string): Row | null;
  /** Told at a boot about every content type, as it was at the last one and is now. */
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
  /** What it took the place of; null where that cannot be read. */
  before: FileContent | null;
  after: FileContent;
}

/** What files hold; their rows do not tell. */
export interface FilePort {
  /**
   * What was stored under this name (the row's `hash`) in the course of what is happening now. Each
   * is given once.
   */
  written(name: string): WrittenContent | null;
  /** What the log says that the file with this row held last. */
  lastKnown(id: string): Promise<FileContent | null>;
}

export type TransferDirection = 'import' | 'export' | 'push' | 'pull' | 'transfer';

/** An import, export, push or pull of a whole database, in whose course no row is recorded. */
export interface TransferSignal {
  phase: 'start' | 'end';
  /** Null where neither route nor command line tells. */
  direction: TransferDirection | null;
  /** At the end: rows per content type that were written here. */
  inserted: Record<string, number>;
  deleted: Record<string, number>;
  /** At the end of what wrote nothing: rows per content type that were there to be read. */
  present: Record<string, number>;
}

export interface TransferPort {
  on(describe: (signal: TransferSignal) => Capture): void;
}

/** What a source may ask of the host. */
export interface SourcePorts {
  writes: WritePort;
  requests: RequestPort;
  hub: HubPort;
  schemas: SchemaPort;
  rows: RowPort;
  transfers: TransferPort;
  files: FilePort;
}
