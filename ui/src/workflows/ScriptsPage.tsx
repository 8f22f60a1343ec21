import { Alert, Button, FileInput, Group, Stack, Tabs, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { executionQueries } from "../api/executions";
import { type Said, scriptActions } from "../api/scripts";
import { Empty, Failure, Loaded } from "../components/Feedback";
import { Json } from "../components/Json";
import { Listing } from "../components/Listing";
import { Page } from "../components/Page";
import { StateBadge } from "../components/StateBadge";
import { When } from "../components/When";

const route = getRouteApi("/scripts");

/** Script files that start when they are uploaded (S3-61): upload, update, cancel, and what runs. */
export function ScriptsPage() {
  const { form = "upload", id = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const [base, setBase] = useState(window.location.origin);
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (call: () => Promise<Said>) => call(),
    onSuccess: () => queries.invalidateQueries({ queryKey: executionQueries.all }),
  });
  const show = (next: string | null) => {
    send.reset();
    void navigate({
      search: { form: next === "update" || next === "cancel" ? next : undefined, id: id || undefined },
    });
  };
  return (
    <Page title="Scripts" lead="A file of scripts starts when it arrives here.">
      <TextInput
        label="Address of the API"
        description="This server, unless it stands behind another path."
        value={base}
        onChange={(event) => setBase(event.currentTarget.value)}
        maw={420}
      />
      <Tabs value={form} onChange={show}>
        <Tabs.List>
          <Tabs.Tab value="upload">Upload</Tabs.Tab>
          <Tabs.Tab value="update">Update</Tabs.Tab>
          <Tabs.Tab value="cancel">Cancel</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="upload" pt="md">
          <Files
            label="Upload and run"
            busy={send.isPending}
            onSend={(workflow, requirements) =>
              send.mutate(() => scriptActions.upload(base, workflow, requirements))
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="update" pt="md">
          <Files
            key={id}
            label="Update"
            id={id}
            busy={send.isPending}
            onSend={(workflow, requirements, former) =>
              send.mutate(() => scriptActions.update(base, former, workflow, requirements))
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="cancel" pt="md">
          <Cancel
            key={id}
            id={id}
            busy={send.isPending}
            onSend={(running) => send.mutate(() => scriptActions.cancel(base, running))}
          />
        </Tabs.Panel>
      </Tabs>
      {send.data && <Answer said={send.data} />}
      {send.error && <Failure error={send.error} />}
      <Stack gap="xs">
        <Title order={2} size="h4">
          What was uploaded
        </Title>
        <Uploads />
      </Stack>
    </Page>
  );
}

/** What the server said, as it said it. */
function Answer({ said }: { said: Said }) {
  const refused = said.status >= 400;
  return (
    <Alert
      color={refused ? "red" : "teal"}
      title={`${said.status} ${refused ? "refused" : "accepted"}`}
      role="status"
    >
      <Json value={said.body} />
    </Alert>
  );
}

function Form({
  label,
  busy,
  onSubmit,
  children,
}: {
  label: string;
  busy: boolean;
  onSubmit: () => void;
  children: ReactNode;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack maw={420}>
        {children}
        <Group>
          <Button type="submit" loading={busy}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Files({
  label,
  id,
  busy,
  onSend,
}: {
  label: string;
  /** The upload that is replaced, where one is. */
  id?: string;
  busy: boolean;
  onSend: (workflow: File, requirements: File | null, id: string) => void;
}) {
  const [former, setFormer] = useState(id ?? "");
  const [workflow, setWorkflow] = useState<File | null>(null);
  const [requirements, setRequirements] = useState<File | null>(null);
  return (
    <Form
      label={label}
      busy={busy}
      onSubmit={() => workflow && onSend(workflow, requirements, former.trim())}
    >
      {id !== undefined && (
        <TextInput
          label="Id"
          description="What runs under it is cancelled once the new files are found to be right."
          required
          value={former}
          onChange={(event) => setFormer(event.currentTarget.value)}
        />
      )}
      <FileInput
        label="Workflow"
        description="fun name(argument:predecessor): …"
        placeholder="Choose a file"
        required
        clearable
        clearButtonProps={{ "aria-label": "Take no file" }}
        value={workflow}
        onChange={setWorkflow}
      />
      <FileInput
        label="Requirements"
        description="What its Python needs, one package a line."
        placeholder="None"
        clearable
        clearButtonProps={{ "aria-label": "Take no file" }}
        value={requirements}
        onChange={setRequirements}
      />
    </Form>
  );
}

function Cancel({ id, busy, onSend }: { id: string; busy: boolean; onSend: (id: string) => void }) {
  const [running, setRunning] = useState(id);
  return (
    <Form label="Cancel what runs" busy={busy} onSubmit={() => onSend(running.trim())}>
      <TextInput
        label="Id"
        description="All its scripts are ended, and none starts any more."
        required
        value={running}
        onChange={(event) => setRunning(event.currentTarget.value)}
      />
    </Form>
  );
}

function Uploads() {
  const query = useQuery(executionQueries.list({ dialect: "script", page: 1, per_page: 20 }));
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty
            title="Nothing was uploaded yet"
            command="curl -F workflow=@sample.workflow localhost:8080/workflows"
          >
            Choose a file above, or send it as a program would.
          </Empty>
        ) : (
          <Listing
            label="Uploads"
            rows={data}
            keyOf={(run) => run.id}
            columns={[
              { title: "State", tight: true, cell: (run) => <StateBadge state={run.status} /> },
              {
                title: "Run",
                cell: (run) => (
                  <Link to="/executions/$id" params={{ id: run.id }}>
                    {run.id}
                  </Link>
                ),
              },
              { title: "Started", tight: true, cell: (run) => <When at={run.started_at} /> },
              {
                title: "",
                right: true,
                tight: true,
                cell: (run) => (
                  <Group gap="sm" justify="flex-end" wrap="nowrap">
                    <Link
                      to="/scripts"
                      search={{ form: "update", id: run.id }}
                      aria-label={`Update ${run.id}`}
                    >
                      <Text size="sm">Update</Text>
                    </Link>
                    <Link
                      to="/scripts"
                      search={{ form: "cancel", id: run.id }}
                      aria-label={`Cancel ${run.id}`}
                    >
                      <Text size="sm">Cancel</Text>
                    </Link>
                  </Group>
                ),
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}
