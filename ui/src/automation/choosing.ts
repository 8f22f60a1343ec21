/** Where one is in a list, and which of it one looks at. */
export interface Choosing {
  readonly page: number | undefined;
  readonly onPage: (page: number) => void;
  readonly chosen: string | undefined;
  readonly onChoose: (chosen: string | undefined) => void;
}
