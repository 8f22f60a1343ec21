import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { manageActions, manageQueries, type Token } from "../api/manage";
import { sessionQueries } from "../api/session";
import { Command, Empty, Failure, Loaded } from "../components/Feedback";
import { IconTrash } from "../components/icons";
import { Listing } from "../components/Listing";
import { refused } from "../components/notify";
import { Page } from "../components/Page";
import { When } from "../components/When";

const DAY = 86_400;
const LIVES = [
  { value: String(DAY), label: "a day" },
  { value: String(30 * DAY), label: "30 days" },
  { value: String(365 * DAY), label: "a year" },
  { value: "0", label: "until it is revoked" },
];

/** Who one is here, and the tokens one has given to programs. */
export function AccountPage() {
  const who = useQuery(sessionQueries.current());
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={who.data?.login ?? "Account"}
      lead={
        who.data && `${who.data.kind}${who.data.names.length > 0 ? ` · ${who.data.names.join(", ")}` : ""}`
      }
      actions={<Button onClick={() => setMaking(true)}>Make a token</Button>}
    >
      {making && <MakeToken onClose={() => setMaking(false)} />}
      <Stack gap="xs">
        <Title order={2} size="h4">
          Tokens
        </Title>
        <Tokens />
      </Stack>
    </Page>
  );
}

function Tokens() {
  const query = useQuery(manageQueries.tokens());
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (token: Token) => manageActions.revokeToken(token.id),
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <Loaded query={query}>
      {(tokens) =>
        tokens.length === 0 ? (
          <Empty title="You have no token">
            A token lets a program act for you; give it a name and a life, and revoke it when it is no longer
            needed.
          </Empty>
        ) : (
          <Listing<Token>
            label="Tokens"
            rows={tokens}
            keyOf={(token) => token.id}
            columns={[
              {
                title: "Token",
                cell: (token) => (
                  <Text size="sm" fw={600}>
                    {token.name}
                  </Text>
                ),
              },
              { title: "Made", tight: true, cell: (token) => <When at={token.created_at} /> },
              {
                title: "Good until",
                tight: true,
                cell: (token) => (token.expires_at ? <When at={token.expires_at} /> : "revoked"),
              },
              {
                title: "",
                right: true,
                cell: (token) => (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="red"
                    leftSection={<IconTrash size={14} />}
                    loading={revoke.isPending && revoke.variables === token}
                    onClick={() => revoke.mutate(token)}
                    aria-label={`Revoke ${token.name}`}
                  >
                    Revoke
                  </Button>
                ),
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}

function MakeToken({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [life, setLife] = useState(String(30 * DAY));
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => manageActions.makeToken(name.trim(), Number(life)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <Modal opened onClose={onClose} title="Make a token">
      {make.data ? (
        <Stack>
          <Alert color="teal" title="This is shown once:">
            <Command text={make.data.token} />
          </Alert>
          <Group justify="flex-end">
            <Button onClick={onClose}>I have kept it</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <Stack>
            <TextInput
              label="Name"
              description="What it is for."
              required
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              label="Good for"
              data={LIVES}
              allowDeselect={false}
              value={life}
              onChange={(next) => setLife(next ?? life)}
            />
            {make.isError && <Failure error={make.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Leave it
              </Button>
              <Button type="submit" loading={make.isPending} disabled={!name.trim()}>
                Make
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
