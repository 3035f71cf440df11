/**
 * The part of a Strapi model (content type, component or plain model) that is needed to decide what
 * is secret and what differs. `strapi.getModel(uid)` returns a superset of it.
 */
export interface StrapiSchema {
  uid?: string;
  /** The plugin that brings a content type; absent for those of the application. */
  plugin?: string;
  info?: { singularName?: string; pluralName?: string; displayName?: string };
  attributes: Record<string, SchemaAttribute>;
}

export interface SchemaAttribute {
  /** `string`, `relation`, `component` …, or a column type for Strapi's plain models. */
  type: string;
  private?: boolean;
  /**
   * False on the attributes that Strapi itself brings, which distinguishes an application's
   * additions.
   */
  configurable?: boolean;
  encrypted?: boolean;
  customField?: string;
  options?: unknown;
  pluginOptions?: unknown;
  /** Relations: the related uid; absent for polymorphic ones. */
  target?: string;
  relation?: string;
  /** The attribute of the target that shows the other side of a relation, if it has one. */
  inversedBy?: string;
  mappedBy?: string;
  /** Components: the component's uid. */
  component?: string;
  /** Dynamic zones: the components' uids. */
  components?: string[];
  repeatable?: boolean;
  multiple?: boolean;
}

/** Looks a model up by uid; undefined if there is none. */
export type GetModel = (uid: string) => StrapiSchema | undefined;

/** The uids of all content types and components. */
export type ListModels = () => readonly string[];
