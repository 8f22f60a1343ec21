import { useMutation, useQueryClient } from "@tanstack/react-query";
import { done } from "./notify";
import { placed } from "./refusal";

/**
 * What forms have in common that make a thing or change one: their words, sending it, mistakes beside their fields, and
 * what is asked for again when it is saved.
 */
export function useThingForm<Sent, Saved>({
  thing,
  former,
  send,
  fields,
  nameOf,
  stale,
  onClose,
  onDone,
}: {
  /** With its article: `a rule`. */
  thing: string;
  /** The name of what is changed; undefined where one is made. */
  former: string | undefined;
  send: (document: Sent) => Promise<Saved>;
  /** What mistakes can stand at. */
  fields: readonly string[];
  nameOf: (saved: Saved) => string;
  /** The keys of the queries that show it. */
  stale: readonly string[];
  onClose: () => void;
  onDone?: ((saved: Saved) => void) | undefined;
}) {
  const queries = useQueryClient();
  const isNew = former === undefined;
  const save = useMutation({
    mutationFn: send,
    onSuccess: (saved) => {
      done(`${isNew ? "Made" : "Changed"} ${nameOf(saved)}`);
      for (const key of stale) void queries.invalidateQueries({ queryKey: [key] });
      onClose();
      onDone?.(saved);
    },
  });
  const { at, rest } = placed(save.error, fields);
  return {
    at,
    send: save.mutate,
    dialog: {
      title: isNew ? `Make ${thing}` : `Change ${former}`,
      submit: isNew ? "Make" : "Change",
      busy: save.isPending,
      failure: rest,
      onClose,
    },
  };
}
