import { FileInput, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type Artifact, artifactActions } from "../api/artifacts";
import { OWNER_TYPES } from "../app/search";
import { FormDialog } from "../components/FormDialog";
import { done } from "../components/notify";
import { placed } from "../components/refusal";
import { useDraft } from "../components/useDraft";

const FIELDS = ["ref", "name", "owner", "retention.versions", "retention.days"] as const;
const LARGEST = 16 * 1024 * 1024;

/** Keeps a file: as a new artifact, or as the next version of one. */
export function UploadForm({
  artifact,
  onClose,
  onDone,
}: {
  artifact?: Artifact;
  onClose: () => void;
  onDone?: (ref: string) => void;
}) {
  const [draft, change] = useDraft({
    ref: "",
    name: "",
    type: "system" as Artifact["owner_type"],
    owner: "",
    versions: "" as number | string,
    days: "" as number | string,
  });
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState<string>();
  // If the bytes did not arrive, there is something to put them into already.
  const made = useRef<string>(undefined);
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: async (content: File) => {
      const ref = artifact?.ref ?? draft.ref.trim();
      if (!artifact && made.current !== ref) {
        await artifactActions.create(documentOf(draft));
        made.current = ref;
      }
      return { ref, ...(await artifactActions.upload(ref, content)) };
    },
    onSuccess: ({ ref, version }) => {
      done(`${ref} has version ${version}`);
      onClose();
      onDone?.(ref);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["artifacts"] }),
  });
  const { at, rest } = placed(keep.error, FIELDS);
  return (
    <FormDialog
      title={artifact ? `Add a version of ${artifact.ref}` : "Keep a file"}
      submit={artifact ? "Add" : "Keep"}
      busy={keep.isPending}
      failure={rest}
      onSubmit={() => {
        const problem = !file
          ? "is required"
          : file.size > LARGEST
            ? "is larger than 16 MiB, the most a version has"
            : undefined;
        setWrong(problem);
        if (file && !problem) keep.mutate(file);
      }}
      onClose={onClose}
    >
      <FileInput
        label="File"
        placeholder="Choose a file"
        withAsterisk
        clearable
        clearButtonProps={{ "aria-label": "Take no file" }}
        value={file}
        error={wrong}
        onChange={setFile}
      />
      {!artifact && (
        <>
          <TextInput
            label="Artifact"
            description="Its ref; it begins with the pack, if a pack, action or sensor owns it."
            placeholder="shop.report"
            required
            value={draft.ref}
            error={at.ref}
            onChange={(event) => change({ ref: event.currentTarget.value })}
          />
          <TextInput
            label="Name"
            description="For people."
            value={draft.name}
            error={at.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <Select
              label="Owner"
              data={OWNER_TYPES}
              allowDeselect={false}
              value={draft.type}
              onChange={(type) => change({ type: (type ?? draft.type) as Artifact["owner_type"] })}
            />
            {draft.type !== "system" && (
              <TextInput
                label={`Which ${draft.type}`}
                required
                value={draft.owner}
                error={at.owner}
                onChange={(event) => change({ owner: event.currentTarget.value })}
              />
            )}
          </Group>
          <Group grow align="flex-start">
            <NumberInput
              label="Keep the newest"
              placeholder="10 versions"
              min={1}
              max={1000}
              allowDecimal={false}
              value={draft.versions}
              error={at["retention.versions"]}
              onChange={(versions) => change({ versions })}
            />
            <NumberInput
              label="Days at most"
              placeholder="any age"
              min={1}
              max={3650}
              allowDecimal={false}
              value={draft.days}
              error={at["retention.days"]}
              onChange={(days) => change({ days })}
            />
          </Group>
        </>
      )}
    </FormDialog>
  );
}

function documentOf({
  ref,
  name,
  type,
  owner,
  versions,
  days,
}: {
  ref: string;
  name: string;
  type: Artifact["owner_type"];
  owner: string;
  versions: number | string;
  days: number | string;
}) {
  return {
    ref: ref.trim(),
    name,
    kind: "file" as const,
    owner_type: type,
    ...(type === "system" ? {} : { owner: owner.trim() }),
    retention: {
      ...(versions === "" ? {} : { versions: Number(versions) }),
      ...(days === "" ? {} : { days: Number(days) }),
    },
  };
}
