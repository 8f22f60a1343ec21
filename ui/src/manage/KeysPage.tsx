import { Badge, Button, Checkbox, Select, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { type Key, manageActions, manageQueries } from "../api/manage";
import { OWNER_TYPES } from "../app/search";
import { Empty, Loaded } from "../components/Feedback";
import { FormDialog } from "../components/FormDialog";
import { IconTrash } from "../components/icons";
import { Listing } from "../components/Listing";
import { done, refused } from "../components/notify";
import { Page } from "../components/Page";
import { Pages } from "../components/Pages";
import { When } from "../components/When";

const route = getRouteApi("/keys");

/** Stored keys. Values go in and are never shown again. */
export function KeysPage() {
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [setting, setSetting] = useState(false);
  const query = useQuery(manageQueries.keys({ page: page ?? 1 }));
  const remove = useMutation({
    mutationFn: manageActions.deleteKey,
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
  return (
    <Page
      title="Keys"
      lead="What workflows read with kv.get. Values are encrypted and never shown again."
      actions={<Button onClick={() => setSetting(true)}>Set a key</Button>}
    >
      {setting && <SetKey onClose={() => setSetting(false)} />}
      <Loaded query={query}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <Empty title="No key is stored yet" command="heddle key set region eu">
              Set one here or from the command line; a workflow reads it as kv.get('region').
            </Empty>
          ) : (
            <>
              <Listing<Key>
                label="Keys"
                rows={data}
                keyOf={(key) => `${key.owner_type}/${key.owner}/${key.ref}`}
                columns={[
                  {
                    title: "Key",
                    cell: (key) => (
                      <>
                        <Text fw={600} size="sm">
                          {key.ref}
                        </Text>
                        {key.name !== key.ref && (
                          <Text size="xs" c="dimmed">
                            {key.name}
                          </Text>
                        )}
                      </>
                    ),
                  },
                  { title: "Owner", cell: (key) => [key.owner_type, key.owner].filter(Boolean).join(" ") },
                  {
                    title: "Value",
                    cell: (key) => (
                      <Badge variant="light" color={key.encrypted ? "violet" : "gray"}>
                        {key.encrypted ? "secret" : "not secret"}
                      </Badge>
                    ),
                  },
                  { title: "Changed", cell: (key) => <When at={key.updated_at} /> },
                  {
                    title: "",
                    right: true,
                    cell: (key) => (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        leftSection={<IconTrash size={14} />}
                        loading={remove.isPending && remove.variables === key}
                        onClick={() => remove.mutate(key)}
                        aria-label={`Delete ${key.ref}`}
                      >
                        Delete
                      </Button>
                    ),
                  },
                ]}
              />
              <Pages pagination={pagination} onChange={(next) => void navigate({ search: { page: next } })} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Text, unless it reads as JSON, as on the command line. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function SetKey({ onClose }: { onClose: () => void }) {
  const [ref, setRef] = useState("");
  const [type, setType] = useState<(typeof OWNER_TYPES)[number]>("system");
  const [owner, setOwner] = useState("");
  const [value, setValue] = useState("");
  const [secret, setSecret] = useState(true);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      manageActions.setKey({
        ref,
        owner_type: type,
        encrypted: secret,
        value: valueOf(value) as never,
        ...(type === "system" ? {} : { owner }),
      }),
    onSuccess: () => {
      done(`Set ${ref}`);
      void queries.invalidateQueries({ queryKey: ["keys"] });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Set a key"
      submit="Set"
      busy={save.isPending}
      failure={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Key"
        description="Letters, digits, _ and -, with dots between the parts."
        required
        data-autofocus
        value={ref}
        onChange={(event) => setRef(event.currentTarget.value)}
      />
      <Select
        label="Owner"
        data={OWNER_TYPES}
        allowDeselect={false}
        value={type}
        onChange={(next) => setType((next ?? "system") as typeof type)}
      />
      {type !== "system" && (
        <TextInput
          label={`Which ${type}`}
          required
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
      )}
      <Textarea
        label="Value"
        description="JSON if it can be read as JSON, else text. It replaces a former value."
        required
        autosize
        minRows={2}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Checkbox
        label="It is a secret: never shown in runs, logs or results"
        checked={secret}
        onChange={(event) => setSecret(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
