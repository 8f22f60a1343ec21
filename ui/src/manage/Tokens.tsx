import { Alert, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { manageActions, manageQueries, type Token } from "../api/manage";
import { Dialog } from "../components/Dialog";
import { Command, Empty, Failure, Loaded } from "../components/Feedback";
import { IconTrash } from "../components/icons";
import { Listing } from "../components/Listing";
import { refused } from "../components/notify";
import { When } from "../components/When";

const DAY = 86_400;
const LIVES = [
  { value: String(DAY), label: "a day" },
  { value: String(30 * DAY), label: "30 days" },
  { value: String(365 * DAY), label: "a year" },
  { value: "0", label: "until it is revoked" },
];

/** The tokens of an identity, or one's own, each with a way to end it. */
export function Tokens({ identity }: { identity?: string }) {
  const query = useQuery(manageQueries.tokens(identity));
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (token: Token) => manageActions.revokeToken(identity, token.id),
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <Loaded query={query}>
      {(tokens) =>
        tokens.length === 0 ? (
          <Empty title={identity === undefined ? "You have no token" : "It has no token"}>
            A token lets a program act for its owner; give it a name and a life, and revoke it when it is no
            longer needed.
          </Empty>
        ) : (
          <Listing<Token>
            label="Tokens"
            narrow={identity !== undefined}
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

/** Makes a token, of an identity or one's own, and shows it this once. */
export function MakeToken({ identity, onClose }: { identity?: string; onClose: () => void }) {
  const [name, setName] = useState("");
  const [life, setLife] = useState(String(30 * DAY));
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => manageActions.makeToken(identity, name.trim(), Number(life)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <Dialog onClose={onClose} title="Make a token">
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
    </Dialog>
  );
}
