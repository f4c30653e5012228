/** A page that is made of a study's file, with the pictures that it shows. */

export interface StudyPage {
  readonly text: string;
  /** SVG or other text by its path relative to the page, e.g. `pictures/scale-node.svg`. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** Where a page stands, for its links. */
export interface PagePlace {
  /** The raw file, relative to the page, e.g. `studies/scale.jsonl.gz`. */
  readonly rawFile: string;
  /** Where the project is, relative to the page, e.g. `..`. */
  readonly projectFolder: string;
}
